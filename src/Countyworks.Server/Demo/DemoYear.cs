using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>
/// One year of requests, played through the product's own use cases in the order in which things happened: everything a page of the
/// demo shows is a record that came about as it would in a county. The same seed plays the same year.
/// </summary>
/// <param name="players">Who acts, and where.</param>
/// <param name="now">The end of the year.</param>
/// <param name="requests">How many are filed in the year.</param>
internal sealed class DemoYear(DemoPlayers players, Instant now, int requests = DemoYear.Requests)
{
    /// <summary>How many requests are filed in the demo's year.</summary>
    public const int Requests = 2400;

    /// <summary>How many days the year has.</summary>
    public const int Days = 365;

    /// <summary>When the district is founded: before the first record of its oldest story.</summary>
    public static Instant Founded(Instant now) => Instant.Min(now - Duration.FromDays(Days + 1), CountyTime.StartOf(DemoFund.First) - Duration.FromDays(1));

    private const int Seed = 431003, NotDispatched = 8;

    private readonly Random random = new(Seed);
    private readonly PriorityQueue<Func<Task>, (Instant At, int Order)> events = new();
    private int planned;

    /// <summary>Plays the year; the commands are queued in order, many to a commit.</summary>
    public async Task PlayAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < requests; i++)
        {
            PlanRequest();
        }

        PlanWaiting();
        foreach (var (at, happen) in new DemoRoster(players, now).Events().Concat(new DemoDeliberations(players, now).Events()).Concat(new DemoVotes(players, now).Events())
            .Concat(await new DemoVillage(players, now).Events()))
        {
            Plan(at, happen);
        }

        foreach (var (at, happen) in players.Fund(now).Events().Where(e => e.At < now))
        {
            events.Enqueue(happen, (at, planned++));
        }

        for (var day = Days; day >= 0; day--)
        {
            var morning = now - Duration.FromDays(day);
            events.Enqueue(() => players.RunClocksAsync(morning), (morning, planned++));
        }

        while (events.TryDequeue(out var happen, out _))
        {
            await happen();
            await players.KeepPaceAsync(cancellation);
        }

        await players.FinishAsync();
    }

    private void PlanRequest()
    {
        var complaint = DemoData.Complaints[random.Next(DemoData.Complaints.Count)];
        var place = players.SomePlace(random);
        var at = now - Duration.FromMinutes(random.Next(20, Days * 24 * 60));
        at += HoursUntilDaytime(at);
        if (at < now)
        {
            var story = new DemoStory(complaint, place, random.Next());
            Plan(at, () => players.File(story, at));
            PlanHandling(story, at);
        }
    }

    // What waits at the year's end: some not dispatched, some asks, one second return. Drawn apart, so that the year before stays as it is.
    private void PlanWaiting()
    {
        var apart = new Random(Seed + 1);
        for (var i = 0; i < NotDispatched; i++)
        {
            PlanFiled(apart, now - Duration.FromMinutes(apart.Next(20, 300)));
        }

        foreach (var (kind, reason, occasion) in new[]
        {
            (AskKind.Extension, "materials", "extension"), (AskKind.Pause, "person", "pause"), (AskKind.Exclusion, "untrue", "exclusion"), (AskKind.Return, "not_ours", "return"),
        })
        {
            var story = PlanDispatched(apart);
            Plan(now - Duration.FromHours(2), at => players.AskAndWait(story, kind, reason, occasion, at));
        }

        var returned = PlanDispatched(apart);
        Plan(now - Duration.FromHours(4), at => players.AskReturn(returned, at));
        Plan(now - Duration.FromHours(3), at => players.DecideReturn(returned, grant: true, at));
        Plan(now - Duration.FromHours(1), at => players.AskAndWait(returned, AskKind.Return, "not_ours", "return", at));
    }

    private DemoStory PlanDispatched(Random apart)
    {
        var story = PlanFiled(apart, now - Duration.FromHours(6));
        Plan(now - Duration.FromHours(5), at => players.Dispatch(story, together: false, at));
        return story;
    }

    private DemoStory PlanFiled(Random apart, Instant at)
    {
        var complaints = DemoData.Complaints.Where(c => c.Category is not ("policy" or "other")).ToList();
        var story = new DemoStory(complaints[apart.Next(complaints.Count)], players.SomePlace(apart), apart.Next());
        Plan(at, () => players.File(story, at));
        return story;
    }

    private void PlanHandling(DemoStory story, Instant filed)
    {
        var fate = random.NextDouble();
        var dispatched = filed + Hours(0.2, 3);
        if (fate < 0.08)
        {
            Plan(dispatched, () => players.Move(story, RequestKind.AnswerAtOnce, "at_once", dispatched, players.Duty));
            Plan(dispatched + Hours(2, 40), at => players.Rate(story, CallBackResult.Solved, Rating.Satisfied, at));
        }
        else if (fate < 0.10)
        {
            Plan(dispatched, () => players.Move(story, RequestKind.Decline, "decline", dispatched, players.Dispatcher));
        }
        else
        {
            Plan(dispatched, () => players.Dispatch(story, random.NextDouble() < 0.06, dispatched));
            PlanUnit(story, dispatched, fate);
        }
    }

    private void PlanUnit(DemoStory story, Instant dispatched, double fate)
    {
        var responded = dispatched + (random.NextDouble() < 0.03 ? Hours(60, 110) : Hours(0.5, 18));
        if (fate < 0.14)
        {
            Plan(dispatched + Hours(0.5, 4), at => players.AskReturn(story, at));
            Plan(dispatched + Hours(5, 9), at => players.DecideReturn(story, fate < 0.12, at));
            responded += Duration.FromHours(10);
        }

        var started = responded + Hours(2, 30);
        var reported = started + (random.NextDouble() < 0.05 ? Hours(190, 330) : Hours(4, 90));
        Plan(responded, at => players.Move(story, RequestKind.Respond, "respond", at));
        Plan(started, at => players.Move(story, RequestKind.Start, "start", at));
        if (fate is > 0.93 and < 0.96)
        {
            Plan(started + Hours(1, 5), at => players.Ask(story, AskKind.Extension, "extension", at));
        }
        else if (fate >= 0.96)
        {
            var paused = started + Hours(1, 5);
            var resumed = paused + Hours(24, 96);
            Plan(paused, at => players.Ask(story, AskKind.Pause, "pause", at));
            Plan(resumed, at => players.Resume(story, at));
            reported = resumed + Hours(2, 20);
        }

        Plan(reported, at => players.Move(story, RequestKind.ReportBack, null, at));
        PlanRating(story, reported);
    }

    private void PlanRating(DemoStory story, Instant reported)
    {
        if (random.NextDouble() < 0.2)
        {
            return;
        }

        var rated = reported + Hours(3, 70);
        var (result, rating) = random.NextDouble() switch
        {
            < 0.84 => (CallBackResult.Solved, Rating.Satisfied),
            < 0.90 => (CallBackResult.Solved, Rating.Basically),
            < 0.95 => (CallBackResult.Partly, Rating.Basically),
            _ => (CallBackResult.NotSolved, Rating.Dissatisfied),
        };
        Plan(rated, at => players.Rate(story, result, rating, at));
        if (result == CallBackResult.NotSolved)
        {
            var again = rated + Hours(4, 40);
            Plan(again, at => players.Move(story, RequestKind.Respond, "respond", at));
            Plan(again + Hours(4, 30), at => players.Move(story, RequestKind.ReportBack, null, at));
            var isStillNot = random.NextDouble() < 0.3;
            Plan(again + Hours(40, 90), at => players.Rate(
                story, isStillNot ? CallBackResult.NotSolved : CallBackResult.Solved, isStillNot ? Rating.Dissatisfied : Rating.Satisfied, at));
        }
    }

    private void Plan(Instant at, Action<Instant> happen) => Plan(at, () => happen(at));

    // What lies after now has not happened yet.
    private void Plan(Instant at, Action happen)
    {
        if (at < now)
        {
            events.Enqueue(
                () =>
                {
                    happen();
                    return Task.CompletedTask;
                },
                (at, planned++));
        }
    }

    private Duration Hours(double from, double to) => Duration.FromMinutes(60 * (from + (random.NextDouble() * (to - from))));

    private static Duration HoursUntilDaytime(Instant at)
    {
        var hour = CountyTime.Local(at).Hour;
        return hour < 7 ? Duration.FromHours(7 - hour) : Duration.Zero;
    }
}

/// <summary>One request's story: what it is about, where, and what came of filing it.</summary>
/// <param name="Complaint">What it is about.</param>
/// <param name="Place">Where.</param>
/// <param name="Seed">For what is said in it.</param>
internal sealed record DemoStory(DemoData.Complaint Complaint, Place Place, int Seed)
{
    /// <summary>The matter, once filed.</summary>
    public Id<Matter>? Matter { get; set; }

    /// <summary>Who has it, once it is dispatched.</summary>
    public Id<Core.People.Organisation>? Unit { get; set; }

    /// <summary>What was asked for last, once asked.</summary>
    public Id<Ask>? Asked { get; set; }
}
