using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Asks to spend the owners' money, with a quote. Within the budget and the limit the committee decides; else the owners vote.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Purpose">What for.</param>
/// <param name="What">In words; published.</param>
/// <param name="Vendor">Who would be paid; a firm, published.</param>
/// <param name="Quote">How much.</param>
/// <param name="Paper">SHA-256 of the quote.</param>
/// <param name="CostOf">The common income it is a cost of; null where the fees, or the maintenance fund, pay it.</param>
/// <param name="OfMaintenance">Whether the maintenance fund pays it.</param>
public sealed record AskExpense(Id<Fund> Fund, Purpose Purpose, string What, string Vendor, Money Quote, Digest Paper, IncomeKind? CostOf = null, bool OfMaintenance = false)
{
    /// <summary>The most characters of what it is, and of the vendor.</summary>
    public const int WhatLimit = 200, VendorLimit = 100;

    /// <summary>
    /// Asks. Refuses, in this order: <c>not_found</c> (fund), <c>missing</c> and <c>too_long</c> (what, vendor), <c>payment_not_positive</c> (quote), <c>income_cost_without_kind</c> (the purpose "cost of
    /// common income" and the income go together), <c>maintenance_other_purpose</c> (purpose: the maintenance fund does not pay it).
    /// </summary>
    public Outcome<FundExpense> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then<FundExpense>(fund =>
    {
        var why = string.IsNullOrWhiteSpace(What) ? Refusal.Missing("what")
            : What.Length > WhatLimit ? Refusal.TooLong("what", WhatLimit)
            : string.IsNullOrWhiteSpace(Vendor) ? Refusal.Missing("vendor")
            : Vendor.Length > VendorLimit ? Refusal.TooLong("vendor", VendorLimit)
            : FundCall.NotPositive("quote", Quote) is { } nothing ? nothing
            : CostOf is null == (Purpose == Purpose.IncomeCost) ? new Refusal("income_cost_without_kind", "costOf")
            : OfMaintenance && !Consent.IsMaintenance(Purpose) ? new Refusal("maintenance_other_purpose", "purpose")
            : null;
        if (why is not null)
        {
            return why;
        }

        var today = CountyTime.LocalDay(change.Now);
        var expense = new FundExpense
        {
            Id = change.NewId<FundExpense>(), Number = string.Create(CultureInfo.InvariantCulture, $"支-{today.Year}-{change.NextNumber($"fund expense {today.Year}"):D6}"),   // a code, not a text
            FundId = Fund, Year = today.Year, Purpose = Purpose, CostOf = CostOf, OfMaintenance = OfMaintenance, What = What.Trim(), Vendor = Vendor.Trim(), QuoteFen = Quote.Fen, QuoteHash = Paper.ToArray(), AskedOn = today,
            NeedsOwners = OfMaintenance || Consent.NeedsOwners(Quote, Money.FromFen(fund.CommitteeLimitFen), Budgets.Line(change.Db, Fund, today.Year, Purpose).Available, CostOf is not null),
            Stage = ExpenseStage.Asked,
        };
        change.Add(expense);
        change.Record(new ExpenseAsked(expense.Number, Purpose, Quote.Fen, expense.NeedsOwners), expense.Id.Value);
        return expense;
    });
}

/// <summary>Who decides an expense. Source: R-022 for the committee; the owners' own rules for the limit.</summary>
public static class Consent
{
    /// <summary>The item of art. 278 (1) under which owners decide on using the maintenance fund, however little. Source: R-031.</summary>
    public const int MaintenanceItem = 5;

    /// <summary>Whether the maintenance fund pays such a thing: repair and renewal of common parts.</summary>
    public static bool IsMaintenance(Purpose purpose) => purpose is Purpose.Lifts or Purpose.Repairs or Purpose.FireSafety;

    /// <summary>Whether the owners decide: above the committee's limit, or beyond what is left of the budget. What common income costs has no budget line: the limit alone decides.</summary>
    public static bool NeedsOwners(Money quote, Money limit, Money available, bool isCostOfIncome) => quote > limit || (!isCostOfIncome && quote > available);

