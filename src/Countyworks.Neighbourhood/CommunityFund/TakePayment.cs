using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Takes a payment of a unit: it is laid to the bill that is named first, then to the oldest; what is left is paid ahead.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Number">The unit's number in the fund.</param>
/// <param name="Sum">How much.</param>
/// <param name="Means">How it came.</param>
/// <param name="On">The day it came.</param>
/// <param name="Key">Made by whoever takes it (the form's key, the bank's reference, the provider's number): the same key is the same payment.</param>
public sealed record TakePayment(Id<Fund> Fund, int Number, Money Sum, PaymentMeans Means, LocalDate On, string Key)
{
    /// <summary>The longest key.</summary>
    public const int KeyLimit = 150;

    /// <summary>The bill the payer named; null for the oldest first.</summary>
    public Id<FundBill>? Bill { get; init; }

    /// <summary>What is private about it (who paid); it is in the seal only as a commitment.</summary>
    public string? Words { get; init; }

    /// <summary>
    /// Takes it. Refuses, in this order: <c>not_found</c> (fund, unit), <c>invalid_choice</c> (means: a dividend is given by <see cref="GiveDividend"/>), <c>missing</c> and <c>too_long</c> (key), <c>payment_key_reused</c>, <c>payment_not_positive</c>, <c>bill_unknown</c>,
    /// and what an entry refuses of the day (<c>effective_date_future</c>, <c>period_closed</c>).
    /// </summary>
    public Outcome<FundPayment> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then(fund => By(change, fund));

    /// <summary>The same for what has shown by itself that it may: a provider's signed call, a job.</summary>
    internal Outcome<FundPayment> By(Change change, Fund fund)
    {
        if (change.Db.Set<FundUnit>().FirstOrDefault(u => u.FundId == Fund && u.Number == Number) is not { } unit)
        {
            return Refusal.NotFound("unit");
        }

        if (Means == PaymentMeans.Dividend || !Enum.IsDefined(Means))
        {
            return new Refusal("invalid_choice", "means");
        }

        if (string.IsNullOrWhiteSpace(Key) || Key.Length > KeyLimit)
        {
            return string.IsNullOrWhiteSpace(Key) ? Refusal.Missing("key") : Refusal.TooLong("key", KeyLimit);
        }

        if (change.Db.Set<FundPayment>().FirstOrDefault(p => p.FundId == Fund && p.Key == Key) is { } before)
        {
            return before.PlaceId == unit.PlaceId && before.Fen == Sum.Fen && before.Means == Means ? before : new Refusal("payment_key_reused", "key") { Kind = RefusalKind.Conflict };
        }

        return PaymentBooking.Book(change, fund, unit, this, Means == PaymentMeans.Cash ? FundAccounts.Till : FundAccounts.Bank, null);
    }
}

/// <summary>What a payment was before it was moved to another home.</summary>
/// <param name="From">The payment that was taken back.</param>
/// <param name="Why">Why.</param>
/// <param name="Paper">SHA-256 of what shows it.</param>
internal sealed record MovedPayment(Id<FundPayment> From, string Why, Digest Paper);

