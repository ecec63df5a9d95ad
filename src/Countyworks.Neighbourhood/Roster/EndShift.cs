using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>Ends a shift now; one that has not begun is taken off the roster, and the journal keeps what it was.</summary>
/// <param name="Shift">Which.</param>
/// <param name="IfVersion">What the caller saw; null to take it as it is.</param>
public sealed record EndShift(Id<Shift> Shift, int? IfVersion = null)
{
    /// <summary>Ends it. Refuses, in this order: <c>not_found</c> (no such shift within the caller's places), <c>changed_meanwhile</c>, <c>shift_over</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller)
    {
        if (Stands.Find(change, Shift, caller) is not { } shift)
        {
            return Refusal.NotFound("shift");
        }

        if (IfVersion is { } seen && seen != shift.Version)
        {
            return Refusal.Changed;
        }

        if (shift.EndsAt <= change.Now)
        {
            return new Refusal("shift_over") { Kind = RefusalKind.Conflict };
        }

        var hadBegun = shift.StartsAt <= change.Now;
        change.Record(new ShiftEnded(shift.PlaceId, shift.PostId, shift.StartsAt, shift.EndsAt, hadBegun), shift.Id.Value);
        if (hadBegun)
        {
            shift.EndsAt = change.Now;
            change.Put(shift);
        }
        else
        {
            change.Remove(shift);
        }

        return Done.It;
    }
}
