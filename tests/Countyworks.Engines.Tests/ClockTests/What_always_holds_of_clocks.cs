using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using CsCheck;
using NodaTime;
using Xunit;
using static Countyworks.Engines.Tests.Calendars;

namespace Countyworks.Engines.Tests;

public sealed class What_always_holds_of_clocks
{
    private static readonly Instant First = ClockGiven.At("2019-01-01 00:00");

    private static readonly Gen<DayCount> AnyCount = Gen.Int[0, 2].Select(number => (DayCount)number);

    /// <summary>Any minute of six of the announced years, so that a pause and seven working days still fit into the rest.</summary>
    private static readonly Gen<Instant> AnyStart = Gen.Int[0, 6 * 365 * 24 * 60].Select(minutes => First + Duration.FromMinutes(minutes));

    /// <summary>Up to four pauses around the first weeks after a start, each up to 40 days.</summary>
    private static readonly Gen<(int From, int Length)[]> AnyPauses = Gen.Select(Gen.Int[-5000, 60_000], Gen.Int[0, 57_600]).Array[0, 4];

    private static readonly Gen<Clock> AnyClock = Gen.Select(AnyCount, AnyStart, AnyPauses, (count, start, pauses) =>
        new Clock(ClockRule.OneThreeSeven(count), start, [.. pauses.Select(pause => Paused(start, pause.From, pause.Length))]));

    [Fact]
    public void A_working_day_deadline_is_a_working_day_without_pause() =>
        AnyClock.Where(clock => clock.Rule.Counting == DayCount.Working).Sample(clock =>
            Due(clock).All(deadline => Shipped.IsWorkday(deadline.On).Value
                && clock.Pauses.All(pause => deadline.On < CountyTime.LocalDay(pause.From) || deadline.On >= CountyTime.LocalDay(pause.Until!.Value))));

    [Fact]
    public void More_time_is_due_later() =>
        AnyClock.Sample(clock => Due(clock).Zip(Due(clock).Skip(1)).All(pair => pair.First.DueAt < pair.Second.DueAt));

    [Fact]
    public void A_reminder_comes_after_the_start_and_before_the_deadline_or_not_at_all() =>
        AnyClock.Sample(clock => Due(clock).All(deadline => clock.StartedAt < deadline.RemindAt && deadline.RemindAt <= deadline.DueAt));

    [Fact]
    public void A_later_start_is_never_due_earlier() =>
        Gen.Select(AnyClock, Gen.Int[0, 20_000]).Sample((clock, minutes) =>
            EachNotEarlier(Due(clock), Due(clock with { StartedAt = clock.StartedAt + Duration.FromMinutes(minutes) })));

    [Fact]
    public void Pausing_never_makes_a_deadline_earlier() =>
        Gen.Select(AnyClock, AnyPauses).Sample((clock, more) =>
            EachNotEarlier(Due(clock), Due(clock with { Pauses = [.. clock.Pauses, .. more.Select(pause => Paused(clock.StartedAt, pause.From, pause.Length))] })));

    [Fact]
    public void Pausing_and_resuming_on_the_same_day_changes_nothing_counted_in_days() =>
        Gen.Select(AnyClock.Where(clock => clock.Rule.Counting != DayCount.Hours), Gen.Int[0, 40]).Sample((clock, days) =>
        {
            var day = CountyTime.LocalDay(clock.StartedAt).PlusDays(days);
            var pause = new Pause(CountyTime.StartOf(day), CountyTime.EndOf(day) - Duration.Epsilon, "person");
            return Due(clock).SequenceEqual(Due(clock with { Pauses = [.. clock.Pauses, pause] }));
        });

    [Fact]
    public void The_order_of_pauses_does_not_matter() =>
        AnyClock.Sample(clock => Due(clock).SequenceEqual(Due(clock with { Pauses = [.. clock.Pauses.Reverse()] })));

    [Fact]
    public void Nothing_is_left_at_the_deadline_and_all_of_it_at_the_start() =>
        AnyClock.Sample(clock => Due(clock).All(deadline =>
            Left(clock, deadline, deadline.DueAt - Duration.Epsilon) is var atEnd && atEnd >= Duration.Zero && atEnd < Duration.FromSeconds(1)
            && Left(clock, deadline, clock.StartedAt) == Counted(clock, deadline.Mark.After)));

    [Fact]
    public void Units_one_after_the_other_hold_a_matter_for_the_whole_time() =>
        Gen.Select(AnyClock, Gen.Int[0, 20_000], Gen.Int[0, 20_000]).Sample((clock, first, second) =>
        {
            var (start, middle) = (clock.StartedAt, clock.StartedAt + Duration.FromMinutes(first));
            var end = middle + Duration.FromMinutes(second);
            return Held(clock, new Holding(start, middle), new Holding(middle, end)) == Held(clock, new Holding(start, end));
        });

    [Fact]
    public void An_open_pause_stops_what_a_closed_one_would_delay() =>
        Gen.Select(AnyClock, Gen.Int[0, 20_000]).Sample((clock, minutes) =>
        {
            var from = clock.StartedAt + Duration.FromMinutes(minutes);
            var open = clock with { Pauses = [.. clock.Pauses, new(from, null, "person")] };
            var deadlines = open.Deadlines(Shipped).Value;
            return deadlines.Running.SequenceEqual(Due(clock).Take(deadlines.Running.Count))
                && deadlines.Running.Count + deadlines.Stopped.Count == clock.Rule.Marks.Count
                && deadlines.Stopped.All(stopped => stopped.Left.Amount > Duration.Zero);
        });

    private static IReadOnlyList<Deadline> Due(Clock clock) => clock.Deadlines(Shipped).Value.Running;

    private static Duration Left(Clock clock, Deadline deadline, Instant asOf) => clock.LeftAt(asOf, deadline.Mark, Shipped).Value.Amount;

    private static Duration Counted(Clock clock, int units) =>
        clock.Rule.Counting == DayCount.Hours ? Duration.FromHours(units) : Duration.FromDays(units);

    private static CountedTime Held(Clock clock, params Holding[] holdings) =>
        Clock.HeldFor(clock.Rule.Counting, holdings, clock.Pauses, Shipped, asOf: clock.StartedAt).Value;

    private static bool EachNotEarlier(IReadOnlyList<Deadline> before, IReadOnlyList<Deadline> after) =>
        before.Zip(after).All(pair => pair.First.DueAt <= pair.Second.DueAt);

    private static Pause Paused(Instant start, int fromMinutes, int lengthMinutes)
    {
        var from = start + Duration.FromMinutes(fromMinutes);
        return new(from, from + Duration.FromMinutes(lengthMinutes), "person");
    }
}
