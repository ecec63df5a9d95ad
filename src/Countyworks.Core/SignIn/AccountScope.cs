using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.SignIn;

/// <summary>Whose means of signing in a caller may replace.</summary>
internal static class AccountScope
{
    /// <summary>Whether every post the person holds, or will, lies where the caller administers; a person without posts is anybody's.</summary>
    public static bool Covers(Change change, Caller caller, Id<Person> person)
    {
        var today = CountyTime.LocalDay(change.Now);
        return change.Db.Set<Post>().Where(p => p.PersonId == person && (p.LastDay == null || p.LastDay >= today)).Select(p => p.PlacePath).AsEnumerable()
            .All(path => caller.Has(CorePermissions.Administer, path));
    }
}
