using Countyworks.Core.Matters.Deeds;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters.Templates;

/// <summary>Adds words ready to insert, or changes them. Whether the caller may is the route's to say.</summary>
/// <param name="Template">Which; null for a new one.</param>
/// <param name="Kind">For matters of which kind; a template keeps the kind it was made for.</param>
/// <param name="Move">For which move or other deed, as <see cref="Deed.Templates"/> names it; kept like the kind.</param>
/// <param name="Category">For which category; null for all.</param>
/// <param name="Title">By what it is found in the list.</param>
/// <param name="Text">The words.</param>
/// <param name="IfVersion">What the caller saw; null for whatever is there.</param>
public sealed record KeepTemplate(Id<ReplyTemplate>? Template, string Kind, string Move, string? Category, string Title, string Text, int? IfVersion = null)
{
    /// <summary>For what words of a kind can be kept ready: whatever deed asks for words.</summary>
    public static IReadOnlyList<string> MovesOf(MatterKind kind) =>
        [.. DeedBook.Of(kind).Where(deed => deed.Fields.HasFlag(DeedFields.Remark)).Select(deed => deed.Templates).Distinct()];

    /// <summary>
    /// Keeps it. Refuses, all that applies at once: <c>missing</c> and <c>too_long</c> (title, text);
    /// then, in this order: <c>template_use_unknown</c> (move) of a new one, <c>not_found</c> and <c>changed_meanwhile</c> of another.
    /// </summary>
    public Outcome<ReplyTemplate> In(Change change, IEnumerable<MatterKind> kinds)
    {
        if (Refusal.Join([.. Check("title", Title, ReplyTemplate.TitleLimit), .. Check("text", Text, ReplyTemplate.TextLimit)]) is { } refusal)
        {
            return refusal;
        }

        return Template is { } id ? Changed(change, id)
            : kinds.FirstOrDefault(k => k.Name == Kind) is { } kind && MovesOf(kind).Contains(Move) ? Added(change)
            : new Refusal("template_use_unknown", "move");
    }

    private string? CategoryOrNull => string.IsNullOrWhiteSpace(Category) ? null : Category;

    private static IEnumerable<Refusal> Check(string field, string text, int limit)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            yield return Refusal.Missing(field);
        }

        if (text.Length > limit)
        {
            yield return Refusal.TooLong(field, limit);
        }
    }

    private ReplyTemplate Added(Change change)
    {
        var template = new ReplyTemplate { Id = change.NewId<ReplyTemplate>(), Kind = Kind, Move = Move, Category = CategoryOrNull, Title = Title.Trim(), Text = Text.Trim() };
        change.Add(template);
        Record(change, template);
        return template;
    }

    private Outcome<ReplyTemplate> Changed(Change change, Id<ReplyTemplate> id)
    {
        if (change.Db.Set<ReplyTemplate>().FirstOrDefault(t => t.Id == id) is not { } template)
        {
            return Refusal.NotFound("template");
        }

        if (IfVersion is { } seen && seen != template.Version)
        {
            return Refusal.Changed;
        }

        (template.Category, template.Title, template.Text) = (CategoryOrNull, Title.Trim(), Text.Trim());
        change.Put(template);
        Record(change, template);
        return template;
    }

    private static void Record(Change change, ReplyTemplate t) => change.Record(new TemplateWritten(t.Kind, t.Move, t.Category, t.Title, t.Text), t.Id.Value);
}

/// <summary>Ends a template, or offers it again.</summary>
/// <param name="Template">Which.</param>
/// <param name="IsOffered">Whether it is offered from now on.</param>
public sealed record OfferTemplate(Id<ReplyTemplate> Template, bool IsOffered)
{
    /// <summary>Does it; done twice, it changes nothing more. Refuses <c>not_found</c>.</summary>
    public Outcome<ReplyTemplate> In(Change change)
    {
        if (change.Db.Set<ReplyTemplate>().FirstOrDefault(t => t.Id == Template) is not { } template)
        {
            return Refusal.NotFound("template");
        }

        if (template.IsActive != IsOffered)
        {
            template.IsActive = IsOffered;
            change.Put(template);
            change.Record(new TemplateOffered(IsOffered), template.Id.Value);
        }

        return template;
    }
}
