using Countyworks.Core.Residents;
using Countyworks.Core.Votes;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Votes;

public sealed class Casting_a_ballot
{
    /// <summary>The vector is of openssl and sha256sum, as docs/reference/votes.md writes it.</summary>
    [Fact]
    public void Publishes_of_a_receipt_what_any_program_for_SHA_256_computes() =>
        Assert.Equal("73ffb01fc31e2b84ecc73d98a20cb7af7516fc0bbc4368c0aefc310c021fb8de", Receipt.Listed("abcd-2345-efgh", "决-2026-000001", Choice.Yes));

    [Theory, EveryEngine]
    public async Task Gives_a_receipt_with_which_the_voter_finds_it_in_the_list(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();

        var receipt = (await given.Cast(vote, await given.Owner("101"), "101", Choice.No)).Value;

        var listed = Assert.Single(given.Count(vote).List);
        Assert.Equal(receipt.Commitment, Assert.Single(listed.Receipts));
        Assert.Equal(listed.Receipts[0], Receipt.Listed(receipt.Code.ToLowerInvariant().Replace('-', ' '), vote.Number, Choice.No));
        Assert.NotEqual(listed.Receipts[0], Receipt.Listed(receipt.Code, vote.Number, Choice.Yes));
    }

    [Theory, EveryEngine]
    public async Task Says_in_the_journal_neither_who_cast_it_nor_what_it_says(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();

        var receipt = (await given.Cast(vote, await given.Owner("101"), "101", Choice.No)).Value;

        var fact = county.Read(db => db.Set<FactRow>().Single(f => f.Kind == "ballot_cast"));
        Assert.Equal((null, null, $$"""{"commitment":"{{receipt.Commitment}}"}"""), (fact.PersonId, fact.PostId, fact.Data));
    }

    [Theory, EveryEngine]
    public async Task Replaces_the_one_before_until_the_close(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        var owner = await given.Owner("101");
        await given.Cast(vote, owner, "101", Choice.Yes);
        await given.Cast(vote, owner, "101", Choice.Abstain);

        var count = given.Count(vote);

        Assert.Equal((0L, 1L, 1), (count.Tally.Heads.Yes, count.Tally.Heads.Abstain, count.Replaced));
    }

