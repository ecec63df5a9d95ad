using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.SignIn.ApiKeys;

/// <summary>Ends a machine's key at once, and its posts with this day.</summary>
/// <param name="Key">Which.</param>
public sealed record EndApiKey(Id<ApiKey> Key)
{
    /// <summary>Ends it. Refuses, in this order: <c>forbidden</c>, <c>not_found</c>, what <see cref="EndPost"/> refuses; ending it again is done already.</summary>
    public Outcome<Done> In(Change change, Caller caller)
    {
        if (!caller.Has(CorePermissions.Administer))
        {
            return Refusal.Forbidden;
        }

        if (change.Db.Set<ApiKey>().FirstOrDefault(k => k.Id == Key) is not { } key)
        {
            return Refusal.NotFound("api_key");
        }

        if (key.EndedAt is not null)
        {
            return Done.It;
        }

        var today = CountyTime.LocalDay(change.Now);
        foreach (var post in change.Db.Set<Post>().Where(p => p.PersonId == key.PersonId).ToList().Where(p => p.IsHeldOn(today)))
        {
            if (new EndPost(post.Id, today).In(change, caller).Refusal is { } refusal)
            {
                return refusal;
            }
        }

        key.EndedAt = change.Now;
        change.Put(key);
        change.Record(new ApiKeyEnded(key.Id), key.PersonId.Value);
        return Done.It;
    }
}
