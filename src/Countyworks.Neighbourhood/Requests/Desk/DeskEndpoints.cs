using Countyworks.Core.Places;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Desk.Chat;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Desk;

/// <summary>
/// <c>/desk</c>: a call is taken on one screen, by keyboard alone. While it is typed, <c>/desk/hints</c> answers with who calls, what they asked
/// before, what is like it nearby and what is known about it; a browser without script gets the same by the look-up button.
/// </summary>
public static class DeskEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/desk";

    internal const string HintsPath = Path + "/hints";

    internal const string LookUpPath = Path + "/look-up";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("").Needs(RequestPermissions.Take).ExcludeFromDescription();
        desk.MapGet(Path, Show);
        desk.MapPost(Path, Take);
        desk.MapPost(LookUpPath, LookUp).Limited(CallLimit.Search);
        desk.MapPost(HintsPath, Hint).Limited(CallLimit.Search);
        ChatEndpoints.Map(routes);
    }

    private static async Task<IResult> Show(RequestCall page, Id<Matter>? filed)
    {
        var before = filed is { } id ? await FiledBefore.Read(page.Db, id, page.Caller.PathsFor(RequestPermissions.Take), page.Http.RequestAborted) : null;
        var form = Form.New("desk").With<Door>("door", before?.Door ?? Door.Phone).With<Priority>("priority", null);
        return Shown(page, form, CallHints.None, PlaceTyped.None, before);
    }

    private static async Task<IResult> Take(RequestCall page, Cached<Articles> articles, Form form)
    {
        var typed = CallTyped.Read(form, page, articles.Current);
        if (form.Refusal is null)
        {
            var call = typed.AsCall(page);
            var outcome = await page.Run("take_call", RequestPermissions.Take, form, change => call.In(change, page.Caller, page.Rules));
            if (outcome.IsDone(out var filed, out var refusal))
            {
                return Results.Redirect($"{Path}?filed={filed.Id}", permanent: false, preserveMethod: false);
            }

            form.Refused(refusal);
        }

        return Shown(page, form, HintsFor(page, articles.Current, typed), typed.Place);
    }

    private static IResult LookUp(RequestCall page, Cached<Articles> articles, Form form)
    {
        var typed = CallTyped.Glance(form, page, articles.Current);
        return Shown(page, form.For("desk"), HintsFor(page, articles.Current, typed), typed.Place);
    }

    private static IResult Hint(RequestCall page, Cached<Articles> articles, Form form)
    {
        var hints = HintsFor(page, articles.Current, CallTyped.Glance(form, page, articles.Current));
        return Page.Part<CallHintsPart>(new Dictionary<string, object?> { [nameof(CallHintsPart.View)] = AsView(page, form, hints) });
    }

    private static CallHints HintsFor(RequestCall page, Articles articles, CallTyped typed) =>
        CallHints.Read(page.Db, typed, page.Caller, articles, page.Now, page.Places, page.Secrets);

    private static HintsView AsView(RequestCall page, Form form, CallHints hints) => new(hints, page.Categories.Current, page.Places, form);

    private static IResult Shown(RequestCall page, Form form, CallHints hints, PlaceTyped place, FiledBefore? before = null) =>
        Page.Show<DeskPage, DeskView>(
            new DeskView(form, AsView(page, form, hints), page.Categories.Current.Options, place.Candidates, before) { StandsDuty = page.Caller.Has(RosterPermissions.Stand) },
            Problems.StatusOf(form));
}
