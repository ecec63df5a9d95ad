using Countyworks.Engines.Seals;

namespace Countyworks.Core.Seals;

/// <summary>The section <c>seals</c> of the settings file. Profile and origin hold from the founding on: they are part of the key and of every head.</summary>
public sealed record SealSettings
{
    /// <summary>The algorithms.</summary>
    public SealProfile Profile { get; init; } = SealProfile.International;

    /// <summary>The name under which heads are published, such as <c>example.gov.cn/journal</c>; null for <c>countyworks/431003</c>, the district's code.</summary>
    public string? Origin { get; init; }

    /// <summary>Public keys that signed before the present one and are still trusted for what they signed.</summary>
    public IReadOnlyList<string> FormerKeys { get; init; } = [];
}
