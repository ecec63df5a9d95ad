using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Pages;
using Countyworks.Neighbourhood.VillageCompany.Pages;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Api;

/// <summary>A village company; capital in fen.</summary>
public sealed record CompanyItem(Id<Company> Id, string Name, string CreditCode, string Collective, Id<Core.Places.Place> PlaceId, LocalDate FoundedOn, long CollectiveFen, long CapitalFen)
{
    /// <summary>Of a row.</summary>
    public static CompanyItem Of(CompanyRow row)
    {
        var c = row.Company;
        return new(c.Id, c.Name, c.CreditCode, c.Collective, c.PlaceId, c.FoundedOn, (long)row.OfCollective.Part, row.OfCollective.Whole);
    }
}

/// <summary>An asset with the money of a month, in fen; the first month of operation is null while it is not over.</summary>
public sealed record AssetItem(Id<Asset> Id, string Code, string Name, AssetKind Kind, LocalDate InServiceOn, long RevenueFen, long CostFen, long? FirstMonthFen)
{
    /// <summary>Of a row.</summary>
    public static AssetItem Of(AssetRow row) =>
        new(row.Asset.Id, row.Asset.Code, row.Asset.Name, row.Asset.Kind, row.Asset.InServiceOn, row.Month.Revenue.Fen, row.Month.Cost.Fen, row.FirstMonth?.Fen);
}

/// <summary>A contract; sums in fen.</summary>
public sealed record ContractItem(string Subject, string Counterparty, long AmountFen, long SpentFen, LocalDate SignedOn, bool IsRelated, string? Decision)
{
    /// <summary>Of a row.</summary>
    public static ContractItem Of(ContractRow row) => new(row.Contract.Subject, row.Contract.Counterparty, row.Contract.AmountFen, row.Spent.Fen, row.Contract.SignedOn, row.IsRelated, row.Decision);
}

/// <summary>A day of an asset, in fen.</summary>
public sealed record DayItem(LocalDate Day, long RevenueFen, long CostFen);

/// <summary>A line of a bill, in fen; the document as SHA-256, hexadecimal.</summary>
public sealed record CompanyBillLineItem(long Seq, LocalDate Day, string Memo, long RevenueFen, long CostFen, long BankFen, string? Authority, string? Document);

/// <summary>The bill of a month, in fen.</summary>
public sealed record CompanyBillItem(string Month, string Ledger, long OpeningFen, long ClosingFen, IReadOnlyList<AssetItem> Assets, IReadOnlyList<CompanyBillLineItem> Lines, IReadOnlyList<ContractItem> Contracts);

/// <summary>A member on the register; shares in thousandths.</summary>
public sealed record MemberItem(string Number, string Household, string Name, long MilliShares);

/// <summary>The register of a day; its root hexadecimal, over the lines "number thousandths".</summary>
public sealed record RegisterItem(LocalDate Day, bool IsFrozen, long MilliShares, string Root, IReadOnlyList<MemberItem> Members);

/// <summary>A year's dividend, in fen.</summary>
public sealed record VillageDividendItem(int Year, LocalDate RecordDay, long NetFen, long UndistributedFen, long ReserveFen, long PaidFen, long PerShareFen, long CarryFen);

