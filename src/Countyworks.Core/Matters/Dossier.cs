using Countyworks.Core.People;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>A matter with all that belongs to it (案卷): what every decision about it needs to see.</summary>
public sealed class Dossier
{
    private static readonly Compiled<Func<DistrictDb, Id<Matter>, Matter?>> MatterOf =
        new(() => EF.CompileQuery((DistrictDb db, Id<Matter> id) => db.Set<Matter>().FirstOrDefault(m => m.Id == id)));

    private static readonly Compiled<Func<DistrictDb, Id<Matter>, IEnumerable<MatterMark>>> MarksOf =
        new(() => EF.CompileQuery<DistrictDb, Id<Matter>, MatterMark>((db, id) => db.Set<MatterMark>().Where(m => m.MatterId == id).OrderBy(m => m.Ordinal)));

    private static readonly Compiled<Func<DistrictDb, Id<Matter>, IEnumerable<MatterPause>>> PausesOf =
        new(() => EF.CompileQuery<DistrictDb, Id<Matter>, MatterPause>((db, id) => db.Set<MatterPause>().Where(m => m.MatterId == id).OrderBy(m => m.At)));

    private static readonly Compiled<Func<DistrictDb, Id<Matter>, IEnumerable<Assignment>>> AssignmentsOf =
        new(() => EF.CompileQuery<DistrictDb, Id<Matter>, Assignment>((db, id) => db.Set<Assignment>().Where(m => m.MatterId == id).OrderBy(m => m.At).ThenBy(m => m.Id)));

    private static readonly Compiled<Func<DistrictDb, Id<Matter>, IEnumerable<Ask>>> AsksOf =
        new(() => EF.CompileQuery<DistrictDb, Id<Matter>, Ask>((db, id) => db.Set<Ask>().Where(m => m.MatterId == id).OrderBy(m => m.At)));

    /// <summary>The matter.</summary>
    public required Matter Matter { get; init; }

    /// <summary>Its kind.</summary>
    public required MatterKind Kind { get; init; }

    /// <summary>The rule its clock runs under.</summary>
    public required ClockRule Rule { get; init; }

    /// <summary>The marks of its clock, in the rule's order.</summary>
    public required List<MatterMark> Marks { get; init; }

    /// <summary>The pauses, oldest first.</summary>
    public List<MatterPause> Pauses { get; init; } = [];

    /// <summary>The spans in which units had it, oldest first.</summary>
    public List<Assignment> Assignments { get; init; } = [];

    /// <summary>What units asked for, oldest first.</summary>
    public List<Ask> Asks { get; init; } = [];

    /// <summary>The lead unit's span; null before dispatch and after the end.</summary>
    public Assignment? Lead => Assignments.FindLast(a => a.Part == Part.Lead && a.EndedAt is null);

    /// <summary>The units that help now.</summary>
    public IEnumerable<Id<Organisation>> Helpers => Assignments.Where(a => a.Part == Part.Assist && a.EndedAt is null).Select(a => a.UnitId);

    /// <summary>The stop of the clock that lasts; null while it runs.</summary>
    public MatterPause? OpenPause => Pauses.Find(p => p.EndedAt is null);

    /// <summary>What waits for a decision.</summary>
    public IEnumerable<Ask> OpenAsks => Asks.Where(a => a.DecidedAt is null);

    /// <summary>
    /// The requester's clock: it started when the matter was opened, whoever has had it since. Granted extensions lie on the marks not met yet.
    /// A matter opened again owes its last mark once more, within the kind's days of rework.
    /// </summary>
    public Clock Clock => new(
        Rule with { Marks = Matter.ReopenedAt is null ? MarksFromTheStart : [new ClockMark(Rule.Marks[^1].Name, Kind.ReworkDays + Matter.ExtensionDays)] },
        Matter.ReopenedAt ?? Matter.OpenedAt,
        [.. Pauses.Where(p => Matter.ReopenedAt is null || p.EndedAt is null || p.EndedAt > Matter.ReopenedAt).Select(p => new Pause(p.At, p.EndedAt, p.Reason))]);

    private ClockMark[] MarksFromTheStart =>
        [.. Rule.Marks.Select(m => MarkNamed(m.Name)?.MetAt is null ? m with { After = m.After + Matter.ExtensionDays } : m)];

    /// <summary>The mark of a name; null when the rule has none.</summary>
    public MatterMark? MarkNamed(string name) => Marks.Find(m => m.Mark == name);

    /// <summary>How long a unit has held the matter, counted as the rule counts.</summary>
    public Outcome<CountedTime> HeldBy(Id<Organisation> unit, WorkCalendar calendar, Instant asOf) => Clock.HeldFor(
        Rule.Counting, Assignments.Where(a => a.UnitId == unit).Select(a => new Holding(a.At, a.EndedAt)), Clock.Pauses, calendar, asOf);

    /// <summary>Reads a matter of a kind; null when there is none.</summary>
    public static Dossier? Read(DistrictDb db, Id<Matter> id, MatterRules rules)
    {
        if (MatterOf.For(db)(db, id) is not { } matter)
        {
            return null;
        }

        var kind = rules.Kind(matter.Kind);
        return new Dossier
        {
            Matter = matter,
            Kind = kind,
            Rule = rules.RuleFor(kind, matter.OpenedAt),
            Marks = [.. MarksOf.For(db)(db, id)],
            Pauses = [.. PausesOf.For(db)(db, id)],
            Assignments = [.. AssignmentsOf.For(db)(db, id)],
            Asks = [.. AsksOf.For(db)(db, id)],
        };
    }

    /// <summary>Reads it inside a command; refuses what is absent, and what was changed since the caller saw <paramref name="ifVersion"/>.</summary>
    public static Outcome<Dossier> Read(Change change, Id<Matter> id, MatterRules rules, int? ifVersion = null) =>
        Read(change.Db, id, rules) is not { } dossier ? Refusal.NotFound("matter")
        : ifVersion is { } seen && seen != dossier.Matter.Version ? Refusal.Changed
        : dossier;
}