    /// <summary>Counts what the members of a committee said; null while neither is certain.</summary>
    /// <param name="members">How many there are.</param>
    /// <param name="yes">In favour.</param>
    /// <param name="no">Against.</param>
    public static bool? Decided(int members, int yes, int no)
    {
        Tally Of(int inFavour, int against)
        {
            var heads = Enumerable.Range(0, members).Select(i => i.ToString("D5", CultureInfo.InvariantCulture)).ToList();
            List<Voice> voices = [.. Enumerable.Repeat(Voice.Yes, inFavour), .. Enumerable.Repeat(Voice.No, against), .. Enumerable.Repeat(Voice.None, members - inFavour - against)];
            return Tally.Of(Roll.Of([.. heads.Select(h => new RollUnit(h, Area.FromHundredths(1), [h]))]).Value, voices, VoteRule.Committee);
        }

        return Of(yes, no).IsPassed ? true : !Of(members - no, no).IsPassed ? false : null;
    }
}

/// <summary>Budget lines against what became of them.</summary>
public static class Budgets
{
    /// <summary>A line of a year, without what the maintenance fund pays: held is what is decided and not invoiced, actual what was invoiced.</summary>
    public static BudgetLine Line(DistrictDb db, Id<Fund> fund, int year, Purpose purpose)
    {
        var planned = db.Set<FundBudget>().Where(b => b.FundId == fund && b.Year == year && b.Purpose == purpose).Sum(b => (long?)b.Fen) ?? 0;
        var own = db.Set<FundExpense>().Where(e => e.FundId == fund && e.Year == year && e.Purpose == purpose && !e.OfMaintenance).Select(e => new { e.Stage, e.QuoteFen, e.InvoiceFen }).ToList();
        return new(Money.FromFen(planned), Money.FromFen(own.Where(e => e.Stage == ExpenseStage.Held).Sum(e => e.QuoteFen)), Money.FromFen(own.Sum(e => e.InvoiceFen ?? 0)));
    }
}

/// <summary>A member of the committee says yes or no to an expense; with enough of them its money is held, or it is refused.</summary>
/// <param name="Expense">Which.</param>
/// <param name="IsYes">Whether in favour.</param>
public sealed record SayToExpense(Id<FundExpense> Expense, bool IsYes)
{
    /// <summary>
    /// Says it. Refuses, in this order: <c>not_found</c> (expense, of a neighbourhood whose committee the caller is in), <c>expense_not_asked</c> (decided already), <c>expense_needs_owners</c>,
    /// <c>expense_said</c> (by this member already), and where it decides what <see cref="Holding.Hold"/> refuses.
    /// </summary>
    public Outcome<FundExpense> In(Change change, Caller caller)
    {
        var db = change.Db;
        if (db.Set<FundExpense>().FirstOrDefault(e => e.Id == Expense) is not { } expense || !FundCall.Find(db, caller, FundPermissions.Approve, expense.FundId).IsDone(out var fund, out _)
            || caller.Person is not { } member || !Committee.Of(db, fund, CountyTime.LocalDay(change.Now)).Contains(member.Id))
        {
            return Refusal.NotFound("expense");
        }

        var why = expense.Stage != ExpenseStage.Asked ? "expense_not_asked"
            : expense.NeedsOwners ? "expense_needs_owners"
            : db.Set<ExpenseVoice>().Any(v => v.ExpenseId == Expense && v.PersonId == member.Id) ? "expense_said"
            : null;
        if (why is not null)
        {
            return new Refusal(why) { Kind = RefusalKind.Conflict };
        }

        change.Add(new ExpenseVoice { ExpenseId = Expense, PersonId = member.Id, IsYes = IsYes, At = change.Now });
        change.Record(new ExpenseVoiced(IsYes), Expense.Value);
        return Decide(change, fund, expense);
    }

    private static Outcome<FundExpense> Decide(Change change, Fund fund, FundExpense expense)
    {
        var members = Committee.Of(change.Db, fund, CountyTime.LocalDay(change.Now));
        var voices = change.Db.Set<ExpenseVoice>().Where(v => v.ExpenseId == expense.Id).AsEnumerable().Where(v => members.Contains(v.PersonId)).ToList();
        switch (Consent.Decided(members.Count, voices.Count(v => v.IsYes), voices.Count(v => !v.IsYes)))
        {
            case null:
                return expense;
            case false:
                expense.Stage = ExpenseStage.Refused;
                change.Put(expense);
                change.Record(new ExpenseDecided(false, expense.Number), expense.Id.Value);
                return expense;
            case true:
                // What was asked, by what quote, and who said what: that is the document of the approval.
                var words = string.Create(CultureInfo.InvariantCulture, $"{expense.Number} {expense.What} {expense.Vendor} {expense.QuoteFen} {Convert.ToHexStringLower(expense.QuoteHash)} {voices.Count(v => v.IsYes)}/{members.Count}");
                return new GiveAuthority(expense.LedgerOf(fund), AuthorityKind.Approval, expense.Number, Digest.Of(SHA256.HashData(Encoding.UTF8.GetBytes(words))), Money.FromFen(expense.QuoteFen)).In(change)
                    .Then(authority => Holding.Hold(change, fund, expense, authority));
        }
    }
}

