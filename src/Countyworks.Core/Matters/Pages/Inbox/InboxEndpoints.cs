using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Matters.Pages.Inbox;

/// <summary>A unit's inbox: all it has to do, of all kinds, by the time left.</summary>
public static class InboxEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/inbox";

    private const int MostPages = 1000, QueryLimit = 60;

    /// <summary>The inbox, and signing for several at once.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show).Needs(MatterPermissions.Inbox);
        routes.MapPost(Path + "/sign", Sign).Needs(MatterPermissions.Inbox);
    }

    private static async Task<Results<RazorComponentResult, NotFound>> Show(
        HttpContext http, DistrictDb db, InboxReader reader, Id<Organisation>? unit, string? tab, string? q, int? page, int? signed)
    {
        var units = reader.UnitsOf(http.Caller());
        if (units.FirstOrDefault(u => unit is null || u.Id == unit) is not { } mine)
        {
            return TypedResults.NotFound();
        }

        var query = TypedText.Line(q);
        var view = query.Length > 0
            ? await reader.Search(db, mine, units, query[..Math.Min(query.Length, QueryLimit)], http.RequestAborted)
            : await reader.Read(db, mine, units, EnumNames<InboxTab>.Parse(tab) ?? InboxTab.All, Math.Clamp(page ?? 1, 1, MostPages), http.RequestAborted);
        return Page.Show<InboxPage, InboxView>(view with { Signed = signed });
    }

    // Each is a command of its own: one that has moved on meanwhile keeps no other from being signed for.
    private static async Task<RedirectHttpResult> Sign(Form form, HttpContext http, Writer writer, MatterRules rules, IClock clock)
    {
        var signed = 0;
        foreach (var typed in form.Ticked("matter").Take(InboxView.Size))
        {
            if (Id<Matter>.TryParse(typed, null, out var id))
            {
                var outcome = await writer.Run(
                    http.Caller().Envelope(MoveNames.Sign, clock.GetCurrentInstant(), MatterPermissions.Inbox),
                    change => new MakePlainMove(id, MoveNames.Sign, Words.None).In(change, http.Caller(), rules).Then<Done>(_ => Done.It),
                    http.RequestAborted);
                signed += outcome.Refusal is null ? 1 : 0;
            }
        }

        return TypedResults.LocalRedirect($"{Path}?unit={Uri.EscapeDataString(form.Value("unit"))}&signed={signed}");
    }
}
