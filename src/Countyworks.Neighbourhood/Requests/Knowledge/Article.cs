using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Knowledge;

/// <summary>An answer known beforehand (知识库): what the desk reads out, and what an immediate answer is made from.</summary>
public sealed class Article
{
    /// <summary>The most characters of a title, a text, the keywords.</summary>
    public const int TitleLimit = 80, TextLimit = 4000, KeywordsLimit = 200;

    /// <summary>Its identity.</summary>
    public required Id<Article> Id { get; init; }

    /// <summary>The question, as people ask it.</summary>
    public required string Title { get; set; }

    /// <summary>The answer, as it is read out.</summary>
    public required string Text { get; set; }

    /// <summary>The code of the category it belongs to; null when it belongs to all.</summary>
    public string? Category { get; set; }

    /// <summary>Words that suggest it, separated by spaces.</summary>
    public required string Keywords { get; set; }

    /// <summary>When it was last put right; an old answer is read with care.</summary>
    public required Instant UpdatedAt { get; set; }

    /// <summary>Whether it is still offered.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
