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
/// <param name="Query">What was looked for; "" for all.</param>
/// <param name="Rows">A page of those found, by number.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Total">How many were found.</param>
public sealed record HomesView(FundHead Head, string Query, IReadOnlyList<HomeRow> Rows, int Number, int Total)
{
    /// <summary>Homes on a page.</summary>
    public const int Size = 50;

    /// <summary>The most letters of a query.</summary>
    public const int QueryLimit = 40;

    /// <summary>Its address.</summary>
    public string Path => FundEndpoints.PathOf(Head.Fund.Id, "homes");
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
    FundHead Head, Form Form, HomeRow Home, Area Area, IReadOnlyList<FundBill> Bills, IReadOnlyList<FundPayment> Payments, IReadOnlyDictionary<Id<FundPayment>, FundPayment> Moved)
{
    /// <summary>Whether every bill and payment is shown.</summary>
    public bool IsAll { get; init; }
}

/// <summary>Reads homes.</summary>
internal static class HomeReader
{
    private const int MostBills = 120, MostPayments = 120;

    /// <summary>A page of those whose name is looked for as people say it: "3栋 502", "3-502", "502".</summary>
    public static HomesView Page(PageCall page, FundHead head, string query, int number)
    {
        var (db, fund) = (page.Db, head.Fund);
        var all = db.Set<FundUnit>().Where(u => u.FundId == fund.Id).OrderBy(u => u.Number).ToList();
        if (query.Length > 0)
        {
            var names = UnitNames.Of(db, all.ConvertAll(u => u.PlaceId));
            all = all.FindAll(u => names.TryGetValue(u.PlaceId, out var name) && IsMeant(name, query));
        }

        return new(head, query, Rows(db, fund, [.. all.Skip((number - 1) * HomesView.Size).Take(HomesView.Size)]), number, all.Count);
    }

    /// <summary>Whether a home is meant: each part that was typed begins a part of its name, or all of it stands in the name.</summary>
    internal static bool IsMeant(string name, string query)
    {
        var parts = name.Split(' ');
        return query.Split([' ', '-', '－', '#', '/', '　'], StringSplitOptions.RemoveEmptyEntries).All(typed => parts.Any(part => part.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
            || string.Concat(parts).Contains(query.Replace(" ", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
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
