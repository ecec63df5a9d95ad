using Countyworks.Core.Matters;
using Countyworks.Core.Votes;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Votes;

/// <summary>Figure F08: agreement to the charging-pile proposal, of participating owners, computed from the demo's ballots.</summary>
public sealed class The_demos_votes
{
    [Fact]
    public async Task Pass_the_charging_piles_with_92_of_100_and_leave_the_lifts_to_be_voted_on()
    {
        var now = County.At("2026-09-30T10:30");
        await using var files = await TestDatabase.Fresh(Engine.Sqlite, TestStore.Template, TestStore.Migrate);
        var settings = new HostSettings(TestStore.District, files.Folder, "http://127.0.0.1:0") { RunsWorkers = false, SqliteFile = Path.Combine(files.Folder, "district.db") };
        await using var host = CountyHost.Build(settings, new FakeClock(now));
        await DemoDistrict.FoundAsync(host.Services, DemoYear.Founded(now), TestContext.Current.CancellationToken);
        var players = new DemoPlayers(host.Services);

        await new DemoYear(players, now, requests: 0).PlayAsync(TestContext.Current.CancellationToken);

        Assert.Empty(players.Refused);
        using var db = host.Services.GetRequiredService<Database>().Read();
        var (piles, lifts) = (db.Set<Vote>().Single(v => v.Item == 8), db.Set<Vote>().Single(v => v.Item == 5));
        var heads = VoteCount.Read(db, piles).Tally.Heads;
        Assert.Equal("92.00%", new Rate(heads.Yes, heads.Participating).ToString());
        Assert.Equal((VoteStage.Closed, true, 116L), (piles.Stage, VoteCount.Read(db, piles).Tally.IsPassed, heads.Total));
        Assert.True(lifts.IsOpen(now));
        AssertDeliberated(db, host.Services.GetRequiredService<MatterRules>(), piles);
        Assert.Equal(41L, VoteBoard.Read(db, lifts).Checks[1].Has);
    }

    // The vote came of a deliberation: low-floor owners asked, a named expert answered, the text was changed for it, its budget lay open, and the vote is bound to that text.
    private static void AssertDeliberated(Data.Model.DistrictDb db, MatterRules rules, Vote piles)
    {
        var bound = db.Set<BoundVote>().Single(b => b.VoteId == piles.Id);
        var proposal = ProposalCase.Find(db, bound.ProposalId, rules)!;
        var thread = ProposalCase.Thread(db, bound.ProposalId);
        Assert.Equal((ProposalKind.Execution, 2), (proposal.Stage, bound.Number));
        Assert.True(BoundVote.Binds(piles, proposal.Text(db, 2)!));
        Assert.Equal(2, thread.Count(c => c.Kind == ContributionKind.Answer && c.SpokeAs == SpeaksAs.Expert));
        Assert.Empty(Concerns.Unanswered(thread));
        Assert.True(db.Set<Disclosure>().Single(d => d.ProposalId == bound.ProposalId).FirstVoteDay <= CountyTime.LocalDay(piles.AnnouncedAt!.Value));
        Assert.Equal([DoerKind.Matter, DoerKind.Hold], db.Set<Doer>().Where(d => d.ProposalId == bound.ProposalId).OrderBy(d => d.Ordinal).Select(d => d.Kind).ToList());
        Assert.Equal(
            [ProposalKind.Answers, ProposalKind.Disclosed, ProposalKind.Execution, ProposalKind.Topic, ProposalKind.Voting],
            db.Set<Matter>().Where(m => m.Kind == ProposalKind.Kind.Name).Select(m => m.Stage).ToList().Order(StringComparer.Ordinal));
    }
}
