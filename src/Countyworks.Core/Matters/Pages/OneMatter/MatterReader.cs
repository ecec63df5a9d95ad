using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Matters.Pages.OneMatter;

/// <summary>Reads what the page of a matter shows.</summary>
public sealed class MatterReader(
    MatterRules rules, TimelineReader timeline, Cached<PostDirectory> posts, Cached<PlaceTree> places, IEnumerable<IMatterPanel> panels, Texts texts, IClock clock)
{
    /// <summary>The matter as the caller finds it; null when there is none of the kind or the caller may not see it.</summary>
    public async Task<Scene?> Scene(DistrictDb db, MatterKind kind, Id<Matter> id, Caller caller, CancellationToken cancellation)
    {
        if (Dossier.Read(db, id, rules) is not { } dossier || dossier.Kind != kind || !Standing.Of(dossier, caller).MaySee)
        {
            return null;
        }

        var person = caller.Person?.Id;
        var isWatched = person is { } watcher && await db.Set<Watcher>().AnyAsync(w => w.MatterId == id && w.PersonId == watcher, cancellation);
        return new Scene(dossier, caller, isWatched);
    }

    /// <summary>Everything the page shows.</summary>
    public async Task<MatterView> Read(DistrictDb db, Scene scene, CancellationToken cancellation)
    {
        var (dossier, now) = (scene.Dossier, clock.GetCurrentInstant());
        var panel = panels.FirstOrDefault(p => p.Kind == dossier.Kind.Name);
        return new MatterView(scene, now)
        {
            Place = places.Current.FullName(dossier.Matter.PlaceId),
            Marks = MarksOf(dossier, now),
            Story = await timeline.Read(db, dossier.Matter.Id, dossier.Kind, Audience.Staff, cancellation),
            Units = UnitsOf(dossier, now),
            Links = await LinksOf(db, scene, cancellation),
            Deeds = [.. DeedBook.Offered(scene)],
            Panel = panel is null ? null : await panel.Read(db, scene, cancellation),
        };
    }

    /// <summary>The marks to show: all while something is owed, afterwards those that were met.</summary>
    internal IReadOnlyList<RibbonMark> MarksOf(Dossier dossier, Instant now) =>
    [
        .. from mark in dossier.Marks
           where mark.DueAt is not null && (dossier.Matter.IsOpen || mark.MetAt is not null)
           let name = texts.Mark(dossier.Kind, mark.Mark)
           let provisional = mark.IsProvisional && mark.MetAt is null
           select new RibbonMark(provisional ? texts.Format("matter.provisional_mark", name) : name, DueOf(dossier, mark, now)),
    ];

    private Due DueOf(Dossier dossier, MatterMark mark, Instant now) => new(dossier.Clock.StartedAt, mark.DueAt!.Value, now)
    {
        MetAt = mark.MetAt,
        WorkingDays = dossier.Rule.Counting == DayCount.Working && mark.MetAt is null && now < mark.DueAt
            && dossier.Clock.Rule.Marks.FirstOrDefault(m => m.Name == mark.Mark) is { } rule
            ? dossier.Clock.LeftAt(now, rule, rules.Calendar.WithProvisionalYears()).Value.Whole
            : null,
    };

    private IReadOnlyList<UnitRow> UnitsOf(Dossier dossier, Instant now) =>
    [
        .. from span in dossier.Assignments
           group span by (span.UnitId, span.Part) into spans
           let last = spans.Last()
           orderby last.EndedAt is not null, last.Part, last.At
           select new UnitRow(
               posts.Current.Find(last.UnitId)!.Name,
               last.Part,
               dossier.HeldBy(last.UnitId, rules.Calendar.WithProvisionalYears(), now).Value,
               last,
               last is { EndedAt: null, DueAt: { } due } ? new Due(last.At, due, now) : null),
    ];

    private async Task<IReadOnlyList<LinkedRow>> LinksOf(DistrictDb db, Scene scene, CancellationToken cancellation)
    {
        var id = scene.Dossier.Matter.Id;
        var links = await (
            from link in db.Set<MatterLink>()
            where link.FromId == id || link.ToId == id
            from other in db.Set<Matter>()
            where other.Id == (link.FromId == id ? link.ToId : link.FromId)
            orderby link.At, other.Id
            select new { Other = other, link.Relation, IsFrom = link.FromId == id }).Take(100).ToListAsync(cancellation);
        return [.. links.Select(l => Row(scene.Caller, l.Other, $"link.{l.Relation}.{(l.IsFrom ? "from" : "to")}"))];
    }

    private LinkedRow Row(Caller caller, Matter other, string relation)
    {
        var kind = rules.Kind(other.Kind);
        var maySee = caller.Has(kind.See, other.PlacePath) || (other.UnitId is { } unit && caller.Has(kind.Handle, unit));
        return maySee ? new(other.Number, other.Title, $"{kind.Page}/{other.Id}", relation) : new(other.Number, null, null, relation);
    }
}
