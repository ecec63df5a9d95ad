using Countyworks.Data.Journal;

namespace Countyworks.Neighbourhood.Requests.Knowledge;

/// <summary>An article was written or changed: it stays on record what the desk read out from then on.</summary>
public sealed record ArticleWritten(string Title, string Text, string? Category, string Keywords) : Fact;

/// <summary>An article is offered to the desk again, or no longer.</summary>
public sealed record ArticleOffered(bool IsOffered) : Fact;
