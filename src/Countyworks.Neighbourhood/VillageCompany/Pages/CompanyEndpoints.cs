using System.Globalization;
using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Tables;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.VillageCompany.Pages;

/// <summary><c>/village</c>: village companies as everybody may see them: whose they are, what each asset brings and costs day by day, the monthly bill, dividends.</summary>
public static class CompanyEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/village";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Open().ExcludeFromDescription();
        pages.MapGet("", List);
        pages.MapGet("/{id}", One);
        pages.MapGet("/{id}/bill", Bill);
        pages.MapGet("/{id}/bill.csv", Csv);
        pages.MapGet("/assets/{asset}", OneAsset);
        pages.MapGet("/{id}/dividends/{year}", OneDividend);
        DeedEndpoints.Map(routes, routes.ServiceProvider.GetRequiredService<FileLimits>());
        RegisterEndpoints.Map(routes);
        SessionEndpoints.Map(routes, routes.ServiceProvider.GetRequiredService<FileLimits>());
    }

    /// <summary>A company's page, or one below it.</summary>
    public static string PathOf(Id<Company> company, string below = "") => $"{Path}/{company}{(below.Length == 0 ? "" : "/")}{below}";

    /// <summary>An asset's page, or one below it.</summary>
    public static string PathOf(Id<Asset> asset, string below = "") => $"{Path}/assets/{asset}{(below.Length == 0 ? "" : "/")}{below}";

    internal static Company? Find(PageCall page, Id<Company> id) => page.Db.Set<Company>().FirstOrDefault(c => c.Id == id);

    private static IResult List(PageCall page)
    {
        var places = page.Places;
        return Page.Show<CompaniesPage, CompaniesView>(new(CompanyReader.All(page.Db, places.FullName, page.Today), page.Caller.Has(CompanyPermissions.Keep)));
    }

    private static IResult One(PageCall page, Id<Company> id, string? done) =>
        Find(page, id) is { } company ? Page.Show<CompanyPage, CompanyView>(CompanyReader.One(page, company, done)) : Results.NotFound();

    private static IResult Bill(PageCall page, Id<Company> id, string? month) =>
        Find(page, id) is { } company ? Page.Show<BillPage, CompanyBill>(BillOf(page, company, month)) : Results.NotFound();

    private static CompanyBill BillOf(PageCall page, Company company, string? month)
    {
        var (shown, request) = (CompanyMonth.Of(month, page.Today), page.Http.Request);
        return CompanyReader.Bill(page, company, shown, $"{request.Scheme}://{request.Host}{PathOf(company.Id, "bill")}?month={CompanyMonth.Text(shown)}");
    }

    private static IResult Csv(PageCall page, Id<Company> id, string? month)
    {
        if (Find(page, id) is not { } company)
        {
            return Results.NotFound();
        }

        var bill = BillOf(page, company, month);
        var lines = bill.Lines.Select(IEnumerable<object?> (line) => [line.Seq, line.On, line.Memo, line.Revenue, line.Cost, line.Bank, line.Authority, line.Evidence]);
        return Results.File(CsvFile.Of(lines.Prepend(["seq", "day", "memo", "revenue", "cost", "bank", "authority", "document"])), CsvFile.ContentType, $"bill-{CompanyMonth.Text(bill.Month)}.csv");
    }

    private static IResult OneAsset(PageCall page, Id<Asset> asset, string? month)
    {
        if (page.Db.Set<Asset>().FirstOrDefault(a => a.Id == asset) is not { } known)
        {
            return Results.NotFound();
        }

        var (company, shown) = (Find(page, known.CompanyId)!, CompanyMonth.Of(month, page.Today));
        var (first, last) = (CompanyMonth.First(shown), CompanyMonth.Last(shown));
        var sessions = page.Db.Set<ChargingSession>().Where(s => s.AssetId == asset && s.Day >= first && s.Day <= last);
        var result = DailyResult.Of(CompanyBooks.Booked(page.Db, company.LedgerId, first, last)[known.Code], first, last);
        return Page.Show<AssetPage, AssetView>(new(
            company, known, shown, result, CompanyReader.FirstMonth(page.Db, company, known, page.Today), sessions.Count(), sessions.Sum(s => s.WattHours), page.Today,
            page.Caller.Has(CompanyPermissions.Keep, company.PlacePath)));
    }

    private static IResult OneDividend(PageCall page, Id<Company> id, string year)
    {
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var known) || Find(page, id) is not { } company || page.Db.Set<Dividend>().FirstOrDefault(d => d.CompanyId == id && d.Year == known) is not { } dividend)
        {
            return Results.NotFound();
        }

        var parts = page.Db.Set<DividendPart>().Where(p => p.CompanyId == id && p.Year == known);
        var shown = !page.Caller.Has(CompanyPermissions.See, company.PlacePath) ? [] : (
            from part in parts join member in page.Db.Set<Member>() on part.MemberId equals member.Id orderby member.Number select new { part, member })
            .AsEnumerable().Select(row => (new MemberRow(row.member, row.part.MilliShares), Money.FromFen(row.part.Fen))).ToList();
        return Page.Show<DividendPage, DividendView>(new(company, dividend, page.Db.Set<AssemblyDecision>().First(d => d.Id == dividend.DecisionId), parts.Count(), shown));
    }
}
