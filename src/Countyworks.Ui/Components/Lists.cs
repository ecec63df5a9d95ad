using Microsoft.AspNetCore.Components;

namespace Countyworks.Ui;

/// <summary>One thing to do, and how far it is.</summary>
/// <param name="Title">What.</param>
/// <param name="Status">How far, in a word.</param>
/// <param name="Tone">What that means.</param>
/// <param name="Href">Where it is done; null while it can't be started.</param>
/// <param name="Note">A sentence more.</param>
public sealed record TaskItem(string Title, string Status, Tone Tone, string? Href = null, string? Note = null);

/// <summary>One line of a summary: a term and what it is.</summary>
/// <param name="Term">The term.</param>
/// <param name="Text">What it is; null when <paramref name="Content"/> says it, or when it isn't known yet.</param>
/// <param name="ChangeHref">Where it is changed; null when it can't be.</param>
/// <param name="Content">What it is, when that is more than text.</param>
public sealed record SummaryRow(string Term, string? Text, string? ChangeHref = null, RenderFragment? Content = null);

/// <summary>A step of the way to this page.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Href">Where it is; null for this page itself.</param>
public sealed record Crumb(string Text, string? Href = null);
