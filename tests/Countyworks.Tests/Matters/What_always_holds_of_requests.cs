using Countyworks.Core.Indicators;
using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using CsCheck;
using NodaTime;

namespace Countyworks.Tests.Matters;

/// <summary>Whoever does whatever, in whatever order.</summary>
public sealed class What_always_holds_of_requests
{
    private const int Steps = 90, Walks = 20, MostWalks = 200;

    private static readonly string[] Unassigned = [RequestKind.Received, RequestKind.Triaged];

    [Fact]
    public async Task No_walk_reaches_an_impossible_state_and_the_sums_are_what_the_journal_says()
    {
        // Walks that are always refused prove nothing: they go on until everything was done at least once.
        string[] needed = ["join", "merge", "decide", "call_back", "ask_Return", "ask_Pause", "ask_Extension", "ask_Exclusion", "resume", "finish_assist", "supervise", RequestKind.ReportBack];
        var done = new HashSet<string>();
        for (var walks = 0; walks < MostWalks && (walks < Walks || !done.IsSupersetOf(needed)); walks += Walks)
        {
            await Gen.Int.SampleAsync(async seed => done.UnionWith(await Walked(seed)), iter: Walks, threads: 1);
        }

        Assert.Empty(needed.Except(done));
    }

    private static async Task<IEnumerable<string>> Walked(int seed)
    {
        await using var county = await County.On(Engine.Sqlite, "2026-09-24T09:00");
        var walk = new RandomWalk(county, seed);
        var stages = new Dictionary<Id<Matter>, string>();
        for (var step = 0; step < Steps; step++)
        {
            await walk.Step();
            foreach (var dossier in All(county))
            {
                Assert.True(Broken(dossier).FirstOrDefault() is null, $"seed {seed}, step {step}: {dossier.Matter.Number} in {dossier.Matter.Stage}: {string.Join("; ", Broken(dossier))}");
                Assert.True(CameByAMove(stages, dossier.Matter), $"seed {seed}, step {step}: from {stages.GetValueOrDefault(dossier.Matter.Id)} to {dossier.Matter.Stage}");
                stages[dossier.Matter.Id] = dossier.Matter.Stage;
            }
        }

        Assert.Equal((seed, CountedByTheJournal(county)), (seed, CountedBySums(county)));
        return walk.Done.Keys;
    }

    private static IEnumerable<Dossier> All(County county) => county.Read(db =>
        db.Set<Matter>().Select(m => m.Id).ToList().Select(id => Dossier.Read(db, id, county.Rules)!).ToList());

    private static bool CameByAMove(Dictionary<Id<Matter>, string> stages, Matter matter) =>
        !stages.TryGetValue(matter.Id, out var before) || before == matter.Stage
        || RequestKind.Kind.Moves.Any(m => m.From.Contains(before) && m.To == matter.Stage);

    private static IEnumerable<string> Broken(Dossier dossier)
    {
        var matter = dossier.Matter;
        var leads = dossier.Assignments.Where(a => a.Part == Part.Lead && a.EndedAt is null).ToList();
        var returns = dossier.Asks.Where(a => a.Kind == AskKind.Return).ToList();
        (string Claim, bool Holds)[] claims =
        [
            ("it is open until a stage that ends it", matter.IsOpen == !RequestKind.Kind.StageNamed(matter.Stage).IsEnd && matter.IsOpen == matter.ClosedAt is null),
            ("nothing runs on after the end", matter.IsOpen || (matter.NextMark is null && matter.NextCheckAt is null && dossier.OpenPause is null && dossier.Assignments.TrueForAll(a => a.EndedAt is not null))),
            ("nobody waits for days that are of no use", matter.IsOpen && matter.NextMark is not null || dossier.OpenAsks.All(a => a.Kind == AskKind.Exclusion)),
            ("one unit leads, once dispatched", Unassigned.Contains(matter.Stage) || !matter.IsOpen ? leads.Count == 0 : leads.Count == 1 && leads[0].UnitId == matter.UnitId),
            ("no unit leads before dispatch", !Unassigned.Contains(matter.Stage) || matter.UnitId is null),
            ("the clock stops at most once at a time", dossier.Pauses.Count(p => p.EndedAt is null) <= 1),
            ("no pause is longer than it may be", dossier.Pauses.TrueForAll(p => p.ApprovedBy is not null && (p.EndedAt is null || (p.EndedAt >= p.At && p.EndedAt <= p.NoLongerThan)))),
            ("it is returned twice at most, once by a unit", matter.Returns == returns.Count && returns.Count <= 2 && returns.DistinctBy(a => a.UnitId).Count() == returns.Count),
            ("a return waits exactly while it is being asked for", (matter.Stage == RequestKind.ReturnRequested) == returns.Exists(a => a.DecidedAt is null)),
            ("it is opened again once at most", matter.Reopens <= RateRequest.MostReopens),
            ("it asks for one thing once at a time", dossier.OpenAsks.GroupBy(a => a.Kind).All(g => g.Count() == 1)),
            ("it goes on in another exactly when merged", (matter.Stage == RequestKind.Merged) == matter.MergedIntoId is not null),
            ("what is not owed is not dated", matter.NextMark is not null || matter.NextDueAt is null),
            ("its clock never began anew", matter.ReopenedAt is not null || dossier.Pauses.Count > 0 || matter.ExtensionDays > 0 || NeverRestarted(dossier)),
        ];
        return claims.Where(c => !c.Holds).Select(c => c.Claim);
    }

