using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund.Api;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>The provider of payments of a fund.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Form">What is done.</param>
/// <param name="Provider">The provider; null before the first secret.</param>
/// <param name="Address">Where it calls.</param>
/// <param name="Made">The secret just made, shown this once; null otherwise.</param>
public sealed record ProviderView(FundHead Head, Form Form, PaymentProvider? Provider, string Address, string? Made);

/// <summary>The secret of a fund's payment provider is made and ended.</summary>
public static class ProviderEndpoints
{
    /// <summary>What a button of the page does.</summary>
    public const string Make = "make", End = "end";

    private const string Area = "fund_provider";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var founding = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Found).ExcludeFromDescription();
        founding.MapGet("/{id}/provider", (PageCall page, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.Found) is { } head ? Show(page, head, Form.New(Area)) : Results.NotFound());
        founding.MapPost("/{id}/provider", Do);
    }

    private static async Task<IResult> Do(PageCall page, Form form, Id<Fund> id)
    {
        if (FundReader.Head(page, id, FundPermissions.Found) is not { } head)
        {
            return Results.NotFound();
        }

        var caller = page.Caller;
        if (form.For(Area).Value("deed") == End)
        {
            await page.Try("end_provider_secret", FundPermissions.Found, form, change => new EndProviderSecret(id).In(change, caller));
            return form.Refusal is null ? Results.LocalRedirect(FundEndpoints.PathOf(id, "provider")) : Show(page, head, form);
        }

        // A form sent twice makes one secret; the second answer can't show it.
        var secret = PaymentProvider.NewSecret();
        var made = await page.Try("make_provider_secret", FundPermissions.Found, form, change => new MakeProviderSecret(id, secret).In(change, caller));
        return Show(page, head, form, made is { Value: var fingerprint } && fingerprint == PaymentProvider.FingerprintOf(secret) ? secret : null);
    }

    private static IResult Show(PageCall page, FundHead head, Form form, string? made = null)
    {
        var (fund, request) = (head.Fund.Id, page.Http.Request);
        return Page.Show<ProviderPage, ProviderView>(
            new(head, form, page.Db.Set<PaymentProvider>().FirstOrDefault(p => p.FundId == fund), $"{request.Scheme}://{request.Host}{NotifyApi.PathOf(fund)}", made), Problems.StatusOf(form));
    }
}
