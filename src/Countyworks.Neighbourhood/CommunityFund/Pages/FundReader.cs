using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>Reads what the pages of a fund show; whatever lies outside the caller's places is absent.</summary>
internal static class FundReader
{
    private const int MostWaiting = 50, MostExpenses = 1000;

    /// <summary>The funds within the caller's places.</summary>
    public static FundRows Rows(PageCall page, int number = 1)
    {
        var own = page.Db.Set<Fund>().OrderBy(f => f.PlacePath).AsEnumerable().Where(f => page.Caller.Has(FundPermissions.See, f.PlacePath)).ToList();
        var shown = Math.Clamp(number, 1, Math.Max(1, (own.Count + FundRows.Size - 1) / FundRows.Size));
        return new(
            [
                .. own.Skip((shown - 1) * FundRows.Size).Take(FundRows.Size)
                    .Select(f => new FundRow(f, page.Places.FullName(f.PlaceId), Collection.Read(page.Db, f.Id, page.Today).Rates, ClosedThrough(page.Db, f))),
            ],
            shown,
            own.Count);
    }

    /// <summary>What stands above the pages of a fund; null where the caller has not the permission.</summary>
    public static FundHead? Head(PageCall page, Id<Fund> id, Permission permission) => FundCall.Find(page.Db, page.Caller, permission, id).IsDone(out var fund, out _)
        ? new(fund, page.Places.FullName(fund.PlaceId), page.Today, page.Caller.Has(FundPermissions.Keep, fund.PlacePath), page.Caller.Has(FundPermissions.Found, fund.PlacePath))
        : null;

    /// <summary>A fund at a glance.</summary>
    public static FundView One(PageCall page, FundHead head)
    {
        var (db, fund, today) = (page.Db, head.Fund, page.Today);
        var open = db.Set<FundBill>().Where(b => b.FundId == fund.Id && b.LaidFen < b.Fen).Select(b => new { b.Id, b.DueOn, b.Fen, b.LaidFen }).AsEnumerable()
            .Select(b => new OpenBill(b.Id.ToString(), b.DueOn, Money.FromFen(b.Fen - b.LaidFen)));
        var waiting = db.Set<FundExpense>().Where(e => e.FundId == fund.Id && (e.Stage == ExpenseStage.Asked || e.Stage == ExpenseStage.Held || e.Stage == ExpenseStage.Invoiced))
            .OrderBy(e => e.AskedOn).ThenBy(e => e.Id).Take(MostWaiting).ToList();
        return new(
            head, Collection.Read(db, fund.Id, today), MonthBalances.Of(db, fund, today), FundCall.FreeCash(db, fund.FeesId), OpenBill.Arrears(open, today), Budget(db, fund, today.Year),
            FundCall.Contract(db, fund.Id, today), Money.FromFen(-FundCall.Balance(db, fund.FeesId, FundAccounts.Manager).NetFen), waiting, ClosedThrough(db, fund));
    }

    /// <summary>The budget of a year; purposes without a line and without an expense are left out, and what common income costs, which has none.</summary>
    public static IReadOnlyList<(Purpose Purpose, BudgetLine Line)> Budget(DistrictDb db, Fund fund, int year) =>
        [.. Enum.GetValues<Purpose>().Where(p => p != Purpose.IncomeCost).Select(p => (p, Budgets.Line(db, fund.Id, year, p))).Where(l => l.Item2 != default)];

    /// <summary>The bills behind a rate.</summary>
    public static BillsView Bills(PageCall page, FundHead head, BillsOf of, LocalDate through, int number)
    {
        var collection = Collection.Read(page.Db, head.Fund.Id, through);
        var rows = collection.Bills.Where(b => of switch
        {
            BillsOf.Current => !b.IsArrears,
            BillsOf.Arrears => b.IsArrears,
            BillsOf.Open => b.Collected < b.Owed,
            BillsOf.Waived => b.Waived > Money.Zero,
        }).ToList();
        var shown = rows.Skip((number - 1) * BillsView.Size).Take(BillsView.Size).ToList();
        var places = shown.ConvertAll(b => b.PlaceId);
        var names = UnitNames.Of(page.Db, places);
        var numbers = page.Db.Set<FundUnit>().Where(u => u.FundId == head.Fund.Id && places.Contains(u.PlaceId)).ToDictionary(u => u.PlaceId, u => u.Number);
        return new(head, collection, of, [.. shown.Select(b => (b, names.GetValueOrDefault(b.PlaceId, ""), numbers[b.PlaceId]))], number, rows.Count);
    }

