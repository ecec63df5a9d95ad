using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Search;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Matters.Pages.Inbox;

/// <summary>Reads a unit's inbox: the counts of its tabs and one page of rows, each in one query over the unit's open assignments.</summary>
public sealed class InboxReader(MatterRules rules, Cached<PlaceTree> places, Cached<PostDirectory> posts, IClock clock)
{
    // All of it walks an index in its order and stops at the end of the page; the other tabs are few.
    private static readonly Compiled<Func<DistrictDb, Id<Organisation>, int, IAsyncEnumerable<Found>>> PageOfAll = new(() =>
        EF.CompileAsyncQuery((DistrictDb db, Id<Organisation> unit, int skip) =>
            (from part in db.Set<Assignment>()
             where part.UnitId == unit && part.EndedAt == null
             orderby part.DueAt == null, part.DueAt, part.Id
             join matter in db.Set<Matter>() on part.MatterId equals matter.Id
             select new Found(
                 matter.Id, matter.Kind, matter.Number, matter.Title, matter.Stage, matter.Priority, matter.PlaceId, part.Part, part.At, part.DueAt, matter.IsProvisional))
            .Skip(skip).Take(InboxView.Size)));

    private static readonly Compiled<Func<DistrictDb, Id<Organisation>, Instant, Instant, Instant, InboxTab, int, IAsyncEnumerable<Found>>> PageOf = new(() =>
        EF.CompileAsyncQuery((DistrictDb db, Id<Organisation> unit, Instant now, Instant morning, Instant midnight, InboxTab tab, int skip) =>
            (from part in db.Set<Assignment>()
             where part.UnitId == unit && part.EndedAt == null
             join matter in db.Set<Matter>() on part.MatterId equals matter.Id
             where (tab == InboxTab.Today && part.DueAt > morning && part.DueAt <= midnight)
                 || (tab == InboxTab.Overdue && part.DueAt <= now)
                 || (tab == InboxTab.Assisting && part.Part == Part.Assist)
                 || (tab == InboxTab.Asked && db.Set<Ask>().Any(a => a.MatterId == matter.Id && a.DecidedAt == null))
                 || (tab == InboxTab.Reopened && matter.ReopenedAt != null)
             orderby part.DueAt == null, part.DueAt, part.Id
             select new Found(
                 matter.Id, matter.Kind, matter.Number, matter.Title, matter.Stage, matter.Priority, matter.PlaceId, part.Part, part.At, part.DueAt, matter.IsProvisional))
            .Skip(skip).Take(InboxView.Size)));

    // Each number is a sum over an index of its own: none reads the matters of the whole inbox.
    private static readonly Compiled<Func<DistrictDb, Id<Organisation>, Instant, Instant, Instant, Task<Numbers?>>> CountsOf = new(() =>
        EF.CompileAsyncQuery((DistrictDb db, Id<Organisation> unit, Instant now, Instant morning, Instant midnight) =>
            db.Set<Organisation>().Where(o => o.Id == unit).Select(o => new Numbers(
                db.Set<Assignment>().Count(part => part.UnitId == unit && part.EndedAt == null),
                db.Set<Assignment>().Count(part => part.UnitId == unit && part.EndedAt == null && part.DueAt > morning && part.DueAt <= midnight),
                db.Set<Assignment>().Count(part => part.UnitId == unit && part.EndedAt == null && part.DueAt <= now),
                db.Set<Assignment>().Count(part => part.UnitId == unit && part.EndedAt == null && part.Part == Part.Assist),
                (from ask in db.Set<Ask>()
                 where ask.DecidedAt == null
                 join part in db.Set<Assignment>() on ask.MatterId equals part.MatterId
                 where part.UnitId == unit && part.EndedAt == null
                 select part.Id).Distinct().Count(),
                (from matter in db.Set<Matter>()
                 where matter.IsOpen && matter.ReopenedAt != null
                 join part in db.Set<Assignment>() on matter.Id equals part.MatterId
                 where part.UnitId == unit && part.EndedAt == null
                 select part.Id).Count())).FirstOrDefault()));

