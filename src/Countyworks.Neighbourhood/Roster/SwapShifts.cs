using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>Two people change shifts (换班): each stands the other's.</summary>
/// <param name="Shift">One shift.</param>
/// <param name="Other">The other, here or at another place.</param>
/// <param name="DespiteDoubles">Whether that may book one of them twice.</param>
/// <param name="IfVersion">What the caller saw of the first; null to take it as it is.</param>
public sealed record SwapShifts(Id<Shift> Shift, Id<Shift> Other, bool DespiteDoubles = false, int? IfVersion = null)
{
    /// <summary>
    /// Swaps; answers the first. Refuses, in this order: <c>not_found</c> (either is not within the caller's places), <c>changed_meanwhile</c>, <c>shift_begun</c> (either has),
    /// <c>shift_unchanged</c> (other: one person stands both), <c>post_unknown</c> (other: a post may not stand there then), <c>double_booked</c> (despiteDoubles).
    /// </summary>
    public Outcome<Shift> In(Change change, Caller caller)
    {
        if (Stands.Find(change, Shift, caller) is not { } one || Stands.Find(change, Other, caller) is not { } other)
        {
            return Refusal.NotFound("shift");
        }

        var posts = change.Db.Set<Post>().Where(p => p.Id == one.PostId || p.Id == other.PostId).ToDictionary(p => p.Id);
        var refusal = IfVersion is { } seen && seen != one.Version ? Refusal.Changed
            : one.StartsAt <= change.Now || other.StartsAt <= change.Now ? new Refusal("shift_begun") { Kind = RefusalKind.Conflict }
            : one.PersonId == other.PersonId ? new Refusal("shift_unchanged", "other") { Kind = RefusalKind.Conflict }
            : !Stands.May(posts[one.PostId], other.PlacePath, CountyTime.LocalDay(other.StartsAt)) || !Stands.May(posts[other.PostId], one.PlacePath, CountyTime.LocalDay(one.StartsAt))
                ? new Refusal("post_unknown", "other")
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        (one.PostId, one.PersonId, one.RemindedAt, other.PostId, other.PersonId, other.RemindedAt) = (other.PostId, other.PersonId, null, one.PostId, one.PersonId, null);
        if (!DespiteDoubles && (Stands.Busy(change, one, Shift, Other) ?? Stands.Busy(change, other, Shift, Other)) is { } busy)
        {
            return busy;
        }

        change.Put(one);
        change.Put(other);
        change.Record(new ShiftsSwapped(Other), Shift.Value);
        change.Record(new ShiftsSwapped(Shift), Other.Value);
        return one;
    }
}
