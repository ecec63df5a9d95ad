using Countyworks.Core.Books;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>A home in the list.</summary>
/// <param name="Unit">The home.</param>
/// <param name="Name">"3栋 101".</param>
/// <param name="Owed">What it owes.</param>
/// <param name="Ahead">What it paid ahead.</param>
public sealed record HomeRow(FundUnit Unit, string Name, Money Owed, Money Ahead);

/// <summary>The homes of a fund.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Rows">A page of them, by number.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Total">How many there are.</param>
public sealed record HomesView(FundHead Head, IReadOnlyList<HomeRow> Rows, int Number, int Total)
{
    /// <summary>Homes on a page.</summary>
    public const int Size = 100;
}

/// <summary>A home with its bills and payments.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Form">What it is used as.</param>
/// <param name="Home">The home.</param>
/// <param name="Area">Its area; nothing where it has no title.</param>
/// <param name="Bills">The newest first.</param>
/// <param name="Payments">The newest first.</param>
/// <param name="Moved">What those became that were moved to another home.</param>
public sealed record HomeView(
    FundHead Head, Form Form, HomeRow Home, Area Area, IReadOnlyList<FundBill> Bills, IReadOnlyList<FundPayment> Payments, IReadOnlyDictionary<Id<FundPayment>, FundPayment> Moved);

/// <summary>Reads homes.</summary>
internal static class HomeReader
{
    private const int MostBills = 120, MostPayments = 120;

    /// <summary>A page of them.</summary>
    public static HomesView Page(PageCall page, FundHead head, int number)
    {
        var (db, fund) = (page.Db, head.Fund);
        var all = db.Set<FundUnit>().Where(u => u.FundId == fund.Id);
        return new(head, Rows(db, fund, [.. all.OrderBy(u => u.Number).Skip((number - 1) * HomesView.Size).Take(HomesView.Size)]), number, all.Count());
    }

    /// <summary>A home; null where the fund has none of that number. A form that is null is filled in with what holds.</summary>
    public static HomeView? One(PageCall page, FundHead head, int number, string area, Form? form = null)
    {
        var (db, fund) = (page.Db, head.Fund);
        if (db.Set<FundUnit>().FirstOrDefault(u => u.FundId == fund.Id && u.Number == number) is not { } unit)
        {
            return null;
        }

        var bills = db.Set<FundBill>().Where(b => b.FundId == fund.Id && b.PlaceId == unit.PlaceId).OrderByDescending(b => b.Since).Take(MostBills).ToList();
        var payments = db.Set<FundPayment>().Where(p => p.FundId == fund.Id && p.PlaceId == unit.PlaceId).OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).Take(MostPayments).ToList();
        var hundredths = db.Set<UnitTitle>().Where(t => t.PlaceId == unit.PlaceId).Select(t => t.Area).FirstOrDefault();
        return new(head, form ?? Form.New(area).With<UnitUse>("use", unit.Use).With("chargedFrom", unit.ChargedFrom), Rows(db, fund, [unit])[0], Area.FromHundredths(hundredths), bills, payments, FundReader.Moved(db, payments));
    }

    /// <summary>Homes with what they owe and paid ahead.</summary>
    public static List<HomeRow> Rows(DistrictDb db, Fund fund, List<FundUnit> units)
    {
        var codes = units.SelectMany(u => new[] { FundAccounts.Receivable(u.Number), FundAccounts.Prepaid(u.Number) }).ToList();
        var nets = db.Set<StoredAccount>().Where(a => a.LedgerId == fund.FeesId && codes.Contains(a.Code)).ToDictionary(a => a.Code, a => a.DebitPosted - a.CreditPosted);
        var names = UnitNames.Of(db, units.ConvertAll(u => u.PlaceId));
        return units.ConvertAll(u => new HomeRow(
            u, names.GetValueOrDefault(u.PlaceId, ""), Money.FromFen(nets.GetValueOrDefault(FundAccounts.Receivable(u.Number))), Money.FromFen(-nets.GetValueOrDefault(FundAccounts.Prepaid(u.Number)))));
    }
}
