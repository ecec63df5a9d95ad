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
    private static readonly Compiled<Func<DistrictDb, Id<Organisation>, Instant, LocalDate, InboxTab, int, IAsyncEnumerable<Found>>> PageOf = new(() =>
        EF.CompileAsyncQuery((DistrictDb db, Id<Organisation> unit, Instant now, LocalDate today, InboxTab tab, int skip) =>
            (from part in db.Set<Assignment>()
             where part.UnitId == unit && part.EndedAt == null
             join matter in db.Set<Matter>() on part.MatterId equals matter.Id
             where tab == InboxTab.All
                 || (tab == InboxTab.Today && part.DueOn == today)
                 || (tab == InboxTab.Overdue && part.DueAt <= now)
                 || (tab == InboxTab.Assisting && part.Part == Part.Assist)
                 || (tab == InboxTab.Asked && db.Set<Ask>().Any(a => a.MatterId == matter.Id && a.DecidedAt == null))
                 || (tab == InboxTab.Reopened && matter.ReopenedAt != null)
             orderby part.DueAt == null, part.DueAt, part.Id
             select new Found(
                 matter.Id, matter.Kind, matter.Number, matter.Title, matter.Stage, matter.Priority, matter.PlaceId, part.Part, part.At, part.DueAt, matter.IsProvisional))
            .Skip(skip).Take(InboxView.Size)));

    private static readonly Compiled<Func<DistrictDb, Id<Organisation>, Instant, LocalDate, Task<Numbers?>>> CountsOf = new(() =>
        EF.CompileAsyncQuery((DistrictDb db, Id<Organisation> unit, Instant now, LocalDate today) =>
            (from part in db.Set<Assignment>()
             where part.UnitId == unit && part.EndedAt == null
             join matter in db.Set<Matter>() on part.MatterId equals matter.Id
             let isAsked = db.Set<Ask>().Any(a => a.MatterId == matter.Id && a.DecidedAt == null)
             group new { part, matter, isAsked } by 1 into all
             select new Numbers(
                 all.Count(),
                 all.Sum(r => r.part.DueOn == today ? 1 : 0),
                 all.Sum(r => r.part.DueAt <= now ? 1 : 0),
                 all.Sum(r => r.part.Part == Part.Assist ? 1 : 0),
                 all.Sum(r => r.isAsked ? 1 : 0),
                 all.Sum(r => r.matter.ReopenedAt != null ? 1 : 0))).FirstOrDefault()));

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
        var today = CountyTime.LocalDay(now);
        var counts = await CountsOf.For(db)(db, unit.Id, now, today) ?? new Numbers(0, 0, 0, 0, 0, 0);
        var found = await PageOf.For(db)(db, unit.Id, now, today, tab, (number - 1) * InboxView.Size).ToListAsync(cancellation);
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
        var counts = await CountsOf.For(db)(db, unit.Id, now, CountyTime.LocalDay(now)) ?? new Numbers(0, 0, 0, 0, 0, 0);
        return new InboxView(unit, units, InboxTab.All, query, counts.ByTab, [.. found.DistinctBy(f => f.Id).Select(row => Row(row, now))], 1);
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
