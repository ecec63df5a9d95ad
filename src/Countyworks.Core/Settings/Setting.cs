using NodaTime;

namespace Countyworks.Core.Settings;

/// <summary>A number or list a county sets for itself, from a day on. Never changed: a later row replaces it, so its history stays.</summary>
public sealed class Setting
{
    /// <summary>Which setting: area.name.</summary>
    public required string Name { get; init; }

    /// <summary>The first day it holds.</summary>
    public required LocalDate EffectiveFrom { get; init; }

    /// <summary>The value as JSON.</summary>
    public required string Value { get; init; }

    /// <summary>When it was set; of two for the same day the later holds.</summary>
    public required Instant At { get; init; }

    /// <summary>Who set it.</summary>
    public Guid? PersonId { get; init; }
}
