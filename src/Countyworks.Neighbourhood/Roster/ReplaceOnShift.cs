using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>Puts somebody else on a shift (顶班). One that has begun ends now, and the other stands what is left of it.</summary>
/// <param name="Shift">Which.</param>
/// <param name="Post">In which post.</param>
/// <param name="DespiteDoubles">Whether somebody who stands elsewhere then is put on it all the same.</param>
/// <param name="IfVersion">What the caller saw; null to take it as it is.</param>
public sealed record ReplaceOnShift(Id<Shift> Shift, Id<Post> Post, bool DespiteDoubles = false, int? IfVersion = null)
{
    /// <summary>
    /// Replaces; answers the shift that is to come or goes on. Refuses, in this order: <c>not_found</c> (no such shift within the caller's places), <c>changed_meanwhile</c>,
    /// <c>shift_over</c>, <c>post_unknown</c> (post), <c>shift_unchanged</c> (post: it is theirs already), <c>double_booked</c> (despiteDoubles).
    /// </summary>
    public Outcome<Shift> In(Change change, Caller caller)
    {
        if (Stands.Find(change, Shift, caller) is not { } shift)
        {
            return Refusal.NotFound("shift");
        }

        var post = change.Db.Set<Post>().FirstOrDefault(p => p.Id == Post);
        var refusal = IfVersion is { } seen && seen != shift.Version ? Refusal.Changed
            : shift.EndsAt <= change.Now ? new Refusal("shift_over") { Kind = RefusalKind.Conflict }
            : post is null || !Stands.May(post, shift.PlacePath, CountyTime.LocalDay(shift.StartsAt)) ? new Refusal("post_unknown", "post")
            : post.Id == shift.PostId ? new Refusal("shift_unchanged", "post") { Kind = RefusalKind.Conflict }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var left = shift.StartsAt > change.Now ? Taken(shift, post!) : Rest(change, shift, post!);
        return !DespiteDoubles && Stands.Busy(change, left, Shift) is { } busy ? busy : Keep(change, shift, left);
    }

    private static Shift Taken(Shift shift, Post post) => With(shift, post, shift.Id, shift.StartsAt, shift.Version);

    private static Shift Rest(Change change, Shift shift, Post post) => With(shift, post, change.NewId<Shift>(), change.Now, 0);

    private static Shift With(Shift shift, Post post, Id<Shift> id, NodaTime.Instant from, int version) => new()
    {
        Id = id,
        PlaceId = shift.PlaceId,
        PlacePath = shift.PlacePath,
        PostId = post.Id,
        PersonId = post.PersonId,
        StartsAt = from,
        EndsAt = shift.EndsAt,
        Phone = shift.Phone,
        Version = version,
    };

    private static Outcome<Shift> Keep(Change change, Shift shift, Shift left)
    {
        if (left.Id == shift.Id)
        {
            change.Put(left);
        }
        else
        {
            shift.EndsAt = change.Now;
            change.Put(shift);
            change.Add(left);
        }

        change.Record(new ShiftReplaced(shift.PostId, left.PostId), left.Id.Value);
        return left;
    }
}
