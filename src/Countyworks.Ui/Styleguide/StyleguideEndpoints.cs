using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Ui.Styleguide;

/// <summary>
/// <c>GET /styleguide</c>: every component in its states, the living documentation that accessibility tests visit. Its form can be
/// sent, which files nothing and shows it again; its place field finds the examples at <c>GET /styleguide/places</c>.
/// </summary>
public static class StyleguideEndpoints
{
    private static readonly string[] Places = ["place_east", "place_fu_north", "place_fu_south"];

    /// <summary>Maps the page.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var guide = endpoints.MapGroup("/styleguide").ExcludeFromDescription();
        guide.MapGet("", (Texts texts) => Page.Show<StyleguidePage, StyleguideView>(StyleguideView.Example(texts)));
        guide.MapPost("", (Form form, Texts texts) => Page.Show<StyleguidePage, StyleguideView>(
            StyleguideView.Posted(form, texts),
            form.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest));
        guide.MapGet("/places", (Texts texts, string? q) => TypedResults.Ok(Places
            .Select(key => new { Id = key, Name = texts["styleguide." + key], FullName = texts["styleguide.street"] })
            .Where(place => place.Name.Contains(q ?? "", StringComparison.OrdinalIgnoreCase))));
    }
}
