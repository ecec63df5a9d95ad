using Countyworks.Core.People;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Posts;

/// <summary>Ends a post, or sets when it will end.</summary>
/// <param name="Post">Which.</param>
/// <param name="LastDay">The last day on which it is held, inclusive; yesterday ends it at once, the day before its first makes it never begin.</param>
public sealed record EndPost(Id<Post> Post, LocalDate LastDay)
{
    /// <summary>
    /// Ends it. Refuses, in this order: <c>not_found</c> (also when it is not the caller's to administer), <c>post_ended_already</c>,
    /// <c>ends_before_start</c> (lastDay), <c>last_administrator</c> (nobody would be left to appoint another).
    /// </summary>
    public Outcome<Post> In(Change change, Caller caller)
    {
        var today = CountyTime.LocalDay(change.Now);
        if (change.Db.Set<Post>().FirstOrDefault(p => p.Id == Post) is not { } post || !caller.Has(CorePermissions.Administer, post.PlacePath))
        {
            return Refusal.NotFound("post");
        }

        var refusal = post.LastDay < today ? new Refusal("post_ended_already") { Kind = RefusalKind.Conflict }
            : LastDay < post.FirstDay.PlusDays(-1) ? new Refusal("ends_before_start", "lastDay")
            : IsLastAdministrator(change, post, today) ? new Refusal("last_administrator") { Kind = RefusalKind.Conflict }
            : null;
        return refusal is null ? End(change, post) : refusal;
    }

    // A post with an end does not count: it would only put off the day on which nobody is left. Neither does one that has not begun.
    private static bool IsLastAdministrator(Change change, Post post, LocalDate today) => post.Role == Role.Administrator
        && !change.Db.Set<Post>().Any(p => p.Role == Role.Administrator && p.Id != post.Id && p.LastDay == null && p.FirstDay <= today && post.PlacePath.StartsWith(p.PlacePath));

    private Post End(Change change, Post post)
    {
        post.LastDay = LastDay;
        change.Put(post);
        change.Record(new PostEnded(post.Id, LastDay), post.PersonId.Value);
        return post;
    }
}