/// <summary>Lays money of a unit to its bills, wherever it comes from.</summary>
internal static class PaymentBooking
{
    /// <summary>Books it from an account; spending members' money rests on an authority and a document.</summary>
    public static Outcome<FundPayment> Book(Change change, Fund fund, FundUnit unit, TakePayment wish, string debit, (Id<Authority>? Authority, Digest Paper)? spends, MovedPayment? moved = null)
    {
        var bills = change.Db.Set<FundBill>().Where(b => b.FundId == fund.Id && b.PlaceId == unit.PlaceId && b.LaidFen < b.Fen).ToList();
        var open = bills.ConvertAll(b => new OpenBill(b.Id.ToString(), b.DueOn, Money.FromFen(b.OpenFen)));
        return OpenBill.Lay(wish.Sum, open, wish.Bill?.ToString()).Then(laid =>
        {
            var paid = wish.Sum - laid.Ahead;
            var legs = new List<Leg> { Leg.Debit(debit, wish.Sum.Fen) };
            if (paid > Money.Zero)
            {
                legs.Add(Leg.Credit(FundAccounts.Receivable(unit.Number), paid.Fen));
            }

            if (laid.Ahead > Money.Zero)
            {
                FundCall.Account(change, fund.FeesId, FundAccounts.Prepaid(unit.Number), isMemberMoney: true);
                legs.Add(Leg.Credit(FundAccounts.Prepaid(unit.Number), laid.Ahead.Fen));
            }

            var order = EntryOrder.Post($"payment {wish.Key}", wish.On, legs) with { Authority = spends?.Authority, Evidence = spends?.Paper, Memo = "payment" };
            return FundCall.Enter(change, fund.FeesId, order, wish.Words).Then<FundPayment>(entry => Keep(change, fund, unit, wish, entry, laid.Laid, laid.Ahead, bills, moved));
        });
    }

    private static FundPayment Keep(
        Change change, Fund fund, FundUnit unit, TakePayment wish, Entry entry, IReadOnlyList<(OpenBill Bill, Money Paid)> laid, Money ahead, List<FundBill> bills, MovedPayment? moved)
    {
        var year = wish.On.Year;
        var payment = new FundPayment
        {
            Id = change.NewId<FundPayment>(), Number = string.Create(CultureInfo.InvariantCulture, $"收-{year}-{change.NextNumber($"fund payment {year}"):D6}"),   // a code, not a text
            FundId = fund.Id, PlaceId = unit.PlaceId, ReceivedOn = wish.On, Fen = wish.Sum.Fen, Means = wish.Means, Key = wish.Key, AheadFen = ahead.Fen, EntrySeq = entry.Seq,
            MovedFromId = moved?.From, MovedWhy = moved?.Why, MovedPaper = moved?.Paper.ToArray(),
        };
        change.Add(payment);
        foreach (var (bill, sum) in laid)
        {
            var row = bills.Find(b => b.Id.ToString() == bill.Id)!;
            row.LaidFen += sum.Fen;
            change.Put(row);
            change.Add(new BillShare
            {
                Id = change.NewId<BillShare>(), FundId = fund.Id, BillId = row.Id, PaymentId = payment.Id, Source = LaidFrom.Payment, Fen = sum.Fen, LaidOn = wish.On, EntrySeq = entry.Seq,
            });
        }

        change.Record(new FundPaymentTaken(payment.Number, payment.Fen, payment.Means, payment.AheadFen), payment.Id.Value);
        return payment;
    }
}

/// <summary>Takes back a payment the bank returned: its entry is reversed, and its bills are open again.</summary>
/// <param name="Payment">Which.</param>
/// <param name="Paper">SHA-256 of the bank's notice.</param>
public sealed record ReturnPayment(Id<FundPayment> Payment, Digest Paper)
{
    /// <summary>
    /// Takes it back. Refuses, in this order: <c>not_found</c> (payment, of the caller's), <c>payment_not_by_bank</c> (cash, or out of a dividend), <c>payment_returned</c> (already), <c>member_money_short</c> (what was paid ahead by it is spent already),
    /// and what an entry refuses of the day.
    /// </summary>
    public Outcome<FundPayment> In(Change change, Caller caller)
    {
        var db = change.Db;
        if (db.Set<FundPayment>().FirstOrDefault(p => p.Id == Payment) is not { } payment || FundCall.Find(db, caller, FundPermissions.Keep, payment.FundId).Refusal is not null)
        {
            return Refusal.NotFound("payment");
        }

        if (!payment.CameByBank)
        {
            return new Refusal("payment_not_by_bank") { Kind = RefusalKind.Conflict };
        }

        return TakingBack.Of(change, db.Set<Fund>().First(f => f.Id == payment.FundId), payment, $"return {payment.Key}", Paper, "returned by the bank").Then<FundPayment>(_ =>
        {
            change.Record(new FundPaymentReturned(payment.Number, payment.Fen), payment.Id.Value);
            return payment;
        });
    }
}

