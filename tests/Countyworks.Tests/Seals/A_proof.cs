using System.Text.Json;
using Countyworks.Core.Seals;
using Countyworks.Data;
using Countyworks.Engines.Seals;
using Countyworks.Tests.Databases;

namespace Countyworks.Tests.Seals;

public sealed class A_proof
{
    [Theory, EveryEngine]
    public async Task Of_every_entry_holds_for_a_stranger(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 530);

        foreach (var seq in new long[] { 1, 2, 256, 257, 512, 513, 529, 530 })
        {
            var file = ProofFile.Read(JsonSerializer.Serialize(journal.Reading.Proof(seq, false).Value, Json.Options)).Value;
            Assert.Equal((seq, "setting_changed"), (file.Check().Value.Fact.Seq, file.Check().Value.Fact.Kind));
        }
    }

    [Theory, EveryEngine]
    public async Task Of_larger_trees_holds_across_the_levels_of_tiles(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, (Tile.Width * Tile.Width) + 700);

        Assert.Empty(journal.Findings());
        Assert.All(new long[] { 1, 65536, 65537, 66000, 66236 }, seq => Assert.Null(journal.Reading.Proof(seq, false).Value.Check().Refusal));
    }

    [Theory, EveryEngine]
    public async Task Opens_the_words_only_when_asked_and_fails_with_other_words(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 4);

        var shut = journal.Reading.Proof(4, false).Value;
        var open = journal.Reading.Proof(4, true).Value;
        var other = open with { Remark = open.Remark! with { Text = "别的话" } };

        Assert.DoesNotContain("张三", JsonSerializer.Serialize(shut, Json.Options), StringComparison.Ordinal);
        Assert.Equal("张三说第 4 盏灯不亮", open.Remark.Text);
        Assert.Null(open.Check().Refusal);
        Assert.Equal("seal_remark_differs", other.Check().Refusal!.Code);
    }

    [Theory, EveryEngine]
    public async Task Fails_when_anything_in_it_was_altered(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 9);
        var file = journal.Reading.Proof(4, false).Value;
        var entry = Convert.FromBase64String(file.Entry);
        entry[^1] ^= 1;
        var stranger = SealSigner.Of("countyworks/431003", SealProfile.International, new byte[32])!.Public;

        Assert.Equal("seal_root_differs", (file with { Entry = Convert.ToBase64String(entry) }).Check().Refusal!.Code);
        Assert.Equal("seal_entry_differs", (file with { Seq = 5 }).Check().Refusal!.Code);
        Assert.Equal("seal_path_length", (file with { Path = [.. file.Path.Skip(1)] }).Check().Refusal!.Code);
        Assert.Equal("seal_signature_wrong", (file with { Checkpoint = file.Checkpoint.Replace("\n9\n", "\n8\n", StringComparison.Ordinal) }).Check().Refusal!.Code);
        Assert.Equal("seal_key_unknown", file.Check(stranger).Refusal!.Code);
        Assert.Equal("seal_proof_unreadable", (file with { Path = ["AAAA"] }).Check().Refusal!.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"format\":\"countyworks-proof/1\"}")]
    [InlineData("{\"format\":\"other\",\"seq\":1,\"entry\":\"\",\"path\":[],\"checkpoint\":\"\",\"key\":\"\"}")]
    public void Is_refused_when_it_is_none(string text) => Assert.Equal("seal_proof_unreadable", ProofFile.Read(text).Refusal!.Code);

    [Theory, EveryEngine]
    public async Task Is_refused_for_what_is_not_sealed(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 3);
        await journal.Write(1);

        Assert.All(new long[] { 0, 4, -1, long.MaxValue }, seq => Assert.Equal("seal_not_yet", journal.Reading.Proof(seq, false).Refusal!.Code));
    }

    [Theory, EveryEngine]
    public async Task By_hashes_holds_at_earlier_sizes_and_between_them(Engine engine)
    {
        await using var journal = await Sealed.Of(engine, 600);

        var inclusion = journal.Reading.Inclusion(17, 300).Value;
        var consistency = journal.Reading.Consistency(300, null).Value;

        Assert.Equal(inclusion.Root, consistency.FromRoot);
        Assert.Null(Proofs.CheckInclusion(TreeHash.Sha256, Hash(inclusion.Leaf), 16, 300, [.. inclusion.Path.Select(Hash)], Hash(inclusion.Root)).Refusal);
        Assert.Null(Proofs.CheckConsistency(TreeHash.Sha256, 300, Hash(consistency.FromRoot), 600, Hash(consistency.ToRoot), [.. consistency.Path.Select(Hash)]).Refusal);
        Assert.Equal("seal_not_yet", journal.Reading.Consistency(0, null).Refusal!.Code);
    }

    private static Digest Hash(string base64) => Digest.TryParse(base64, out var digest) ? digest : throw new FormatException(base64);
}