/// <summary>Village companies over the API.</summary>
public static class CompanyApi
{
    /// <summary>Maps it below <c>/api/v1/village-companies</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var companies = routes.MapGroup("/api/v1/village-companies").WithTags("village companies");
        companies.MapGet("", List).Open().Answers<IReadOnlyList<CompanyItem>>("listVillageCompanies", "Village companies, with the collective's part of their capital");
        companies.MapGet("/{id}/assets", Assets).Open().Answers<IReadOnlyList<AssetItem>>("listVillageAssets", "A company's assets with revenue and cost of a month");
        companies.MapGet("/{id}/bill", Bill).Open().Answers<CompanyBillItem>("getVillageBill", "The bill of a month, line by line");
        companies.MapGet("/{id}/dividends", Dividends).Open().Answers<IReadOnlyList<VillageDividendItem>>("listVillageDividends", "What a collective distributed, by year");
        companies.MapGet("/{id}/register", Register).Needs(CompanyPermissions.See).Answers<RegisterItem>("getVillageRegister", "The register of members and shares on a day");
        routes.MapGet("/api/v1/village-assets/{asset}/days", Days).Open().WithTags("village companies").Answers<IReadOnlyList<DayItem>>("listVillageAssetDays", "Revenue and cost of an asset on each day of a month");
    }

    private static IResult List(ApiCall call)
    {
        var today = CountyTime.LocalDay(call.Now);
        return call.Answer<IReadOnlyList<CompanyItem>>(
        [
            .. CompanyReader.All(call.Db, _ => "", today)
                .Select(row => CompanyItem.Of(row)),
        ]);
    }

    private static IResult Assets(ApiCall call, Id<Company> id, string? month) => Find(call, id) is { } company
        ? call.Answer<IReadOnlyList<AssetItem>>([.. CompanyReader.Assets(call.Db, company, Month(call, month), CountyTime.LocalDay(call.Now)).Select(AssetItem.Of)])
        : call.Problem(Refusal.NotFound("company"));

    private static IResult Bill(PageCall page, Texts texts, Id<Company> id, string? month)
    {
        var call = new ApiCall(page.Http, page.Writer, page.Db, page.Clock, texts);
        if (Find(call, id) is not { } company)
        {
            return call.Problem(Refusal.NotFound("company"));
        }

        var bill = CompanyReader.Bill(page, company, Month(call, month), "");
        return call.Answer(new CompanyBillItem(
            CompanyMonth.Text(bill.Month), bill.Ledger, bill.Opening.Fen, bill.Closing.Fen, [.. bill.Assets.Select(AssetItem.Of)],
            [.. bill.Lines.Select(l => new CompanyBillLineItem(l.Seq, l.On, l.Memo, l.Revenue.Fen, l.Cost.Fen, l.Bank.Fen, l.Authority, l.Evidence))], [.. bill.Contracts.Select(ContractItem.Of)]));
    }

    private static IResult Dividends(ApiCall call, Id<Company> id) => call.Answer<IReadOnlyList<VillageDividendItem>>(
    [
        .. call.Db.Set<Dividend>().Where(d => d.CompanyId == id).OrderByDescending(d => d.Year).AsEnumerable()
            .Select(d => new VillageDividendItem(d.Year, d.RecordDay, d.NetFen, d.UndistributedFen, d.ReserveFen, d.PaidFen, d.PerShareFen, d.CarryFen)),
    ]);

    private static IResult Register(ApiCall call, Id<Company> id, string? on)
    {
        if (!CompanyBooks.Find(call.Db, call.Caller, id, CompanyPermissions.See).IsDone(out _, out var refusal))
        {
            return call.Problem(refusal);
        }

        if (on is not null && RosterEndpoints.DayOf(on) is null)
        {
            return call.Problem(new Refusal("not_a_date", "on"));
        }

        var register = FreezeRegister.Read(call.Db, id, RosterEndpoints.DayOf(on) ?? CountyTime.LocalDay(call.Now));
        var members = call.Db.Set<Member>().Where(m => m.CompanyId == id).ToDictionary(m => m.Number);
        return call.Answer(new RegisterItem(
            register.Day, call.Db.Set<RegisterFreeze>().Any(f => f.CompanyId == id && f.Day == register.Day), register.MilliShares, register.Root.ToHex(),
            [.. register.Lines.Select(line => new MemberItem(line.Member, members[line.Member].Household, members[line.Member].Name, line.MilliShares))]));
    }

    private static IResult Days(ApiCall call, Id<Asset> asset, string? month)
    {
        if (call.Db.Set<Asset>().FirstOrDefault(a => a.Id == asset) is not { } known || Find(call, known.CompanyId) is not { } company)
        {
            return call.Problem(Refusal.NotFound("asset"));
        }

        var shown = Month(call, month);
        var (first, last) = (CompanyMonth.First(shown), CompanyMonth.Last(shown));
        return call.Answer<IReadOnlyList<DayItem>>(
            [.. DailyResult.Of(CompanyBooks.Booked(call.Db, company.LedgerId, first, last)[known.Code], first, last).Days.Select(d => new DayItem(d.Day, d.Revenue.Fen, d.Cost.Fen))]);
    }

    private static YearMonth Month(ApiCall call, string? month) => CompanyMonth.Of(month, CountyTime.LocalDay(call.Now));

    private static Company? Find(ApiCall call, Id<Company> id) => call.Db.Set<Company>().FirstOrDefault(c => c.Id == id);
}
