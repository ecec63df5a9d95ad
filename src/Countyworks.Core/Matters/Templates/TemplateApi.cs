using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters.Templates;

/// <summary>Words ready to insert.</summary>
public sealed record TemplateItem(Id<ReplyTemplate> Id, string Kind, string Move, string? Category, string Title, string Text, bool IsOffered, int Version)
{
    /// <summary>Of a row.</summary>
    public static TemplateItem Of(ReplyTemplate t) => new(t.Id, t.Kind, t.Move, t.Category, t.Title, t.Text, t.IsActive, t.Version);
}

/// <summary>What a template shall be; kind and move count for a new one alone.</summary>
public sealed record TemplateWish(string? Title, string? Text, string? Category = null, string? Kind = null, string? Move = null) : IBody<TemplateWish>;

/// <summary>The templates over the API.</summary>
public static class TemplateApi
{
    /// <summary>Maps it below <c>/api/v1/templates</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/api/v1/templates").WithTags("matters").Needs(MatterPermissions.KeepTemplates);
        templates.MapGet("", List).Answers<IReadOnlyList<TemplateItem>>("listTemplates", "Words ready to insert, by kind, move and title");
        templates.MapGet("/{id}", One).Answers<TemplateItem>("getTemplate", "One template; its ETag is its version");
        templates.MapPost("", ((ApiCall call, MatterRules rules, TemplateWish wish) => call.Run(
            "keep_template", wish, change => Command(null, wish).In(change, rules.Kinds).Then<TemplateItem>(t => TemplateItem.Of(t)), made => $"/api/v1/templates/{made.Id}")))
            .Answers<TemplateItem>("addTemplate", "Adds words ready to insert", StatusCodes.Status201Created);
        templates.MapPut("/{id}", Change).HeedsIfMatch().Answers<TemplateItem>("changeTemplate", "Changes them");
        templates.MapPost("/{id}/end", (ApiCall call, Id<ReplyTemplate> id) => Offer(call, id, isOffered: false)).Answers<TemplateItem>("endTemplate", "Offers them no longer");
        templates.MapPost("/{id}/offer", (ApiCall call, Id<ReplyTemplate> id) => Offer(call, id, isOffered: true)).Answers<TemplateItem>("offerTemplate", "Offers them again");
    }

    private static async Task<IResult> List(ApiCall call, string? kind, string? move, CancellationToken cancellation)
    {
        var rows = await call.Db.Set<ReplyTemplate>().Where(t => (kind == null || t.Kind == kind) && (move == null || t.Move == move))
            .OrderBy(t => t.Kind).ThenBy(t => t.Move).ThenBy(t => t.Title).ThenBy(t => t.Id).Take(ReplyTemplate.Most).ToListAsync(cancellation);
        return call.Answer(rows.Select(TemplateItem.Of));
    }

    private static async Task<IResult> One(ApiCall call, Id<ReplyTemplate> id, CancellationToken cancellation) =>
        await call.Db.Set<ReplyTemplate>().FirstOrDefaultAsync(t => t.Id == id, cancellation) is { } template
            ? call.Versioned(TemplateItem.Of(template), template.Version)
            : call.Problem(Refusal.NotFound("template"));

    private static Task<IResult> Change(ApiCall call, MatterRules rules, Id<ReplyTemplate> id, TemplateWish wish) => call.RunIfMatch(
        "keep_template",
        wish,
        change => change.Db.Set<ReplyTemplate>().Where(t => t.Id == id).Select(t => (int?)t.Version).FirstOrDefault(),
        change => Command(id, wish).In(change, rules.Kinds).Then<TemplateItem>(t => TemplateItem.Of(t)));

    private static Task<IResult> Offer(ApiCall call, Id<ReplyTemplate> id, bool isOffered) =>
        call.Run("offer_template", isOffered, change => new OfferTemplate(id, isOffered).In(change).Then<TemplateItem>(t => TemplateItem.Of(t)));

    private static KeepTemplate Command(Id<ReplyTemplate>? id, TemplateWish wish) => new(id, wish.Kind ?? "", wish.Move ?? "", wish.Category, wish.Title ?? "", wish.Text ?? "");
}
