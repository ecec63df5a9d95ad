using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Residents;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>Which heads of a vote a signed-in person votes for.</summary>
public static class Electorate
{
    /// <summary>The most heads of one person that are looked at.</summary>
    public const int Most = 500;

    /// <summary>
    /// The heads of the units the person owned on the record date, or came to own later where nobody was known as owner then: many owners open their
    /// account only when there is a vote. A buyer after the record date does not vote where the seller is known; tenants never do.
    /// </summary>
    /// <param name="db">The rows.</param>
    /// <param name="vote">An announced vote.</param>
    /// <param name="person">Who.</param>
    public static IReadOnlyList<int> Own(DistrictDb db, Vote vote, Id<Person> person)
    {
        if (vote.RecordDay is not { } day)
        {
            return [];
        }

        var mine = (
            from occupancy in db.Set<Occupancy>()
            join unit in db.Set<RollPlace>() on occupancy.PlaceId equals unit.PlaceId
            where unit.VoteId == vote.Id && occupancy.PersonId == person && occupancy.Kind == OccupancyKind.Owner
            orderby unit.Head, occupancy.Id
            select new { unit.Head, occupancy.PlaceId, occupancy.FirstDay, occupancy.LastDay }).Take(Most).ToList();
        return [.. mine.Where(o => Counts(db, day, o.PlaceId, o.FirstDay, o.LastDay)).Select(o => o.Head).Distinct()];
    }

    /// <summary>Whether who owns a unit from a day to another votes for it; see <see cref="Own"/>.</summary>
    /// <param name="db">The rows; asked only where it is a question who else owned the unit.</param>
    /// <param name="day">The record date.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="first">From when it is owned.</param>
    /// <param name="last">Until when; null while no end is set.</param>
    internal static bool Counts(DistrictDb db, LocalDate day, Id<Place> unit, LocalDate first, LocalDate? last) =>
        (first <= day && (last is null || day <= last))
        || (first > day && !db.Set<Occupancy>().Where(o => o.PlaceId == unit && o.Kind == OccupancyKind.Owner).ToList().Exists(o => o.HoldsOn(day)));

    /// <summary>The heads the person holds a mandate of.</summary>
    public static IReadOnlyList<int> Mandated(DistrictDb db, Vote vote, Id<Person> person) =>
        [.. db.Set<MandateRow>().Where(m => m.VoteId == vote.Id && m.HolderId == person).OrderBy(m => m.Head).Take(Most).Select(m => m.Head)];

    /// <summary>Whether the person votes for a head.</summary>
    public static bool May(DistrictDb db, Vote vote, Id<Person> person, int head) => Own(db, vote, person).Contains(head) || Mandated(db, vote, person).Contains(head);
}
