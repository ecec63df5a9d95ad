using Countyworks.Data.Journal;

namespace Countyworks.Core.Matters.Templates;

/// <summary>A template was written or changed.</summary>
public sealed record TemplateWritten(string Kind, string Move, string? Category, string Title, string Text) : Fact;

/// <summary>A template is offered again, or no longer.</summary>
public sealed record TemplateOffered(bool IsOffered) : Fact;