/// <summary>Takes a payment back from its home: its entry is reversed, and what it settled is open again.</summary>
internal static class TakingBack
{
    /// <summary>Takes it back, by the authority of the contract. Refuses, in this order: <c>payment_returned</c> (already) and what an entry refuses.</summary>
    public static Outcome<FundPayment> Of(Change change, Fund fund, FundPayment payment, string key, Digest paper, string memo)
    {
        var (db, today) = (change.Db, CountyTime.LocalDay(change.Now));
        if (payment.ReturnedOn is not null || FundCall.Contract(db, fund.Id, today) is not { } contract)
        {
            return new Refusal("payment_returned") { Kind = RefusalKind.Conflict };
        }

        var order = EntryOrder.Reverse(key, today, payment.EntrySeq) with { Authority = contract.AuthorityId, Evidence = paper, Memo = memo };
        return FundCall.Enter(change, fund.FeesId, order).Then<FundPayment>(_ =>
        {
            foreach (var share in db.Set<BillShare>().Where(s => s.PaymentId == payment.Id && s.EndedOn == null).ToList())
            {
                share.EndedOn = today;
                change.Put(share);
                var bill = db.Set<FundBill>().First(b => b.Id == share.BillId);
                bill.LaidFen -= share.Fen;
                change.Put(bill);
            }

            payment.ReturnedOn = today;
            change.Put(payment);
            return payment;
        });
    }
}

/// <summary>Waives a part of a bill, by a vote of the owners: it leaves both sides of the collection rate and is listed.</summary>
/// <param name="Bill">Which.</param>
/// <param name="Sum">How much.</param>
/// <param name="By">The vote.</param>
public sealed record WaiveBill(Id<FundBill> Bill, Money Sum, Decision By)
{
    /// <summary>
    /// Waives it. Refuses, in this order: <c>not_found</c> (bill, of the caller's), <c>payment_not_positive</c> (sum), <c>waiver_above_open</c> (open), what <see cref="Decision"/> refuses of what is no vote,
    /// and <c>member_money_short</c>.
    /// </summary>
    public Outcome<FundBill> In(Change change, Caller caller)
    {
        var db = change.Db;
        if (db.Set<FundBill>().FirstOrDefault(b => b.Id == Bill) is not { } bill || !FundCall.Find(db, caller, FundPermissions.Keep, bill.FundId).IsDone(out var fund, out _))
        {
            return Refusal.NotFound("bill");
        }

        var why = FundCall.NotPositive("sum", Sum) ?? (Sum.Fen > bill.OpenFen ? new Refusal("waiver_above_open", "sum").With("open", Money.FromFen(bill.OpenFen)) : null);
        return why is not null ? why : By.Given(change, fund, Sum, mustBeVote: true).Then(authority =>
        {
            var (unit, today) = (db.Set<FundUnit>().First(u => u.FundId == fund.Id && u.PlaceId == bill.PlaceId), CountyTime.LocalDay(change.Now));
            var order = EntryOrder.Post($"waiver {authority.Id}", today, Leg.Debit(FundAccounts.Fees, Sum.Fen), Leg.Credit(FundAccounts.Receivable(unit.Number), Sum.Fen));
            return FundCall.Enter(change, fund.FeesId, order with { Authority = authority.Id, Evidence = Digest.Of(authority.Document), Memo = "waiver" }).Then<FundBill>(entry =>
            {
                bill.LaidFen += Sum.Fen;
                change.Put(bill);
                change.Add(new BillShare { Id = change.NewId<BillShare>(), FundId = fund.Id, BillId = bill.Id, Source = LaidFrom.Waiver, Fen = Sum.Fen, LaidOn = today, EntrySeq = entry.Seq });
                change.Record(new FundBillWaived(bill.Id, Sum.Fen, By.Reference), bill.Id.Value);
                return bill;
            });
        });
    }
}
