using NodaTime;

namespace Countyworks.Ui;

/// <summary>One thing that happened in a matter.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who did it, as this reader may see them.</param>
/// <param name="What">What they did, in a few words.</param>
/// <param name="Text">What they wrote; null when nothing.</param>
public sealed record StoryEntry(Instant At, string Who, string What, string? Text = null)
{
    /// <summary>The files that came with it.</summary>
    public IReadOnlyList<FileLink> Files { get; init; } = [];

    /// <summary>Whether only staff may see it. An entry this reader may not see must not be given at all.</summary>
    public bool IsPrivate { get; init; }
}

/// <summary>A file that can be opened.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Href">Where it is.</param>
/// <param name="ThumbnailHref">A small picture of it; null when it isn't a picture.</param>
public sealed record FileLink(string Name, string Href, string? ThumbnailHref = null);
