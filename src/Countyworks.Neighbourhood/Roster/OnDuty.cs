using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Rules;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>A picture of the shifts around now, all places together: who is on duty is asked for on every page.</summary>
/// <param name="Shifts">Those of today and the days beside it.</param>
public sealed record ShiftsOfToday(IReadOnlyList<Shift> Shifts)
{
    /// <summary>How long a picture is used by other servers than the one that changed it.</summary>
    public static readonly Duration AgeLimit = Duration.FromSeconds(15);

    /// <summary>Reads them.</summary>
    public static ShiftsOfToday Read(DistrictDb db, LocalDate today) =>
        new([.. db.Set<Shift>().During(new(CountyTime.StartOf(today.PlusDays(-1)), CountyTime.EndOf(today.PlusDays(1))))]);
}

/// <summary>The phone that pages show, from the roster where there is one.</summary>
public sealed class RosterPhones(Cached<ShiftsOfToday> shifts, Cached<PlaceTree> places) : IDutyPhones
{
    /// <inheritdoc/>
    public string? At(Instant now, Id<Place>? place) =>
        (place is { } id && places.Current.Find(id) is { } known ? known : places.Current.District) is { } where ? Duty.At(shifts.Current.Shifts, where.Path, now)?.Phone : null;
}
