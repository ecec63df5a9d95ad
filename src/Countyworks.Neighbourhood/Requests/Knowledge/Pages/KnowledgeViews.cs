using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Knowledge.Pages;

/// <summary>The list of articles.</summary>
/// <param name="Articles">Those of this page, by title.</param>
/// <param name="Total">How many were found.</param>
/// <param name="Number">Which page this is, from 1.</param>
/// <param name="Words">What was searched for; "" for all.</param>
/// <param name="IsEnded">Whether those no longer offered are shown.</param>
/// <param name="Categories">The categories, for their names.</param>
/// <param name="MayKeep">Whether the reader may add and change.</param>
public sealed record KnowledgeView(IReadOnlyList<Article> Articles, int Total, int Number, string Words, bool IsEnded, Categories Categories, bool MayKeep);

/// <summary>One article.</summary>
/// <param name="Article">The article.</param>
/// <param name="Categories">The categories, for their names.</param>
/// <param name="MayKeep">Whether the reader may change it.</param>
public sealed record ArticleView(Article Article, Categories Categories, bool MayKeep);

/// <summary>The form of an article.</summary>
/// <param name="Form">The form.</param>
/// <param name="Id">Which; null for a new one.</param>
/// <param name="Categories">The categories to choose from.</param>
public sealed record KeepView(Form Form, Id<Article>? Id, IReadOnlyList<Option> Categories);
