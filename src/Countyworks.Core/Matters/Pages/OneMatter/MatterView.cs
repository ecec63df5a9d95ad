using Countyworks.Core.Matters.Deeds;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Matters.Pages.OneMatter;

/// <summary>What the page of one matter shows to a member of staff.</summary>
/// <param name="Scene">The matter and who looks at it.</param>
/// <param name="Now">The moment of looking.</param>
public sealed record MatterView(Scene Scene, Instant Now)
{
    /// <summary>Where it is, in full.</summary>
    public required string Place { get; init; }

    /// <summary>The marks of its clock.</summary>
    public required IReadOnlyList<RibbonMark> Marks { get; init; }

    /// <summary>Its story.</summary>
    public required IReadOnlyList<StoryEntry> Story { get; init; }

    /// <summary>The units that have it or had it.</summary>
    public required IReadOnlyList<UnitRow> Units { get; init; }

    /// <summary>The matters it belongs together with.</summary>
    public required IReadOnlyList<LinkedRow> Links { get; init; }

    /// <summary>What can be done now, the likeliest first.</summary>
    public required IReadOnlyList<Deed> Deeds { get; init; }

    /// <summary>What its kind adds.</summary>
    public MatterPanel? Panel { get; init; }

    /// <summary>The matter.</summary>
    public Matter Matter => Scene.Dossier.Matter;

    /// <summary>Its kind.</summary>
    public MatterKind Kind => Scene.Dossier.Kind;

    /// <summary>Where it is shown.</summary>
    public string Path => $"{Kind.Page}/{Matter.Id}";
}

/// <summary>A unit's part.</summary>
/// <param name="Name">The unit.</param>
/// <param name="Part">Its part.</param>
/// <param name="Held">How long it has held the matter, in the days or hours the rule counts.</param>
/// <param name="Span">Its latest span.</param>
/// <param name="Due">Its own deadline; null when it is done or the clock is stopped.</param>
public sealed record UnitRow(string Name, Part Part, Engines.Clocks.CountedTime Held, Assignment Span, Due? Due);

/// <summary>Another matter.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title; null when the reader may not see it.</param>
/// <param name="Href">Its page; null when the reader may not see it.</param>
/// <param name="Relation">How they belong together: a text <c>link.{relation}.from</c> or <c>.to</c>.</param>
public sealed record LinkedRow(string Number, string? Title, string? Href, string Relation);