    private static bool NeverRestarted(Dossier dossier) =>
        new Clock(dossier.Rule, dossier.Matter.OpenedAt, []).Deadlines(County.Calendar.WithProvisionalYears()).Value.Running
            .Select(d => (LocalDate?)d.On).SequenceEqual(dossier.Marks.Select(m => m.DueOn));

    /// <summary>Bases and parts of the three rates, counted from the facts one by one, knowing nothing of the sums.</summary>
    private static string CountedByTheJournal(County county)
    {
        var kinds = new FactKinds(CountyHost.Parts);
        var rows = county.Read(db => db.Set<FactRow>().OrderBy(f => f.Seq).ToList());
        var marks = county.Read(db => db.Set<MatterMark>().Where(m => m.Mark == RequestKind.RespondMark).ToDictionary(m => m.MatterId.Value));
        int dispatched = 0, excluded = 0, responded = 0, calledBack = 0, solved = 0, partly = 0, rated = 0, satisfied = 0, basically = 0;
        foreach (var facts in rows.Where(r => r.SubjectId is not null).GroupBy(r => r.SubjectId!.Value).Where(g => marks.ContainsKey(g.Key)))
        {
            var story = facts.Select(kinds.Read).ToList();
            var wasDispatched = story.OfType<MatterDispatched>().Any();
            var isExcluded = story.OfType<AskDecided>().Any(f => f is { Ask: AskKind.Exclusion, IsGranted: true });
            var isElsewhere = story.OfType<MatterMoved>().LastOrDefault()?.To is RequestKind.Merged or RequestKind.NotAccepted;
            dispatched += wasDispatched || isExcluded ? 1 : 0;
            excluded += isExcluded || (wasDispatched && isElsewhere) ? 1 : 0;
            responded += wasDispatched && !isExcluded && !isElsewhere && marks[facts.Key] is { MetAt: { } met, DueAt: var due } && (due is null || met < due) ? 1 : 0;

            // What is said before a reopening is taken back by it.
            var word = story.Aggregate((RequestRated?)null, (said, fact) => fact switch
            {
                RequestRated now => now,
                MatterMoved { Move: MoveNames.Reopen } => null,
                _ => said,
            });
            if (word is not null && !isExcluded)
            {
                calledBack++;
                solved += word.Result == CallBackResult.Solved ? 1 : 0;
                partly += word.Result == CallBackResult.Partly ? 1 : 0;
                rated += word.ResultRating is not null ? 1 : 0;
                satisfied += word.ResultRating == Rating.Satisfied ? 1 : 0;
                basically += word.ResultRating == Rating.Basically ? 1 : 0;
            }
        }

        return $"{dispatched} {excluded} {responded} {calledBack} {solved} {partly} {rated} {satisfied} {basically}";
    }

    private static string CountedBySums(County county)
    {
        var sums = county.Read(db => db.Set<IndicatorSum>().Where(s => s.Indicator == RequestCounts.Indicator).ToList());
        CountedAs[] shown =
        [
            CountedAs.Dispatched, CountedAs.Excluded, CountedAs.Responded, CountedAs.CalledBack, CountedAs.Solved, CountedAs.Partly, CountedAs.Rated, CountedAs.Satisfied, CountedAs.Basically,
        ];
        return string.Join(' ', shown.Select(flag => sums.Where(s => ((CountedAs)s.Flags).HasFlag(flag)).Sum(s => s.Count)));
    }
}