/// <summary>Grants an expense by a vote of the owners; its money is held.</summary>
/// <param name="Expense">Which.</param>
/// <param name="By">The vote; it carries one expense.</param>
public sealed record GrantExpense(Id<FundExpense> Expense, Decision By)
{
    /// <summary>
    /// Grants it. Refuses, in this order: <c>not_found</c> (expense, of the caller's), <c>expense_not_asked</c>, <c>expense_needs_no_owners</c>, <c>decision_used</c> (money is held or was spent by the vote),
    /// what <see cref="Decision"/> refuses of what is no vote, of another matter or above what was voted, and what <see cref="Holding.Hold"/> refuses.
    /// </summary>
    public Outcome<FundExpense> In(Change change, Caller caller)
    {
        var db = change.Db;
        if (db.Set<FundExpense>().FirstOrDefault(e => e.Id == Expense) is not { } expense || !FundCall.Find(db, caller, FundPermissions.Keep, expense.FundId).IsDone(out var fund, out _))
        {
            return Refusal.NotFound("expense");
        }

        var ledger = expense.LedgerOf(fund);
        var used = from other in db.Set<FundExpense>() join authority in db.Set<StoredAuthority>() on other.AuthorityId equals authority.Id where other.FundId == fund.Id && authority.Reference == By.Reference select other.Id;
        var held = db.Set<StoredAuthority>().Where(a => a.LedgerId == ledger && a.Kind == AuthorityKind.Vote && a.Reference == By.Reference && (a.HeldFen > 0 || a.SpentFen > 0));
        var why = expense.Stage != ExpenseStage.Asked ? new Refusal("expense_not_asked")
            : !expense.NeedsOwners ? new Refusal("expense_needs_no_owners")
            : used.Any() || held.Any() ? new Refusal("decision_used", "decision")
            : null;
        return why is not null ? why with { Kind = RefusalKind.Conflict }
            : By.GivenTo(change, fund, expense).Then(authority => Holding.Hold(change, fund, expense, authority));
    }
}

/// <summary>Holds the money of an expense, so that nobody spends it twice.</summary>
internal static class Holding
{
    /// <summary>How long money is held for an invoice to come.</summary>
    public static readonly Duration Longest = Duration.FromDays(180);

    /// <summary>
    /// Holds it. Refuses <c>fund_cash_short</c> (free: bills that nobody has paid yet cannot be spent), and what an entry refuses (<c>member_money_short</c>).
    /// </summary>
    public static Outcome<FundExpense> Hold(Change change, Fund fund, FundExpense expense, StoredAuthority authority)
    {
        var (ledger, debit) = Money(fund, expense);
        FundCall.Account(change, ledger, FundAccounts.Payable(expense.Purpose), isMemberMoney: false);
        var free = FundCall.FreeCash(change.Db, ledger);
        if (Kernel.Money.FromFen(expense.QuoteFen) > free)
        {
            return new Refusal("fund_cash_short", "quote") { Kind = RefusalKind.Conflict }.With("free", free);
        }

        var order = EntryOrder.Hold(
            $"hold {expense.Number}", CountyTime.LocalDay(change.Now), change.Now + Longest, Leg.Debit(debit, expense.QuoteFen), Leg.Credit(FundAccounts.Payable(expense.Purpose), expense.QuoteFen));
        return FundCall.Enter(change, ledger, order with { Authority = authority.Id, Evidence = Digest.Of(expense.QuoteHash), Memo = expense.Number }).Then<FundExpense>(entry =>
        {
            (expense.Stage, expense.AuthorityId, expense.HoldSeq) = (ExpenseStage.Held, authority.Id, entry.Seq);
            change.Put(expense);
            change.Record(new ExpenseDecided(true, authority.Reference), expense.Id.Value);
            return expense;
        });
    }

    /// <summary>The ledger an expense is paid from, and the members' money in it.</summary>
    public static (Id<Ledger> Ledger, string Debit) Money(Fund fund, FundExpense expense) =>
        (expense.LedgerOf(fund), expense.OfMaintenance ? FundAccounts.Maintenance : expense.CostOf is { } kind ? FundAccounts.Income(kind) : FundAccounts.Fees);
}
