using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Enters the invoice of an expense: so much of what was held is spent, the rest is free again.</summary>
/// <param name="Expense">Which.</param>
/// <param name="Sum">What the invoice says; at most what was held.</param>
/// <param name="Paper">SHA-256 of the invoice.</param>
public sealed record EnterInvoice(Id<FundExpense> Expense, Money Sum, Digest Paper)
{
    /// <summary>Enters it. Refuses, in this order: <c>not_found</c> (expense, of the caller's), <c>expense_not_held</c>, <c>payment_not_positive</c> (sum), and what an entry refuses (<c>post_above_hold</c>, <c>hold_expired</c>).</summary>
    public Outcome<FundExpense> In(Change change, Caller caller) => ExpenseCall.Find(change, caller, Expense, ExpenseStage.Held, "expense_not_held").Then(found =>
    {
        var (fund, expense) = found;
        if (FundCall.NotPositive("sum", Sum) is { } nothing)
        {
            return nothing;
        }

        var (ledger, debit) = Holding.Money(fund, expense);
        var today = CountyTime.LocalDay(change.Now);
        var order = EntryOrder.PostHold($"invoice {expense.Number}", today, expense.HoldSeq!.Value, Leg.Debit(debit, Sum.Fen), Leg.Credit(FundAccounts.Payable(expense.Purpose), Sum.Fen));
        return FundCall.Enter(change, ledger, order with { Evidence = Paper, Memo = expense.Number }).Then<FundExpense>(entry =>
        {
            (expense.Stage, expense.InvoiceFen, expense.InvoiceHash, expense.InvoiceSeq, expense.InvoicedOn) = (ExpenseStage.Invoiced, Sum.Fen, Paper.ToArray(), entry.Seq, today);
            change.Put(expense);
            change.Record(new ExpenseInvoiced(Sum.Fen, Paper.ToHex()), expense.Id.Value);
            return expense;
        });
    });
}

/// <summary>Pays the invoice of an expense out of the bank.</summary>
/// <param name="Expense">Which.</param>
/// <param name="Paper">SHA-256 of the bank's receipt.</param>
public sealed record PayExpense(Id<FundExpense> Expense, Digest Paper)
{
    /// <summary>Pays it. Refuses, in this order: <c>not_found</c> (expense, of the caller's), <c>expense_not_invoiced</c>, and what an entry refuses of the day.</summary>
    public Outcome<FundExpense> In(Change change, Caller caller) => ExpenseCall.Find(change, caller, Expense, ExpenseStage.Invoiced, "expense_not_invoiced").Then(found =>
    {
        var (fund, expense) = found;
        var (ledger, sum, today) = (Holding.Money(fund, expense).Ledger, expense.InvoiceFen!.Value, CountyTime.LocalDay(change.Now));
        var bank = expense.OfMaintenance ? FundAccounts.MaintenanceBank : ledger == fund.FeesId ? FundAccounts.Bank : FundAccounts.CommonBank;
        var order = EntryOrder.Post($"pay {expense.Number}", today, Leg.Debit(FundAccounts.Payable(expense.Purpose), sum), Leg.Credit(bank, sum));
        return FundCall.Enter(change, ledger, order with { Authority = expense.AuthorityId, Evidence = Paper, Memo = expense.Number }).Then<FundExpense>(entry =>
        {
            (expense.Stage, expense.PaidSeq, expense.PaidOn) = (ExpenseStage.Paid, entry.Seq, today);
            change.Put(expense);
            change.Record(new ExpensePaid(sum), expense.Id.Value);
            return expense;
        });
    });
}

/// <summary>Drops an expense that is not needed any more; what was held is free again.</summary>
/// <param name="Expense">Which.</param>
public sealed record DropExpense(Id<FundExpense> Expense)
{
    /// <summary>Drops it. Refuses, in this order: <c>not_found</c> (expense, of the caller's), <c>expense_not_held</c> (neither asked for nor held). A hold whose time is over is free already.</summary>
    public Outcome<FundExpense> In(Change change, Caller caller) => ExpenseCall.Find(change, caller, Expense, null, "expense_not_held").Then<FundExpense>(found =>
    {
        var (fund, expense) = found;
        if (expense.Stage == ExpenseStage.Held)
        {
            var order = EntryOrder.VoidHold($"drop {expense.Number}", CountyTime.LocalDay(change.Now), expense.HoldSeq!.Value);
            if (FundCall.Enter(change, Holding.Money(fund, expense).Ledger, order).Refusal is { Code: not ("hold_expired" or "hold_resolved") } why)
            {
                return why;
            }
        }

        expense.Stage = ExpenseStage.Dropped;
        change.Put(expense);
        change.Record(new ExpenseDropped(), expense.Id.Value);
        return expense;
    });
}

/// <summary>Finds an expense to go on with.</summary>
internal static class ExpenseCall
{
    /// <summary>An expense of the caller's in a stage; null for one that can still be dropped.</summary>
    public static Outcome<(Fund Fund, FundExpense Expense)> Find(Change change, Caller caller, Id<FundExpense> id, ExpenseStage? stage, string otherwise)
    {
        var db = change.Db;
        return db.Set<FundExpense>().FirstOrDefault(e => e.Id == id) is not { } expense || !FundCall.Find(db, caller, FundPermissions.Keep, expense.FundId).IsDone(out var fund, out _) ? Refusal.NotFound("expense")
            : expense.Stage == stage || (stage is null && expense.Stage is ExpenseStage.Asked or ExpenseStage.Held) ? (fund, expense)
            : new Refusal(otherwise) { Kind = RefusalKind.Conflict };
    }
}

/// <summary>Takes income of common parts into its ledger.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Kind">What earned it.</param>
/// <param name="Sum">How much.</param>
/// <param name="On">The day it came.</param>
/// <param name="What">From whom and what for, without names of people; published.</param>
/// <param name="Paper">SHA-256 of the contract or the bank's receipt.</param>
/// <param name="Key">The same key is the same income.</param>
public sealed record TakeIncome(Id<Fund> Fund, IncomeKind Kind, Money Sum, NodaTime.LocalDate On, string What, Digest Paper, string Key)
{
    /// <summary>Takes it; answers the number of its entry. Refuses, in this order: <c>not_found</c> (fund), <c>payment_not_positive</c> (sum), <c>missing</c> and <c>too_long</c> (what), and what an entry refuses.</summary>
    public Outcome<long> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then<long>(fund =>
    {
        var why = FundCall.NotPositive("sum", Sum)
            ?? (string.IsNullOrWhiteSpace(What) ? Refusal.Missing("what") : What.Length > AskExpense.WhatLimit ? Refusal.TooLong("what", AskExpense.WhatLimit) : null);
        if (why is not null)
        {
            return why;
        }

        var order = EntryOrder.Post($"income {Key}", On, Leg.Debit(FundAccounts.CommonBank, Sum.Fen), Leg.Credit(FundAccounts.Income(Kind), Sum.Fen)) with { Evidence = Paper, Memo = What.Trim() };
        return FundCall.Enter(change, fund.CommonId, order).Then<long>(entry => entry.Seq);
    });
}
