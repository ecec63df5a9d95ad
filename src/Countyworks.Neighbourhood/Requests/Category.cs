using Countyworks.Core.Matters;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What requests are about: the county's own list, as data.</summary>
public sealed class Category
{
    /// <summary>The most characters of a code, a name, the keywords.</summary>
    public const int CodeLimit = 40, NameLimit = 60, KeywordsLimit = 500;

    /// <summary>Stable, snake_case; never derived from the name, never used again for something else.</summary>
    public required string Code { get; init; }

    /// <summary>Its Chinese name.</summary>
    public required string NameZh { get; set; }

    /// <summary>Its English name.</summary>
    public required string NameEn { get; set; }

    /// <summary>Words that suggest it, separated by spaces.</summary>
    public required string Keywords { get; set; }

    /// <summary>How pressing a request of it is unless somebody says otherwise.</summary>
    public Priority Priority { get; set; }

    /// <summary>Its place in lists.</summary>
    public int Sort { get; set; }

    /// <summary>Whether it may still be chosen.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
