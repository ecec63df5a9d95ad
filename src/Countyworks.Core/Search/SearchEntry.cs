using Countyworks.Data.Journal;
using NodaTime;

namespace Countyworks.Core.Search;

/// <summary>Something that can be found by its words: one row a matter, project or other thing; the words lie in the engine's own index.</summary>
public sealed class SearchEntry
{
    /// <summary>What is found.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Names its words in the index; without meaning.</summary>
    public required long Number { get; init; }

    /// <summary>The kind of thing: a matter's kind, or a name of its own.</summary>
    public required string Kind { get; init; }

    /// <summary>The path of the place it belongs to.</summary>
    public required string PlacePath { get; init; }

    /// <summary>Who may find it.</summary>
    public required Audience Audience { get; init; }

    /// <summary>When it was indexed last; of equal hits the newer comes first.</summary>
    public required Instant At { get; init; }
}