    /// <summary>The unit somebody typed: its building and name, with or without spaces. Refuses <c>fund_unit_unknown</c> (unit).</summary>
    public static Outcome<FundUnit> Unit(DistrictDb db, Fund fund, string typed)
    {
        var wanted = typed.Replace(" ", "", StringComparison.Ordinal);
        var found = (
            from unit in db.Set<Place>()
            join building in db.Set<Place>() on unit.ParentId equals building.Id
            join own in db.Set<FundUnit>() on unit.Id equals own.PlaceId
            where own.FundId == fund.Id && building.Name + unit.Name == wanted
            select own).Take(2).ToList();
        return found is [var only] ? only : new Refusal("fund_unit_unknown", "unit");
    }

    /// <summary>A receipt; null where there is none of this fund.</summary>
    public static ReceiptView? Receipt(PageCall page, FundHead head, Id<FundPayment> id)
    {
        if (page.Db.Set<FundPayment>().FirstOrDefault(p => p.Id == id && p.FundId == head.Fund.Id) is not { } payment)
        {
            return null;
        }

        var shares = from share in page.Db.Set<BillShare>() join bill in page.Db.Set<FundBill>() on share.BillId equals bill.Id where share.PaymentId == id orderby bill.Since select new { bill.Since, bill.Months, share.Fen };
        return new(head, payment, UnitNames.Of(page.Db, [payment.PlaceId]).GetValueOrDefault(payment.PlaceId, ""), [.. shares.AsEnumerable().Select(s => (s.Since, s.Months, Money.FromFen(s.Fen)))])
        {
            MovedFrom = payment.MovedFromId is { } from ? page.Db.Set<FundPayment>().First(p => p.Id == from) : null,
            MovedTo = Moved(page.Db, [payment]).GetValueOrDefault(payment.Id),
        };
    }

    /// <summary>What payments became that were moved to another home, by what they were.</summary>
    public static IReadOnlyDictionary<Id<FundPayment>, FundPayment> Moved(DistrictDb db, IReadOnlyCollection<FundPayment> payments)
    {
        var back = payments.Where(p => p.ReturnedOn is not null).Select(p => (Id<FundPayment>?)p.Id).ToList();
        return back.Count == 0 ? new Dictionary<Id<FundPayment>, FundPayment>() : db.Set<FundPayment>().Where(p => back.Contains(p.MovedFromId)).ToDictionary(p => p.MovedFromId!.Value);
    }

    /// <summary>A bill with its home; null where there is none of this fund.</summary>
    public static (FundBill Bill, HomeRow Home)? Bill(PageCall page, FundHead head, Id<FundBill> id) =>
        page.Db.Set<FundBill>().FirstOrDefault(b => b.Id == id && b.FundId == head.Fund.Id) is { } bill
            ? (bill, HomeReader.Rows(page.Db, head.Fund, [page.Db.Set<FundUnit>().First(u => u.FundId == bill.FundId && u.PlaceId == bill.PlaceId)])[0])
            : null;

    /// <summary>The expenses of a year.</summary>
    public static ExpensesView Expenses(PageCall page, FundHead head, int year) =>
        new(head, year, [.. page.Db.Set<FundExpense>().Where(e => e.FundId == head.Fund.Id && e.Year == year).OrderByDescending(e => e.AskedOn).ThenByDescending(e => e.Id).Take(MostExpenses)]);

    /// <summary>An expense; null where there is none of this fund.</summary>
    public static ExpenseView? Expense(PageCall page, FundHead head, Id<FundExpense> id, Form form)
    {
        var db = page.Db;
        if (db.Set<FundExpense>().FirstOrDefault(e => e.Id == id && e.FundId == head.Fund.Id) is not { } expense)
        {
            return null;
        }

        var voices = db.Set<ExpenseVoice>().Where(v => v.ExpenseId == id).OrderBy(v => v.At).ThenBy(v => v.PersonId).ToList();
        var members = Committee.Of(db, head.Fund, page.Today);
        var papers = FundPaper.Opened(db, head.Fund.Id, [expense.QuoteHash, expense.InvoiceHash], withHomes: true);
        return new(
            head, expense, form, [.. voices.Select(v => (page.Posts.NameOf(v.PersonId), v.IsYes))], members.Count,
            expense.AuthorityId is { } authority ? db.Set<StoredAuthority>().First(a => a.Id == authority).Reference : null,
            expense is { Stage: ExpenseStage.Asked, NeedsOwners: false } && page.Caller.Person is { } person && members.Contains(person.Id) && !voices.Exists(v => v.PersonId == person.Id))
        {
            Papers = papers,
        };
    }

    private static LocalDate? ClosedThrough(DistrictDb db, Fund fund) => db.Set<FundMonth>().Where(m => m.FundId == fund.Id).OrderByDescending(m => m.Through).Select(m => (LocalDate?)m.Through).FirstOrDefault();
}
