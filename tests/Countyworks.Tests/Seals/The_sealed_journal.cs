using System.Data.Common;
using Countyworks.Core.Seals;
using Countyworks.Engines.Seals;
using Countyworks.Tests.Databases;

namespace Countyworks.Tests.Seals;

public sealed class The_sealed_journal
{
    [Theory, EveryEngine]
    public async Task Is_good_as_it_was_sealed(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 600);

        var seen = journal.Verify();

        Assert.Equal((600, 600, 1, 0), (seen.Entries, seen.Sealed, seen.Heads, seen.FindingCount));
    }

    [Theory, EveryEngine]
    public async Task Is_good_with_the_algorithms_of_the_state_too(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 300, SealProfile.National);

        Assert.Empty(journal.Findings());
        Assert.Equal(SealProfile.National, journal.Reading.Proof(7, false).Value.Check().Value.Key.Profile);
    }

    [Theory, EveryEngine]
    public async Task Gets_a_head_when_it_has_grown_and_none_when_it_has_not(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 5);
        await journal.Seal();
        await journal.Write(300);
        await journal.Seal();

        Assert.Equal([305, 5], journal.Reading.Heads(null, 10).Select(h => h.Size));
        Assert.Empty(journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Shows_which_entry_was_altered(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 600);
        journal.Tamper("UPDATE fact SET data = '{}' WHERE seq = 17");

        Assert.Equal(["EntryAltered 17"], journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Shows_between_which_heads_one_of_the_last_entries_was_altered(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 5);
        await journal.Write(5);
        await journal.Seal();
        await journal.Write(5);
        await journal.Seal();
        journal.Tamper("UPDATE fact SET data = '{}' WHERE seq = 7");

        Assert.Equal(["OneOfEntriesAltered 6-10"], journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Shows_that_entries_are_missing_in_the_middle_and_at_the_end(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 600);
        journal.Tamper("DELETE FROM fact WHERE seq = 20", "DELETE FROM fact WHERE seq > 590");

        Assert.Equal(["EntriesMissing 20", "EntriesMissing 591-600", "OneOfEntriesAltered 1-600"], journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Shows_that_two_entries_changed_places(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 600);
        journal.Tamper("UPDATE fact SET seq = -3 WHERE seq = 3", "UPDATE fact SET seq = 3 WHERE seq = 9", "UPDATE fact SET seq = 9 WHERE seq = -3");

        Assert.Equal(["EntryAltered 3", "EntryAltered 9"], journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Shows_an_entry_put_in_between(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 300);
        journal.Tamper(
            "UPDATE fact SET seq = -seq WHERE seq >= 299",
            "UPDATE fact SET seq = 1 - seq WHERE seq < 0",
            "INSERT INTO fact (district_id, seq, at, kind, audience, data) SELECT district_id, 299, at, kind, audience, data FROM fact WHERE seq = 298");

        Assert.Equal(["OneOfEntriesAltered 1-300"], journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Stays_good_when_a_remark_is_erased_with_its_salt(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 300);
        journal.Run("UPDATE fact SET remark = NULL WHERE seq = 4");

        var (entry, seen) = (journal.Entry(4), journal.Verify());

        Assert.Equal((null, null, true), (entry.Remark, entry.Salt, entry.Commitment is not null));
        Assert.Equal((1, 0), (seen.Erased, seen.FindingCount));
    }

    [Theory, EveryEngine]
    public async Task Shows_a_remark_that_was_altered_and_one_that_cannot_be_checked(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 300);
        journal.Tamper("UPDATE fact SET remark = 'other words' WHERE seq = 4", "UPDATE fact SET salt = NULL WHERE seq = 6");

        Assert.Equal(["RemarkAltered 4", "RemarkUncheckable 6"], journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Shows_that_the_stored_tree_was_altered_and_not_the_entries(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 300);
        journal.Tamper("UPDATE seal_tile SET root = hashes");

        Assert.Equal(["TreeAltered 1-256"], journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Shows_a_head_that_was_altered_or_signed_by_somebody_else(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 5);
        var signed = journal.Reading.Head(5).Value.Note;
        var stranger = SealSigner.Of("countyworks/431003", SealProfile.International, new byte[32])!;
        var forged = Checkpoint.Parse(SignedNote.Parse(signed).Value.Text).Value.SignedBy(stranger).ToString();

        journal.Tamper($"UPDATE seal_head SET note = '{forged}'");
        Assert.Equal(["HeadKeyUnknown 5"], journal.Findings());

        journal.Tamper($"UPDATE seal_head SET note = '{signed.Replace("\n5\n", "\n4\n", StringComparison.Ordinal)}'");
        Assert.Equal(["HeadSignatureWrong 5"], journal.Findings());
    }

    [Theory, EveryEngine]
    public async Task Cannot_be_sealed_anew_against_a_head_kept_elsewhere(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 5);
        var kept = journal.Reading.Head(5).Value.Note;
        journal.Tamper("UPDATE fact SET data = '{}' WHERE seq = 2", "DELETE FROM seal_head");
        await journal.Seal();

        Assert.Empty(journal.Findings());
        Assert.Equal(["OneOfEntriesAltered 1-5"], journal.Findings(kept));
    }

    [Theory, EveryEngine]
    public async Task Is_not_signed_again_once_it_was_altered(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 5);
        journal.Tamper("UPDATE fact SET data = '{}' WHERE seq = 2");
        await journal.Write(1);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(journal.Seal);

        Assert.Contains("The journal was altered", refused.Message, StringComparison.Ordinal);
        Assert.Equal("seal_journal_altered", journal.Reading.Proof(1, false).Refusal!.Code);
    }

    [Theory, EveryEngine]
    public async Task Is_not_signed_with_a_new_key_when_the_old_one_is_lost(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 5);
        File.Delete(Path.Combine(journal.Store.Folder, SealKeys.SecretFile));
        await journal.Write(1);
        var after = new SealKeys(new(journal.Store.Folder), new SealSettings(), journal.Store.Database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => new Sealer(journal.Store.Database, journal.Store.Writer, after).Run(TestStore.Now));

        Assert.False(File.Exists(Path.Combine(journal.Store.Folder, SealKeys.SecretFile)));
    }

    [Theory, EveryEngine]
    public async Task Lets_nobody_change_or_take_away_tiles_and_heads(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 300);

        Assert.ThrowsAny<DbException>(() => journal.Run("UPDATE seal_head SET size = 1"));
        Assert.ThrowsAny<DbException>(() => journal.Run("DELETE FROM seal_head"));
        Assert.ThrowsAny<DbException>(() => journal.Run("UPDATE seal_tile SET root = hashes"));
        Assert.ThrowsAny<DbException>(() => journal.Run("DELETE FROM seal_tile"));
        Assert.ThrowsAny<DbException>(() => journal.Run("UPDATE fact SET commitment = NULL"));
        Assert.ThrowsAny<DbException>(() => journal.Run("UPDATE fact SET salt = commitment WHERE salt IS NOT NULL"));
    }

    [Fact]
    public async Task Has_a_key_that_only_the_user_of_the_server_may_read()
    {
        await using var journal = await Sealed.Of(Engine.Sqlite, 1);

        // Windows has other permissions: those of the folder.
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(journal.Store.Folder, SealKeys.SecretFile)));
        }
    }
}
