using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>The homes of a fund: what each owes and paid, what it is used as, from when it is charged.</summary>
public static class HomeEndpoints
{
    private const string Area = "fund_home";
    private const int LastPage = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var seeing = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.See).ExcludeFromDescription();
        seeing.MapGet("/{id}/homes", List);
        seeing.MapGet("/{id}/homes/{number:int}", (PageCall page, Id<Fund> id, int number, string? all) => FundReader.Head(page, id, FundPermissions.See) is { } head ? Show(page, head, number, isAll: all is not null) : Results.NotFound());
        routes.MapPost(FundEndpoints.Path + "/{id}/homes/{number:int}", Set).Needs(FundPermissions.Keep).ExcludeFromDescription();
    }

    /// <summary>The page of a home.</summary>
    internal static string PathOf(Id<Fund> fund, int number) => FundEndpoints.PathOf(fund, string.Create(CultureInfo.InvariantCulture, $"homes/{number}"));

    private static IResult List(PageCall call, Id<Fund> id, string? q, int page = 1)
    {
        var query = TypedText.Line(q);
        return FundReader.Head(call, id, FundPermissions.See) is { } head
            ? Page.Show<HomesPage, HomesView>(HomeReader.Page(call, head, query[..Math.Min(query.Length, HomesView.QueryLimit)], Math.Clamp(page, 1, LastPage)))
            : Results.NotFound();
    }

    private static async Task<IResult> Set(PageCall page, Form form, Id<Fund> id, int number)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var (use, from, caller) = (form.For(Area).Choice<UnitUse>("use"), form.DateOrNull("chargedFrom"), page.Caller);
        return await page.Try("set_unit", FundPermissions.Keep, form, change => new SetUnit(id, number, use, from).In(change, caller)) is not null
            ? Results.LocalRedirect(PathOf(id, number))
            : Show(page, head, number, form);
    }

    private static IResult Show(PageCall page, FundHead head, int number, Form? form = null, bool isAll = false) =>
        HomeReader.One(page, head, number, Area, form) is { } view ? Page.Show<HomePage, HomeView>(view with { IsAll = isAll }, Problems.StatusOf(view.Form)) : Results.NotFound();
}
