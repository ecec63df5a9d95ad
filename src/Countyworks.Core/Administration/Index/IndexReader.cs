using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Model;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Administration.Index;

/// <summary>Reads what needs an administrator's attention.</summary>
public sealed class IndexReader(Cached<PlaceTree> places, Cached<PostDirectory> posts, Cached<CalendarNeed> need, IClock clock)
{
    /// <summary>How many days ahead an end of a post is told.</summary>
    public const int SoonDays = 30;

    private static readonly Role[] needed = [Role.Dispatcher, Role.Leader, Role.DutyOfficer];

    /// <summary>Reads it for a caller.</summary>
    public async Task<IndexView> Read(DistrictDb db, Caller caller, DistrictCode district, CancellationToken cancellation)
    {
        var today = CountyTime.LocalDay(clock.GetCurrentInstant());
        var soon = today.PlusDays(SoonDays);
        var ending = posts.Current.Posts
            .Where(p => p.IsHeldOn(today) && p.LastDay <= soon && caller.Has(CorePermissions.Administer, p.PlacePath))
            .OrderBy(p => p.LastDay).ThenBy(p => p.Id)
            .Select(p => new EndingPost(p, posts.Current.NameOf(p.PersonId), places.Current.FullName(p.PlaceId))).ToList();
        int? undelivered = caller.HasEverywhere(CorePermissions.Administer, district)
            ? await db.Set<Message>().CountAsync(m => m.NextTryAt == null && m.DoneAt == null, cancellation)
            : null;
        return new IndexView(need.Current.Year, need.Current.Provisional, ending, GapsFor(caller, today, ""), undelivered, today);
    }

    /// <summary>Roles nobody covers: every street, and the district, needs somebody; a post held above does.</summary>
    /// <param name="caller">Whose places.</param>
    /// <param name="today">The day.</param>
    /// <param name="within">Only those within this path; "" for all.</param>
    public IReadOnlyList<Gap> GapsFor(Caller caller, LocalDate today, string within) =>
    [
        .. from place in places.Current.Within(within)
           where place.Level <= PlaceLevel.Street && caller.Has(CorePermissions.Administer, place.Path)
           from role in needed
           where posts.Current.Covering(place.Path, role, today).Count == 0
           select new Gap(role, places.Current.FullName(place)),
    ];
}
