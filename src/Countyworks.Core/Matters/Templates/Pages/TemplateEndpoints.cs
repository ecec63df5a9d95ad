using System.Globalization;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Matters.Templates.Pages;

/// <summary><c>/templates</c>: the words ready to insert when something is done with a matter.</summary>
public static class TemplateEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/templates";

    private const string Area = "template";
    private const char Gap = '/';
    private const int UseLimit = 100;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Needs(MatterPermissions.KeepTemplates).ExcludeFromDescription();
        pages.MapGet("", List);
        pages.MapGet("/new", ([AsParameters] TemplateServices at) => Shown(at, Form.New(Area), null));
        pages.MapPost("/new", ([AsParameters] TemplateServices at, Form form) => Keep(at, form, null));
        pages.MapGet("/{id}", Open);
        pages.MapPost("/{id}", ChangeOne);
        pages.MapPost("/{id}/offer", Offer);
    }

    private static async Task<IResult> List([AsParameters] TemplateServices at, bool ended = false) => Page.Show<TemplatesPage, TemplatesView>(new(
        await at.Db.Set<ReplyTemplate>().Where(t => t.IsActive != ended)
            .OrderBy(t => t.Kind).ThenBy(t => t.Move).ThenBy(t => t.Title).ThenBy(t => t.Id).Take(ReplyTemplate.Most).ToListAsync(at.Http.RequestAborted),
        ended,
        at.NameOfUse,
        at.NameOfCategory));

    private static async Task<IResult> Open([AsParameters] TemplateServices at, Id<ReplyTemplate> id) => await Find(at, id) is not { } template ? Results.NotFound() : Shown(
        at,
        Form.New(Area).With("category", template.Category).With("title", template.Title).With("text", template.Text)
            .With("version", template.Version.ToString(CultureInfo.InvariantCulture)),
        template);

    private static async Task<IResult> ChangeOne([AsParameters] TemplateServices at, Form form, Id<ReplyTemplate> id) =>
        await Find(at, id) is { } template ? await Keep(at, form, template) : Results.NotFound();

    private static async Task<IResult> Keep(TemplateServices at, Form form, ReplyTemplate? template)
    {
        form.For(Area);
        var use = template is null ? form.Text("move", UseLimit).Split(Gap) : [template.Kind, template.Move];
        var command = new KeepTemplate(
            template?.Id,
            use[0],
            use.Length == 2 ? use[1] : "",
            form.Text("category", UseLimit, required: false),
            form.Text("title", ReplyTemplate.TitleLimit),
            form.LongText("text", ReplyTemplate.TextLimit),
            template is null ? null : form.WholeOrNull("version", 0, int.MaxValue));
        if (form.Refusal is null)
        {
            var outcome = await at.Run("keep_template", form, change => command.In(change, at.Rules.Kinds));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect(Path);
            }

            form.Refused(refusal);
        }

        return Shown(at, form, template);
    }

    private static async Task<IResult> Offer([AsParameters] TemplateServices at, Form form, Id<ReplyTemplate> id)
    {
        var offered = form.Flag("offered");
        return (await at.Run("offer_template", form, new OfferTemplate(id, offered).In)).IsDone(out _, out _)
            ? Results.LocalRedirect(offered ? Path : Path + "?ended=true")
            : Results.NotFound();
    }

    private static Task<ReplyTemplate?> Find(TemplateServices at, Id<ReplyTemplate> id) =>
        at.Db.Set<ReplyTemplate>().FirstOrDefaultAsync(t => t.Id == id, at.Http.RequestAborted);

    private static IResult Shown(TemplateServices at, Form form, ReplyTemplate? template) => Page.Show<TemplatePage, TemplateView>(
        new(form, template, template is null ? null : at.NameOfUse(template), Uses(at), [.. at.Categories.SelectMany(c => c.Options)]),
        Problems.StatusOf(form));

    private static IReadOnlyList<Option> Uses(TemplateServices at) =>
    [
        .. from kind in at.Rules.Kinds
           orderby kind.Name
           from move in KeepTemplate.MovesOf(kind)
           select new Option($"{kind.Name}{Gap}{move}", at.NameOfUse(kind, move)),
    ];
}

/// <summary>What the pages of templates ask of the server.</summary>
/// <param name="Http">The request.</param>
/// <param name="Db">The rows.</param>
/// <param name="Writer">The one way to write.</param>
/// <param name="Rules">The kinds.</param>
/// <param name="Categories">What matters can be about.</param>
/// <param name="Texts">The texts.</param>
/// <param name="Clock">The clock; it enters here.</param>
public sealed record TemplateServices(
    HttpContext Http,
    [FromServices] DistrictDb Db,
    [FromServices] Writer Writer,
    [FromServices] MatterRules Rules,
    [FromServices] IEnumerable<IMatterCategories> Categories,
    [FromServices] Texts Texts,
    [FromServices] IClock Clock)
{
    /// <summary>Runs what a posted form asks for; sent twice, it is done once.</summary>
    public Task<Outcome<T>> Run<T>(string command, Form form, Func<Change, Outcome<T>> decide) => Writer.Run(
        Http.Caller().Envelope(command, Clock.GetCurrentInstant(), MatterPermissions.KeepTemplates, form.Once is { Length: > 0 } key ? Once.For(key, form.Body) : null),
        decide,
        Http.RequestAborted);

    /// <summary>For what a template is, in words: kind and deed.</summary>
    public string NameOfUse(ReplyTemplate template) =>
        Rules.Kinds.FirstOrDefault(k => k.Name == template.Kind) is { } kind ? NameOfUse(kind, template.Move) : template.Move;

    /// <summary>A kind's deed, in words.</summary>
    public string NameOfUse(MatterKind kind, string move) => Texts.Format(
        "template.use",
        Texts.Kind(kind),
        Texts.Has("template.for." + move) ? Texts["template.for." + move]
            : DeedBook.Of(kind).FirstOrDefault(d => d.Templates == move) is { } deed ? Texts.For(kind, deed.TextKey) : move);

    /// <summary>A template's category, in words.</summary>
    public string NameOfCategory(ReplyTemplate template) =>
        template.Category is not { } code ? Texts["template.all_categories"] : Categories.FirstOrDefault(c => c.Kind == template.Kind)?.NameOf(code) ?? code;
}
