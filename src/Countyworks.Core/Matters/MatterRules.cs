using System.Collections.Frozen;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>What every use case of matters asks: the kinds, the clock rule a county has set for each, and the calendar to count by.</summary>
public sealed class MatterRules(IEnumerable<MatterKind> kinds, DistrictSettings settings, Cached<WorkCalendar> calendar)
{
    private readonly IEnumerable<MatterKind> kinds = kinds;
    private readonly FrozenDictionary<string, MatterKind> byName = kinds.ToFrozenDictionary(k => k.Name);

    /// <summary>The kinds.</summary>
    public IReadOnlyCollection<MatterKind> Kinds => byName.Values;

    /// <summary>The calendar; for years not announced it answers by weekends, and says so.</summary>
    public WorkCalendar Calendar => Given ?? calendar.Current;

    private WorkCalendar? Given { get; init; }

    /// <summary>The same rules counting by a calendar that is not in force yet, within the change that brings it.</summary>
    public MatterRules CountingBy(WorkCalendar other) => new(kinds, settings, calendar) { Given = other };

    /// <summary>The name of the setting that holds a kind's clock rule.</summary>
    public static string SettingOf(MatterKind kind) => $"clock.{kind.Name}";

    /// <summary>The kind of a name.</summary>
    public MatterKind Kind(string name) => byName[name];

    /// <summary>The rule in force for a kind on the day a matter was opened: a later change does not touch running clocks.</summary>
    public ClockRule RuleFor(MatterKind kind, Instant openedAt) =>
        settings.Get(SettingOf(kind), CountyTime.LocalDay(openedAt), kind.Clock);
}