    /// <summary>The units whose inboxes a caller may open, by name.</summary>
    public IReadOnlyList<Organisation> UnitsOf(Caller caller) => [.. caller.Posts
        .Where(p => MatterPermissions.Inbox.Roles.Contains(p.Role))
        .Select(p => p.OrganisationId).Distinct()
        .Select(id => posts.Current.Find(id)).OfType<Organisation>()
        .OrderBy(o => o.Name, StringComparer.Ordinal)];

    /// <summary>One page of a tab.</summary>
    public async Task<InboxView> Read(DistrictDb db, Organisation unit, IReadOnlyList<Organisation> units, InboxTab tab, int number, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var (morning, midnight) = DayOf(now);
        var counts = await CountsIn(db, unit, now);
        var skip = (number - 1) * InboxView.Size;
        var rows = tab == InboxTab.All ? PageOfAll.For(db)(db, unit.Id, skip) : PageOf.For(db)(db, unit.Id, now, morning, midnight, tab, skip);
        var found = await rows.ToListAsync(cancellation);
        return new InboxView(unit, units, tab, "", counts.ByTab, [.. found.Select(row => Row(row, now))], number);
    }

    /// <summary>What of the unit's matters, also those it has no longer, a query finds: by number, or by words.</summary>
    public async Task<InboxView> Search(DistrictDb db, Organisation unit, IReadOnlyList<Organisation> units, string query, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var words = await SearchIndex.Search(db, query, new SearchScope([""], Audience.Staff), SearchIndex.HitLimit, cancellation);
        var ids = words.Select(id => new Id<Matter>(id)).ToList();
        var found = await (
            from part in db.Set<Assignment>()
            where part.UnitId == unit.Id
            join matter in db.Set<Matter>() on part.MatterId equals matter.Id
            where matter.Number == query || ids.Contains(matter.Id)
            orderby part.At descending, part.Id
            select new Found(
                matter.Id, matter.Kind, matter.Number, matter.Title, matter.Stage, matter.Priority, matter.PlaceId, part.Part, part.At,
                part.EndedAt == null ? part.DueAt : null, matter.IsProvisional)).Take(InboxView.Size).ToListAsync(cancellation);
        var counts = await CountsIn(db, unit, now);
        return new InboxView(unit, units, InboxTab.All, query, counts.ByTab, [.. found.DistinctBy(f => f.Id).Select(row => Row(row, now))], 1);
    }

    private static async Task<Numbers> CountsIn(DistrictDb db, Organisation unit, Instant now)
    {
        var (morning, midnight) = DayOf(now);
        return await CountsOf.For(db)(db, unit.Id, now, morning, midnight) ?? new Numbers(0, 0, 0, 0, 0, 0);
    }

    // What is due on a day is due at its end, or at an hour within it.
    private static (Instant Morning, Instant Midnight) DayOf(Instant now)
    {
        var today = CountyTime.LocalDay(now);
        return (CountyTime.StartOf(today), CountyTime.StartOf(today.PlusDays(1)));
    }

    private InboxRow Row(Found row, Instant now) => new(
        row.Id, row.Kind, row.Number, row.Title, row.Stage, row.Priority, row.PlaceId, row.Part, row.At, row.DueAt, row.IsProvisional)
    {
        Of = rules.Kind(row.Kind),
        Place = places.Current.FullName(row.PlaceId),
        Due = row.DueAt is { } due ? new Due(row.At, due, now) : null,
    };

    private sealed record Found(
        Id<Matter> Id, string Kind, string Number, string Title, string Stage, Priority Priority, Id<Place> PlaceId, Part Part, Instant At, Instant? DueAt, bool IsProvisional);

    private sealed record Numbers(int All, int Today, int Overdue, int Assisting, int Asked, int Reopened)
    {
        public IReadOnlyDictionary<InboxTab, int> ByTab => new Dictionary<InboxTab, int>
        {
            [InboxTab.All] = All,
            [InboxTab.Today] = Today,
            [InboxTab.Overdue] = Overdue,
            [InboxTab.Assisting] = Assisting,
            [InboxTab.Asked] = Asked,
            [InboxTab.Reopened] = Reopened,
        };
    }
}
