using Countyworks.Core.Votes;
using Countyworks.Data.Journal;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Votes;

public sealed class An_owners_vote
{
    [Theory, EveryEngine]
    public async Task Freezes_text_and_roll_when_it_is_announced(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);

        var vote = await given.Announced();

        Assert.Equal((VoteStage.Announced, "决-2026-000001"), (vote.Stage, vote.Number));
        Assert.Equal((6, 65_000L), county.Read(db => (db.Set<RollHead>().Count(h => h.VoteId == vote.Id), db.Set<RollHead>().Where(h => h.VoteId == vote.Id).Sum(h => h.Area))));
        Assert.Equal(AnnounceVote.HashOf(vote), vote.DocumentHash);
        Assert.Equal("vote_not_draft", (await county.Try("draft", change => new DraftVote(vote.Id, given.Neighbourhood.Id, 8, "别的", "别的").In(change, given.Keeper))).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Keeps_its_roll_when_a_title_is_put_right_later(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Announced();

        var taken = await county.Do("import_titles", change =>
            new ImportTitles(given.Neighbourhood.Id, [VoteGiven.Titles[0] with { Area = Area.FromHundredths(99_999) }]).In(change, given.Keeper, given.Keys));

        Assert.Equal(new TitlesTaken(0, 1), taken);
        Assert.Equal(65_000L, given.Count(vote).Tally.Area.Total);
    }

    [Theory, EveryEngine]
    public async Task Passes_when_enough_take_part_and_enough_agree_and_says_so_in_the_journal(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        foreach (var (unit, choice) in new[] { ("101", Choice.Yes), ("102", Choice.Yes), ("103", Choice.No), ("201", Choice.Yes) })
        {
            await given.Cast(vote, await given.Owner(unit), unit, choice);
        }

        await given.Paper(vote, "104", Choice.Yes);
        county.Now("2026-10-20T18:00");
        var closed = await county.Do("close_vote", change => new CloseVote(vote.Id).In(change));

        var count = given.Count(closed);
        Assert.Equal(new Figures(65_000, 45_000, 10_000, 0), count.Tally.Area);
        Assert.Equal(new Figures(6, 4, 1, 0), count.Tally.Heads);
        Assert.True(count.Tally.IsPassed);
        var told = FactKindsOf(county, "vote_closed");
        Assert.Contains("\"isPassed\":true", told.Data, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(closed.ListRoot!), told.Data, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Can_be_counted_again_by_anybody_from_what_is_published(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        var (first, second) = (await given.Owner("101"), await given.Owner("101"));
        await given.Cast(vote, first, "101", Choice.Yes);
        await given.Cast(vote, second, "101", Choice.No);
        await given.Cast(vote, await given.Owner("202"), "202", Choice.Abstain);
        await given.Paper(vote, "105", Choice.No);

        var count = given.Count(vote);

        var again = count.AsFile().Count().Value.Tally;
        Assert.Equal((count.Tally.Area, count.Tally.Heads, count.Tally.Divided), (again.Area, again.Heads, again.Divided));
        Assert.Equal((1L, 3), (again.Divided, count.List.Count));
    }

    [Theory, EveryEngine]
    public async Task Is_closed_at_its_hour_and_not_before_and_once(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        var owner = await given.Owner("101");
        county.Now("2026-10-20T17:59");
        var early = await county.Try("close_vote", change => new CloseVote(vote.Id).In(change));
        var last = await given.Cast(vote, owner, "101", Choice.Yes);
        county.Now("2026-10-20T18:00");
        var late = await given.Cast(vote, owner, "101", Choice.No);
        await county.Do("close_vote", change => new CloseVote(vote.Id).In(change));

        Assert.Equal("vote_still_open", early.Refusal?.Code);
        Assert.Null(last.Refusal);
        Assert.Equal("vote_over", late.Refusal?.Code);
        Assert.Equal("vote_over", (await county.Try("close_vote", change => new CloseVote(vote.Id).In(change))).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Prints_both_results_where_silence_counts(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open(draft => draft with { SilenceCounts = true });
        await given.Cast(vote, await given.Owner("101"), "101", Choice.Yes);
        var heads = new[] { "102", "103", "104" }.Select(unit => given.HeadOf(vote, unit)).ToList();
        await county.Do("prove", change => new ProveDelivery(vote.Id, heads, DeliveryWay.ByHand).In(change, given.Keeper));
        await county.Do("prove", change => new ProveDelivery(vote.Id, [heads[0]], DeliveryWay.ByHand).In(change, given.Keeper));

        var count = given.Count(vote);

        Assert.Equal((false, 1L, 3), (count.Tally.HasQuorum, count.Tally.Heads.Yes, count.Delivered));
        Assert.Equal((4L, 4L), (count.WithSilence!.Heads.Yes, count.WithSilence.Heads.Participating));
    }

    [Theory, EveryEngine]
    public async Task Shows_who_is_missing_by_building_and_not_who_voted(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        await given.Cast(vote, await given.Owner("202"), "202", Choice.Yes);

        var board = county.Read(db => VoteBoard.Read(db, vote));

        var line = Assert.Single(board.Buildings);
        Assert.Equal((7, 2, 65_000L, 15_000L), (line.Units, line.Taking, line.Area, line.AreaTaking));
        Assert.Equal([(15_000L, 28_334L), (1L, 3L)], board.Checks.Select(check => (check.Has, check.Missing)));
    }

    [Theory, EveryEngine]
    public async Task Is_refused_what_makes_no_sense_in_this_order(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var right = new DraftVote(null, given.Neighbourhood.Id, 8, "问", "文");
        foreach (var (draft, code) in new (DraftVote, string)[]
        {
            (right with { Neighbourhood = county.Street.Id }, "not_found"),
            (right with { Which = new(Guid.Empty) }, "not_found"),
            (right with { Item = 10 }, "vote_item_unknown"),
            (right with { Question = "" }, "missing"),
            (right with { Question = new string('问', 201) }, "too_long"),
            (right with { Document = "" }, "missing"),
            (right with { MandateCap = -1 }, "out_of_range"),
        })
        {
            Assert.Equal(code, (await county.Try("draft", change => draft.In(change, given.Keeper))).Refusal?.Code);
        }

        var vote = await county.Do("draft", change => right.In(change, given.Keeper));
        var announce = new AnnounceVote(vote.Id, new(2026, 10, 9), County.At("2026-10-20T18:00"));
        foreach (var (wish, code) in new (AnnounceVote, string)[]
        {
            (announce with { OpensOn = new(2026, 10, 8) }, "vote_notice_too_short"),
            (announce with { ClosesAt = County.At("2026-10-09T00:00") }, "vote_closes_too_early"),
            (announce with { ClosesAt = County.At("2027-10-09T00:00") }, "vote_open_too_long"),
            (announce, "titles_missing"),
        })
        {
            Assert.Equal(code, (await county.Try("announce", change => wish.In(change, given.Keeper, new VoteSettings()))).Refusal?.Code);
        }

        Assert.Equal("not_found", (await county.Try("announce", change => announce.In(change, county.Handler, new VoteSettings()))).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Is_taken_back_with_a_reason_before_it_closes(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();

        await county.Do("withdraw", change => new WithdrawVote(vote.Id, "图纸有误").In(change, given.Keeper));

        Assert.Equal("vote_over", (await given.Cast(vote, await given.Owner("101"), "101", Choice.Yes)).Refusal?.Code);
        Assert.Equal("图纸有误", FactKindsOf(county, "vote_withdrawn").Remark);
    }

    [Theory, EveryEngine]
    public async Task Takes_in_titles_or_names_the_line_that_is_wrong(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await VoteGiven.In(county);
        var line = VoteGiven.Titles[0];
        foreach (var (lines, code, at) in new (TitleLine[], string, int)[]
        {
            ([line, line with { Unit = "999" }], "title_unit_unknown", 2),
            ([line, line], "title_unit_twice", 2),
            ([line with { Area = Area.FromHundredths(ImportTitles.LargestUnit.Hundredths + 1) }], "title_area_too_large", 1),
            ([line with { Owner = "" }], "title_without_owner", 1),
        })
        {
            var refusal = (await county.Try("import", change => new ImportTitles(given.Neighbourhood.Id, lines).In(change, given.Keeper, given.Keys))).Refusal!;
            Assert.Equal((code, at), (refusal.Code, (int)refusal.Arguments[0].Value));
        }
    }

    private static FactRow FactKindsOf(County county, string kind) => county.Read(db => db.Set<FactRow>().Single(f => f.Kind == kind));
}
