using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Handling;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Tests.Matters;

/// <summary>Some requests of a small county, to which anybody does anything, in any order; most of it is refused.</summary>
internal sealed class RandomWalk(County county, int seed)
{
    private const int MostMatters = 5;

    private readonly Random random = new(seed);
    private readonly List<Id<Matter>> matters = [];
    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton(county.Database).AddSingleton(county.Writer).AddSingleton(county.Rules).BuildServiceProvider();

    /// <summary>How many steps of each command were not refused.</summary>
    public Dictionary<string, int> Done { get; } = [];

    /// <summary>Takes one step: a command that is done whole, or refused and then writes nothing.</summary>
    public async Task Step()
    {
        if (matters.Count == 0 || (matters.Count < MostMatters && random.Next(12) == 0))
        {
            await File(joins: matters.Count > 0 && random.Next(3) == 0 ? Any(matters) : null);
            return;
        }

        var matter = Any(matters);
        var now = county.Read(db => db.Set<Matter>().Single(m => m.Id == matter));
        var handler = now.UnitId == county.Water.Id ? county.WaterHandler : county.Handler;
        var caller = random.Next(3) > 0 ? handler : Any([county.Dispatcher, county.Duty, county.Handler, county.WaterHandler, Caller.Anybody]);
        var desk = random.Next(4) > 0 ? county.Dispatcher : caller;
        var words = Words.Of(random.Next(8) == 0 ? null : "情况属实");
        if (random.Next(3) == 0 && county.Read(db => db.Set<MatterPause>().Any(p => p.MatterId == matter && p.EndedAt == null)))
        {
            await Try("resume", caller, c => new ResumeClock(matter, words).In(c, caller, county.Rules));
            return;
        }

        switch (random.Next(17))
        {
            case 0 or 1:
                Id<Organisation>[] assists = random.Next(3) == 0 ? [Any(Units)] : [];
                await Try("dispatch", desk, c => new DispatchMatter(matter, Any(Units), assists, "chosen", words).In(c, desk, county.Rules));
                break;
            case 2 or 3 or 4 or 5 or 6:
                // Most of the time what its stage allows, and not always what ends it at once.
                var plain = RequestKind.Kind.Moves.Where(m => m.IsPlain).ToList();
                var fitting = plain.Where(m => m.From.Contains(now.Stage) && m.By.Contains(Mover.Lead)).ToList();
                var move = Any(fitting.Count > 0 && random.Next(5) > 0 ? fitting : plain).Name;
                await Try(move, caller, c => new MakePlainMove(matter, move, words).In(c, caller, county.Rules));
                break;
            case 7 or 8:
                var kind = random.Next(3) == 0 ? AskKind.Pause : Any(Enum.GetValues<AskKind>());   // a pause has to be asked for, granted and ended, all in one walk
                var reason = Any(RequestKind.Kind.ReasonsFor(kind, RequestKind.Kind.Clock));
                var review = CountyTime.LocalDay(county.Clock.GetCurrentInstant()).PlusDays(random.Next(-1, 6));
                await Try("ask_" + kind, caller, c => new AskFor(matter, kind, reason, random.Next(0, 4), review, words).In(c, caller, county.Rules));
                break;
            case 9 or 10:
                await Decide(desk, words);
                break;
            case 11:
                var rate = new RateRequest(matter, Any(Enum.GetValues<CallBackResult>()), null, Any<Rating?>([null, .. Enum.GetValues<Rating>()]), null, words.Remark);
                await Try("call_back", desk, c => new CallBack(rate).In(c, desk, county.Rules));
                break;
            case 12:
                await Try("merge", desk, c => new MergeMatter(matter, Any(matters), words).In(c, desk, county.Rules));
                break;
            case 13:
                await Try("resume", caller, c => new ResumeClock(matter, words).In(c, caller, county.Rules));
                break;
            case 14:
                var helper = handler == county.Handler ? county.WaterHandler : county.Handler;
                await Try("ask_assist", caller, c => new AskToAssist(matter, [Any(Units)], words).In(c, caller, county.Rules));
                await Try("finish_assist", helper, c => new FinishAssist(matter, words).In(c, helper, county.Rules));
                break;
            case 15:
                await Try("supervise", desk, c => new SuperviseMatter(matter, words).In(c, desk, county.Rules));
                break;
            default:
                county.Clock.AdvanceHours(random.Next(1, 60));
                await ClockJobs.RunAsync(services, county.Clock.GetCurrentInstant(), default);
                break;
        }
    }

    private Id<Organisation>[] Units => [county.Lighting.Id, county.Water.Id];

    private async Task File(Id<Matter>? joins)
    {
        var command = new FileRequest("东湖苑3栋路灯不亮", county.Community, county.Community.Id, county.Lamp, Door.Phone, FileRequest.NewTrackingCode()) { Joins = joins };
        if (await Try(joins is null ? "file" : "join", county.Duty, c => command.In(c, county.Rules)) is { } filed)
        {
            matters.Add(filed.Id);
        }
    }

    private async Task Decide(Caller caller, Words words)
    {
        var asks = county.Read(db => db.Set<Ask>().OrderBy(a => a.Id).Select(a => a.Id).ToList());
        if (asks.Count > 0)
        {
            var (ask, grant) = (Any(asks), random.Next(2) == 0);
            await Try("decide", caller, c => new DecideAsk(ask, grant, words).In(c, caller, county.Rules));
        }
    }

    private async Task<T?> Try<T>(string command, Caller caller, Func<Change, Outcome<T>> decide)
        where T : notnull
    {
        var before = Written();
        var outcome = await county.Try(command, decide, caller);
        if (outcome.IsDone(out var done, out var why))
        {
            Done[command] = Done.GetValueOrDefault(command) + 1;
            return done;
        }

        Assert.True(before == Written(), $"{command} was refused ({why.Code}) and wrote all the same.");
        return default;
    }

    private (int Facts, int Versions) Written() => county.Read(db => (db.Set<FactRow>().Count(), db.Set<Matter>().Sum(m => m.Version)));

    private T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
