using Countyworks.Kernel;

namespace Countyworks.Core.Matters.Templates;

/// <summary>Words ready to insert when something is done with a matter (模板).</summary>
public sealed class ReplyTemplate
{
    /// <summary>The most characters of a title, and of its text.</summary>
    public const int TitleLimit = 60, TextLimit = 2000;

    /// <summary>The most a list shows; a county has some dozens.</summary>
    public const int Most = 500;

    /// <summary>Its identity.</summary>
    public required Id<ReplyTemplate> Id { get; init; }

    /// <summary>For matters of which kind.</summary>
    public required string Kind { get; init; }

    /// <summary>For which move or other deed.</summary>
    public required string Move { get; init; }

    /// <summary>For which category; null for all.</summary>
    public string? Category { get; set; }

    /// <summary>By what it is found in the list.</summary>
    public required string Title { get; set; }

    /// <summary>The words.</summary>
    public required string Text { get; set; }

    /// <summary>Whether it is offered.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
