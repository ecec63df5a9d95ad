using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Neighbourhood.Roster.Rules;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>
/// The duty roster of the demo: three shifts a day stood by four in turn, planned eight weeks before the year's end for eleven weeks, so that
/// every hour of the week is covered; the last days' shifts are handed over, and the last hand-over waits to be confirmed.
/// </summary>
/// <param name="players">Who acts, and where.</param>
/// <param name="now">The end of the year.</param>
internal sealed class DemoRoster(DemoPlayers players, Instant now)
{
    private const int WeeksBefore = 8, Weeks = 11, DaysHandedOver = 5, ShiftsOfDay = 3, ShiftsOfWeek = 7 * ShiftsOfDay;

    private static readonly Duration Length = Duration.FromHours(24 / ShiftsOfDay);
    private static readonly Duration Minutes = Duration.FromMinutes(5);

    /// <summary>What happens, in the order of its moments.</summary>
    public IEnumerable<(Instant At, Action<Instant> Happen)> Events() => DemoData.Rosters.SelectMany(EventsOf);

    private IEnumerable<(Instant At, Action<Instant> Happen)> EventsOf(DemoData.Roster roster)
    {
        var place = players.Compound(roster.Neighbourhood);
        var officers = roster.Users.Select(user => players.Named[DemoData.People.First(p => p.User == user).Name]).ToList();
        var first = Coverage.MondayOf(CountyTime.LocalDay(now)).PlusWeeks(-WeeksBefore);
        yield return (CountyTime.StartOf(first) - Length, at => players.PlanShifts(new PlanShifts(place.Id, Pattern(officers, roster.Phone), first, Weeks), at));
        var changes = Enumerable.Range(0, Weeks * ShiftsOfWeek).Select(i => (Index: i, Ends: CountyTime.StartOf(first) + (Length * (i + 1))))
            .Where(c => c.Ends > now - Duration.FromDays(DaysHandedOver) && c.Ends <= now).ToList();
        foreach (var (index, ends) in changes)
        {
            yield return (ends - Minutes, at => players.HandOver(place, At(officers, index), ends, at));
            if (index != changes[^1].Index)
            {
                yield return (ends + Minutes, at => players.ConfirmHandOver(place, At(officers, index + 1), ends, at));
            }
        }
    }

    private static WeeklyPattern Pattern(List<Caller> officers, string phone) => new(
    [
        .. from day in Enumerable.Range(0, 7)
           from shift in Enumerable.Range(0, ShiftsOfDay)
           let begins = LocalTime.Midnight.PlusHours(shift * 24 / ShiftsOfDay)
           select new PatternLine(IsoDayOfWeek.Monday + day, begins, begins.PlusHours(24 / ShiftsOfDay), At(officers, (day * ShiftsOfDay) + shift).Posts[0].Id, phone),
    ]);

    // The pattern begins anew every Monday; by turns alone whoever stands Sunday's last shift would stand Monday's first.
    private static Caller At(List<Caller> officers, int shift) =>
        shift % ShiftsOfWeek == ShiftsOfWeek - 1 ? officers[^2] : officers[shift % ShiftsOfWeek % officers.Count];
}
