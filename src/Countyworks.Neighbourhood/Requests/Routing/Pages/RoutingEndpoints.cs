using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Routing.Pages;

/// <summary><c>/routing</c>: the routing table is kept and tried out.</summary>
public static class RoutingEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/routing";

    private const string Area = "routing";
    private const int CodeLimit = 60;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var routing = routes.MapGroup("").Needs(RequestPermissions.Keep).ExcludeFromDescription();
        routing.MapGet(Path, Show);
        routing.MapPost(Path, Set);
        routing.MapPost(Path + "/try", Try);
        routing.MapPost(Path + "/{id}/end", End);
    }

    private static IResult Show(RequestCall page, RoutingServices services, Id<RoutingRule>? edit, string? did)
    {
        var rule = Mine(page, services).FirstOrDefault(r => r.Id == edit);
        if (edit is not null && rule is null)
        {
            return TypedResults.NotFound();
        }

        var form = Form.New(Area).With("category", rule?.Category).With("unit", rule?.UnitId.ToString()).With("note", rule?.Note)
            .With("place", rule?.PlaceId.ToString()).With("place_text", rule is null ? null : page.Places.FullName(rule.PlaceId));
        return Page.Show<RoutingPage, RoutingView>(View(page, services, form, rule) with { Did = did is "set" or "ended" ? did : null });
    }

    private static async Task<IResult> Set(RequestCall page, RoutingServices services, Form form)
    {
        form = form.For(Area);
        var category = page.Categories.Current.Chosen(form, "category");
        var place = PlaceTyped.Read(form, "place", page.Places);
        var unit = form.Id<Organisation>("unit");
        var note = form.Text("note", RoutingRule.NoteLimit, required: false);
        var (id, version) = (form.IdOrNull<RoutingRule>("rule"), form.WholeOrNull("version", 0, int.MaxValue));
        if (form.Refusal is null)
        {
            var wish = new SetRoutingRule(id, category?.Code, place.Place!.Id, unit, note, id is null ? null : version);
            var outcome = await page.Run<Done>("set_routing_rule", RequestPermissions.Keep, form, change => wish.In(change, page.Caller).Then<Done>(_ => Done.It));
            if (outcome.Refusal is not { } refusal)
            {
                services.Table.Forget();
                return TypedResults.LocalRedirect(Path + "?did=set");
            }

            form.Refused(refusal);
        }

        var editing = Mine(page, services).FirstOrDefault(r => r.Id == id);
        return Page.Show<RoutingPage, RoutingView>(View(page, services, form, editing) with { Candidates = place.Candidates }, Problems.StatusOf(form));
    }

    private static async Task<IResult> End(RequestCall page, RoutingServices services, Id<RoutingRule> id, Form form)
    {
        var outcome = await page.Run("end_routing_rule", RequestPermissions.Keep, form.For(Area), change =>
            new EndRoutingRule(id, form.WholeOrNull("version", 0, int.MaxValue)).In(change, page.Caller));
        services.Table.Forget();
        return outcome.Refusal is not { } refusal ? TypedResults.LocalRedirect(Path + "?did=ended")
            : refusal.Kind == RefusalKind.NotFound ? TypedResults.NotFound()
            : Page.Show<RoutingPage, RoutingView>(View(page, services, Form.New(Area).Refused(refusal), null), Problems.StatusOfPage(refusal));
    }

    private static IResult Try(RequestCall page, RoutingServices services, Form form)
    {
        form = form.For(Area);
        var code = form.Text("try_category", CodeLimit, required: false);
        var category = page.Categories.Current.Find(code);
        var place = PlaceTyped.Read(form, "try_place", page.Places);
        if (form.Refusal is { } refusal)
        {
            return Page.Show<RoutingPage, RoutingView>(View(page, services, Form.New(Area), null) with { Try = form, Candidates = place.Candidates }, Problems.StatusOfPage(refusal));
        }

        var found = services.Advisor.Suggest(category?.Code, place.Place!.Path, new HashSet<Id<Organisation>>());
        var trial = new RoutingTrial(found?.Unit, found is null ? "" : services.Advisor.InWords(found, category?.Code));
        return Page.Show<RoutingPage, RoutingView>(View(page, services, Form.New(Area), null) with { Try = form, Trial = trial });
    }

    private static RoutingView View(RequestCall page, RoutingServices services, Form form, RoutingRule? editing)
    {
        var (categories, posts) = (page.Categories.Current, services.Posts.Current);
        return new(
            [.. Mine(page, services).Select(r => new RoutingLine(
                r,
                categories.NameOf(r.Category),
                page.Places.FullName(r.PlaceId),
                posts.Find(r.UnitId)?.Name ?? "",
                posts.Find(r.UnitId) is { IsActive: true }))],
            form,
            editing,
            categories.Options,
            [.. posts.Organisations.Where(o => o.IsActive).Select(o => new Option(o.Id.ToString(), o.Name))],
            []);
    }

    // A street's keeper sees the lines of that street; those of the whole district hold there too, but are not that keeper's.
    private static IEnumerable<RoutingRule> Mine(RequestCall page, RoutingServices services) =>
        services.Table.Current.Rules.Where(r => page.Caller.Has(RequestPermissions.Keep, r.PlacePath));
}

/// <summary>What pages of the routing table ask of the server beside what all pages of requests do.</summary>
/// <param name="Table">The table.</param>
/// <param name="Posts">The organisations.</param>
/// <param name="Advisor">What it leads to.</param>
public sealed record RoutingServices(Cached<RoutingTable> Table, Cached<PostDirectory> Posts, RoutingAdvisor Advisor);
