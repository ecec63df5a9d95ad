using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Residents;

/// <summary>Ends that a person owns or rents a unit: sold, moved, or never true.</summary>
/// <param name="Which">Which.</param>
/// <param name="LastDay">The last day, inclusive.</param>
public sealed record EndOccupancy(Id<Occupancy> Which, LocalDate LastDay)
{
    /// <summary>Ends it. Refuses, in this order: <c>not_found</c> (also where it is not the caller's), <c>ends_before_start</c> (lastDay).</summary>
    public Outcome<Occupancy> In(Change change, Caller caller)
    {
        if (change.Db.Set<Occupancy>().FirstOrDefault(o => o.Id == Which) is not { } occupancy || !caller.Has(ResidentPermissions.Invite, occupancy.PlacePath))
        {
            return Refusal.NotFound("occupancy");
        }

        if (LastDay < occupancy.FirstDay)
        {
            return new Refusal("ends_before_start", "lastDay");
        }

        occupancy.LastDay = LastDay;
        change.Put(occupancy);
        change.Record(new OccupancyEnded(occupancy.Id, LastDay), occupancy.PersonId.Value);
        return occupancy;
    }
}
