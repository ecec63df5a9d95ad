using Countyworks.Ui;

namespace Countyworks.Core.Matters.Templates.Pages;

/// <summary>The list of templates.</summary>
/// <param name="Templates">By kind, deed and title.</param>
/// <param name="IsEnded">Whether those no longer offered are shown.</param>
/// <param name="Use">For what a template is, in words.</param>
/// <param name="Category">A template's category, in words.</param>
public sealed record TemplatesView(IReadOnlyList<ReplyTemplate> Templates, bool IsEnded, Func<ReplyTemplate, string> Use, Func<ReplyTemplate, string> Category);

/// <summary>The form of a template.</summary>
/// <param name="Form">The form.</param>
/// <param name="Template">Which; null for a new one.</param>
/// <param name="Use">For what it is, in words; null for a new one.</param>
/// <param name="Uses">For what one can be.</param>
/// <param name="Categories">The categories to choose from.</param>
public sealed record TemplateView(Form Form, ReplyTemplate? Template, string? Use, IReadOnlyList<Option> Uses, IReadOnlyList<Option> Categories);
