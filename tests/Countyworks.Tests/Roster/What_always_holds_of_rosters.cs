using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Neighbourhood.Roster.Rules;
using CsCheck;
using NodaTime;

namespace Countyworks.Tests.Roster;

public sealed class What_always_holds_of_rosters
{
    private static readonly LocalDate monday = new(2026, 2, 23);
    private static readonly Interval week = Coverage.OfWeek(monday);

    // Minutes around the week: some begin before it, some end after it, some are empty.
    private static readonly Gen<Interval[]> AnyShifts = Gen.Select(Gen.Int[-1500, 10_200], Gen.Int[0, 1440])
        .Select((start, length) => new Interval(week.Start + Duration.FromMinutes(start), week.Start + Duration.FromMinutes(start + length))).Array[0, 30];

    [Fact]
    public void What_is_covered_and_what_is_not_are_168_hours_together() => AnyShifts.Sample(shifts =>
        Coverage.Hours(Coverage.Covered(shifts, week)) + Coverage.Hours(Coverage.Gaps(shifts, week)) == 168m);

    [Fact]
    public void The_order_of_shifts_never_matters() => Gen.Select(AnyShifts, Gen.Int).Sample((shifts, seed) =>
    {
        var shuffled = shifts.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(Coverage.Gaps(shifts, week), Coverage.Gaps(shuffled, week));
        Assert.Equal(Coverage.Covered(shifts, week), Coverage.Covered(shuffled, week));
    });

    [Fact]
    public void A_minute_is_in_a_gap_exactly_when_no_shift_has_it() => Gen.Select(AnyShifts, Gen.Int[0, 10_079]).Sample((shifts, minute) =>
    {
        var at = week.Start + Duration.FromMinutes(minute);
        Assert.Equal(!shifts.Any(s => s.Contains(at)), Coverage.Gaps(shifts, week).Any(g => g.Contains(at)));
    });

    [Fact]
    public void Gaps_filled_leave_none() => AnyShifts.Sample(shifts => Coverage.Gaps([.. shifts, .. Coverage.Gaps(shifts, week)], week).Count == 0);

    [Fact]
    public void What_is_covered_lies_apart_and_in_order() => AnyShifts.Sample(shifts =>
        Coverage.Covered(shifts, week) is var covered && covered.Zip(covered.Skip(1)).All(pair => pair.First.End < pair.Second.Start));

    [Fact]
    public void Somebody_is_booked_twice_exactly_when_two_of_their_shifts_share_a_moment() => Gen.Select(AnyShifts, Gen.Int[1, 4]).Sample((times, people) =>
    {
        var shifts = times.Select((t, i) => Shift(t, i % people)).ToList();
        var expected = shifts.SelectMany((a, i) => shifts.Skip(i + 1).Where(b => a.PersonId == b.PersonId && a.StartsAt < b.EndsAt && b.StartsAt < a.EndsAt && a.Time.Duration > Duration.Zero && b.Time.Duration > Duration.Zero)).Count();
        Assert.Equal(expected, Duty.Doubles(shifts).Count);
    });

    [Fact]
    public void No_two_bars_of_a_lane_overlap() => AnyShifts.Sample(shifts =>
    {
        var inOrder = shifts.OrderBy(s => s.Start).ToList();
        var lanes = Lanes.Of(inOrder);
        return inOrder.Zip(lanes).GroupBy(p => p.Second).All(lane => lane.Zip(lane.Skip(1)).All(p => p.First.First.End <= p.Second.First.Start));
    });

    [Fact]
    public void A_pattern_of_whole_days_covers_every_week_over_month_ends_and_the_turn_of_the_year() => Gen.Select(Gen.Int[0, 2000], Gen.Int[1, 8], Gen.Int[0, 1439]).Sample((day, weeks, minute) =>
    {
        var first = monday.PlusDays(day);
        var at = LocalTime.Midnight.PlusMinutes(minute);
        var pattern = WeeklyPattern.Of(Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None), at, at, default, "12345");
        var planned = pattern.Unroll(first, weeks);
        var whole = new Interval(CountyTime.At(first + at), CountyTime.At(first.PlusWeeks(weeks) + at));
        return planned.Count == weeks * 7 && Coverage.Gaps(planned.Select(p => p.Time), whole).Count == 0 && planned.All(p => p.Time.Duration == Shift_24h);
    });

    [Fact]
    public void A_week_repeated_is_the_same_week() => Gen.Select(Gen.Int[0, 10_079], Gen.Int[1, 1440]).Array[1, 20].Sample(starts =>
    {
        var shifts = starts.Select((s, i) => Shift(new(week.Start + Duration.FromMinutes(s.Item1), week.Start + Duration.FromMinutes(s.Item1 + s.Item2)), i)).ToList();
        var again = WeeklyPattern.Of(shifts).Unroll(monday.PlusWeeks(1), 1);
        var moved = shifts.Select(s => (s.PostId, new Interval(s.StartsAt + Duration.FromDays(7), s.EndsAt + Duration.FromDays(7)))).OrderBy(s => s.Item2.Start).ThenBy(s => s.Item2.End).ThenBy(s => s.PostId);
        Assert.Equal(moved, again.Select(p => (p.Post, p.Time)));
    });

    private static readonly Duration Shift_24h = Duration.FromHours(24);

    private static Shift Shift(Interval time, int person) => new()
    {
        Id = new Id<Shift>(Guid.CreateVersion7()), PlaceId = default, PlacePath = "431003/", PostId = new Id<Post>(new Guid(person, 0, 0, new byte[8])),
        PersonId = new Id<Person>(new Guid(person, 0, 0, new byte[8])), StartsAt = time.Start, EndsAt = time.End, Phone = "12345",
    };
}
