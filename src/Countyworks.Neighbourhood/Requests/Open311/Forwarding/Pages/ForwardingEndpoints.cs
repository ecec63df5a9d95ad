using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding.Pages;

/// <summary>Which requests go to other authorities, and how far each is there.</summary>
internal static class ForwardingEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/forwarding";

    /// <summary>Forwarded requests on a page.</summary>
    public const int PageSize = 50;

    private const string Area = "forwarding";
    private const int MostRules = 500;

    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Needs(RequestPermissions.Keep);
        pages.MapGet("", (RequestCall services, int? page) =>
            Show(services, Form.New(Area).With("place_text", services.Places.District?.Name).With("on_closed", "tell"), page));
        pages.MapPost("", Add);
        pages.MapPost("/rules/{id}/end", End);
        pages.MapPost("/{id}/again", Again);
    }

    private static async Task<IResult> Add(Form form, RequestCall services, Open311Client client)
    {
        form.For(Area);
        var (authority, url, code) = (form.Text("authority", AddForwardingRule.NameLimit), form.Text("base_url", AddForwardingRule.UrlLimit), form.Text("service_code", AddForwardingRule.KeyLimit));
        var category = services.Categories.Current.Chosen(form, "category");
        if (category is null && form.ErrorOf("category") is null)
        {
            form.Refused(Refusal.Missing("category"));
        }

        var place = PlaceTyped.Read(form, "place", services.Places);
        var (jurisdiction, key) = (form.Text("jurisdiction_id", AddForwardingRule.KeyLimit, required: false), form.Text("api_key", AddForwardingRule.KeyLimit, required: false));
        var onClosed = form.Choice<OnRemoteClosed>("on_closed");
        if (url.Length > 0 && form.ErrorOf("base_url") is null && !client.MayCall(url))
        {
            form.Refused(new Refusal("forwarding_url_invalid", "base_url"));
        }

        if (form.Refusal is not null)
        {
            return Show(services, form, null, place.Candidates);
        }

        var adding = new AddForwardingRule(authority, category!, place.Place!, url, code, onClosed)
        {
            JurisdictionId = jurisdiction,
            ApiKey = key,
            AnswersRepeats = form.Flag("answers_repeats"),
        };

        // The rule holds a secret, so it is not what an idempotency key remembers.
        var outcome = await services.Run("add_forwarding_rule", RequestPermissions.Keep, form, change => adding.In(change).Then<Id<ForwardingRule>>(rule => rule.Id));
        return outcome.Refusal is { Kind: RefusalKind.NotFound } ? Results.NotFound() : outcome.Refusal is { } refusal ? Show(services, form.Refused(refusal), null) : Results.LocalRedirect(Path);
    }

    private static async Task<IResult> End(Form form, RequestCall services, Id<ForwardingRule> id)
    {
        var outcome = await services.Run<Done>("end_forwarding_rule", RequestPermissions.Keep, form, new EndForwardingRule(id).In);
        return outcome.Refusal is { Kind: RefusalKind.NotFound } ? Results.NotFound() : outcome.Refusal is { } refusal ? Show(services, form.For(Area).Refused(refusal), null) : Results.LocalRedirect(Path);
    }

    private static async Task<IResult> Again(Form form, RequestCall services, Id<ForwardedRequest> id)
    {
        var outcome = await services.Run<Done>("forward_again", RequestPermissions.Keep, form, new ForwardAgain(id, TypedText.Line(form.Value("remoteId"))).In);
        return outcome.Refusal is { Kind: RefusalKind.NotFound } ? Results.NotFound() : outcome.Refusal is { } refusal ? Show(services, form.For(Area).Refused(refusal), null) : Results.LocalRedirect(Path);
    }

    private static IResult Show(RequestCall services, Form form, int? page, IReadOnlyList<Option>? candidates = null)
    {
        var (db, number) = (services.Db, Math.Max(page ?? 1, 1));
        var rules = db.Set<ForwardingRule>().OrderBy(r => r.EndedAt != null).ThenByDescending(r => r.Id).Take(MostRules).ToList();
        var forwarded = (
            from row in db.Set<ForwardedRequest>()
            join matter in db.Set<Matter>() on row.MatterId equals matter.Id
            join rule in db.Set<ForwardingRule>() on row.RuleId equals rule.Id
            orderby row.State == ForwardState.Uncertain || row.State == ForwardState.Failed descending, row.Id descending
            select new { row, matter.Number, rule.Authority }).Skip((number - 1) * PageSize).Take(PageSize).AsEnumerable()
            .Select(f => new ForwardedItem(f.row, f.Number, f.Authority)).ToList();
        var view = new ForwardingView(form, rules, forwarded, number, db.Set<ForwardedRequest>().Count())
        {
            Categories = services.Categories.Current.Options,
            About = rules.ToDictionary(r => r.Id, r => $"{services.Categories.Current.NameOf(r.Category)} · {services.Places.FullName(r.PlaceId)}"),
            Candidates = candidates ?? [],
        };
        return Page.Show<ForwardingPage, ForwardingView>(view, Problems.StatusOf(form));
    }
}