    [Theory, EveryEngine]
    public async Task Sent_twice_with_one_key_is_cast_once_with_one_receipt(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        var owner = await given.Owner("101");
        var head = given.HeadOf(vote, "101");
        async Task<BallotReceipt> Send(string key)
        {
            var (code, once) = Receipt.For(given.Keys, owner.Id, key, "yes");
            var ballot = new CastBallot(vote.Id, head, Choice.Yes, code);
            return ballot.Told((await county.Writer.Run(CastBallot.Envelope(county.Clock.GetCurrentInstant(), once), change => ballot.In(change, owner.Id))).Value);
        }

        var (first, again) = (await Send("a voter's key"), await Send("a voter's key"));

        Assert.Equal(first, again);
        Assert.Single(county.Read(db => db.Set<CastRow>().ToList()));
        Assert.NotEqual(first.Code, (await Send("another")).Code);
        var kept = Assert.Single(county.Read(db => db.Set<Countyworks.Data.Writing.Answer>().ToList()), answer => answer.Result.Contains(first.Commitment, StringComparison.Ordinal));
        Assert.DoesNotContain(first.Code, kept.Result, StringComparison.Ordinal);
        Assert.DoesNotContain("a voter's key", kept.Key, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Sent_again_when_its_answer_is_forgotten_stands_as_it_was_cast(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        await county.Do("import_titles", change => new ImportTitles(given.Neighbourhood.Id, VoteGiven.Titles).In(change, given.Keeper, given.Keys));
        var draft = await county.Do("draft_vote", change => new DraftVote(null, given.Neighbourhood.Id, 8, "是否同意", "安装充电桩。").In(change, given.Keeper));
        var vote = await county.Do("announce_vote", change => new AnnounceVote(draft.Id, new(2026, 10, 9), County.At("2027-01-20T18:00")).In(change, given.Keeper, new VoteSettings()));
        var owner = await given.Owner("101");
        county.Now("2026-10-10T09:00");
        var first = await given.Cast(vote, owner, "101", Choice.Yes, "abcd-2345-efgh");
        await given.Cast(vote, owner, "101", Choice.No);
        county.Now("2026-11-20T09:00");

        var again = await given.Cast(vote, owner, "101", Choice.Yes, "abcd-2345-efgh");

        Assert.Equal(first.Value, again.Value);
        Assert.Equal((0L, 1L), (given.Count(vote).Tally.Heads.Yes, given.Count(vote).Tally.Heads.No));
    }

    [Theory, EveryEngine]
    public async Task Is_for_owners_of_the_record_date_alone(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        var seller = await given.Owner("101");
        var buyer = await given.Owner("101", since: "2026-10-01");
        var newcomer = await given.Owner("102", since: "2026-10-10");
        var tenant = await given.Owner("103", kind: OccupancyKind.Tenant);

        Assert.Null((await given.Cast(vote, seller, "101", Choice.Yes)).Refusal);
        Assert.Equal("not_your_vote", (await given.Cast(vote, buyer, "101", Choice.Yes)).Refusal?.Code);
        Assert.Null((await given.Cast(vote, newcomer, "102", Choice.Yes)).Refusal);
        Assert.Equal("not_your_vote", (await given.Cast(vote, tenant, "103", Choice.Yes)).Refusal?.Code);
        Assert.Equal("not_your_vote", (await given.Cast(vote, seller, "104", Choice.Yes)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Waits_for_the_opening(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Announced();
        var owner = await given.Owner("101");
        county.Now("2026-10-08T23:59");
        Assert.Equal("vote_not_open", (await given.Cast(vote, owner, "101", Choice.Yes)).Refusal?.Code);
        county.Now("2026-10-09T00:00");
        Assert.Null((await given.Cast(vote, owner, "101", Choice.Yes)).Refusal);
    }

    [Theory, EveryEngine]
    public async Task Counts_co_owners_who_disagree_as_one_that_says_neither(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        var (first, second) = (await given.Owner("101"), await given.Owner("101"));
        await given.Cast(vote, first, "101", Choice.Yes);
        await given.Cast(vote, second, "101", Choice.No);

        Assert.Equal((1L, 1L), (given.Count(vote).Tally.Divided, given.Count(vote).Tally.Heads.Abstain));
        await given.Cast(vote, second, "101", Choice.Yes);
        Assert.Equal((0L, 1L), (given.Count(vote).Tally.Divided, given.Count(vote).Tally.Heads.Yes));
    }

    [Theory, EveryEngine]
    public async Task Is_never_changed_or_taken_away_again(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        await given.Cast(vote, await given.Owner("101"), "101", Choice.Yes);

        foreach (var sql in new[] { "UPDATE ballot SET choice = 2 WHERE district_id = @p0", "DELETE FROM ballot WHERE district_id = @p0", "DELETE FROM roll_head WHERE district_id = @p0" })
        {
            await Assert.ThrowsAnyAsync<Exception>(() => county.Try<Done>("tamper", change =>
            {
                change.Execute(sql);
                return Done.It;
            }));
        }

        Assert.Equal(1L, given.Count(vote).Tally.Heads.Yes);
    }

    [Theory, EveryEngine]
    public async Task Is_done_by_the_holder_of_a_written_mandate_up_to_the_cap(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open(draft => draft with { MandateCap = 2 });
        var holder = await given.Owner("101");
        Task<Outcome<MandateRow>> Show(string unit) => county.Try("show", change => new ShowMandate(vote.Id, given.HeadOf(vote, unit), holder.Id).In(change, given.Keeper));

        Assert.Equal("mandate_to_oneself", (await Show("101")).Refusal?.Code);
        Assert.Null((await Show("202")).Refusal);
        Assert.Equal("mandate_given", (await Show("201")).Refusal?.Code);
        Assert.Equal("mandates_too_many", (await Show("102")).Refusal?.Code);
        Assert.Null((await given.Cast(vote, holder, "201", Choice.Yes)).Refusal);
        Assert.Equal("not_your_vote", (await given.Cast(vote, holder, "102", Choice.Yes)).Refusal?.Code);
        Assert.Equal(15_000L, given.Count(vote).Tally.Area.Yes);
        await given.Cast(vote, await given.Owner("201"), "201", Choice.No);
        Assert.Equal((15_000L, 0L), (given.Count(vote).Tally.Area.No, given.Count(vote).Tally.Divided));
    }
}

public sealed class A_paper_ballot
{
    [Theory, EveryEngine]
    public async Task Counts_once_two_tellers_read_the_same(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();

        var first = await given.Read(vote, given.Keeper, "101", Choice.Yes);
        Assert.Equal(0L, given.Count(vote).Tally.Heads.Participating);
        var again = await given.Read(vote, given.Keeper, "101", Choice.Yes);
        var second = await given.Read(vote, county.Duty, "101", Choice.Yes);

        Assert.Equal((PaperState.Waiting, "teller_read_it", PaperState.Settled), (first.Value.State, again.Refusal?.Code, second.Value.State));
        Assert.Equal(1L, given.Count(vote).Tally.Heads.Yes);
    }

    [Theory, EveryEngine]
    public async Task Is_read_by_a_third_where_two_differ(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        var third = await Roster.RosterGiven.Officer(county, "丙");
        await given.Read(vote, given.Keeper, "101", Choice.Yes);

        var differs = await given.Read(vote, county.Duty, "101", Choice.No);
        var settled = await given.Read(vote, third, "101", Choice.No);

        Assert.Equal((PaperState.Differs, PaperState.Settled), (differs.Value.State, settled.Value.State));
        Assert.Equal(1L, given.Count(vote).Tally.Heads.No);
    }

    [Theory]
    [InlineData(Engine.Sqlite, Precedence.Last, 1, 0)]
    [InlineData(Engine.Sqlite, Precedence.PaperFirst, 0, 1)]
    [InlineData(Engine.Sqlite, Precedence.OnlineFirst, 1, 0)]
    public async Task Before_an_online_one_counts_as_the_vote_declared(Engine engine, Precedence precedence, long yes, long no)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open(draft => draft with { Precedence = precedence });
        await given.Paper(vote, "101", Choice.No);
        await given.Cast(vote, await given.Owner("101"), "101", Choice.Yes);

        Assert.Equal((yes, no), (given.Count(vote).Tally.Heads.Yes, given.Count(vote).Tally.Heads.No));
    }

    [Theory, EveryEngine]
    public async Task Comes_again_on_another_sheet(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        await given.Paper(vote, "101", Choice.No);
        await given.Paper(vote, "101", Choice.Yes);

        Assert.Equal((1L, 0L), (given.Count(vote).Tally.Heads.Yes, given.Count(vote).Tally.Heads.No));
    }
}
