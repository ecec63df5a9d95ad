using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>
/// Moves a payment that was taken for the wrong home: it is taken back from the one and taken for the other, in one command. Both entries stand in the books, with the same document; the owners of both homes
/// read why. A remittance it came from is the other home's from then on.
/// </summary>
/// <param name="Payment">Which.</param>
/// <param name="Number">The right home's number in the fund.</param>
/// <param name="Why">In words without names of people; the owners of both homes read it.</param>
/// <param name="Paper">SHA-256 of what shows it: the payer's letter, the bank's line.</param>
public sealed record MovePayment(Id<FundPayment> Payment, int Number, string Why, Digest Paper)
{
    /// <summary>The most characters of the reason.</summary>
    public const int WhyLimit = 200;

    /// <summary>
    /// Moves it; answers the payment of the right home, of the day it was moved. Refuses, in this order: <c>not_found</c> (payment, of the caller's; unit), <c>missing</c> and <c>too_long</c> (why), <c>payment_not_moved</c> (it was set against
    /// a dividend, which is that home's own), <c>payment_returned</c> (by the bank, or moved already), <c>payment_same_home</c> (unit), <c>member_money_short</c> (what was paid ahead by it is spent already), and what an entry refuses of the day.
    /// </summary>
    public Outcome<FundPayment> In(Change change, Caller caller)
    {
        var db = change.Db;
        if (db.Set<FundPayment>().FirstOrDefault(p => p.Id == Payment) is not { } payment || !FundCall.Find(db, caller, FundPermissions.Keep, payment.FundId).IsDone(out var fund, out _))
        {
            return Refusal.NotFound("payment");
        }

        if (db.Set<FundUnit>().FirstOrDefault(u => u.FundId == fund.Id && u.Number == Number) is not { } unit)
        {
            return Refusal.NotFound("unit");
        }

        var today = CountyTime.LocalDay(change.Now);
        var why = string.IsNullOrWhiteSpace(Why) ? Refusal.Missing("why")
            : Why.Length > WhyLimit ? Refusal.TooLong("why", WhyLimit)
            : WhyNot(payment) ?? (unit.PlaceId == payment.PlaceId ? new Refusal("payment_same_home", "unit") : null);
        return why is not null ? why : TakingBack.Of(change, fund, payment, $"move {payment.Number}", Paper, "moved to another home").Then(_ =>
        {
            var wish = new TakePayment(fund.Id, Number, Money.FromFen(payment.Fen), payment.Means, today, $"moved {payment.Number}");
            return PaymentBooking.Book(change, fund, unit, wish, payment.Means == PaymentMeans.Cash ? FundAccounts.Till : FundAccounts.Bank, (null, Paper), new(payment.Id, Why.Trim(), Paper));
        }).Then<FundPayment>(moved =>
        {
            if (db.Set<Remittance>().FirstOrDefault(r => r.PaymentId == Payment) is { } remittance)
            {
                remittance.PaymentId = moved.Id;
                change.Put(remittance);
            }

            change.Record(new FundPaymentMoved(payment.Number, moved.Number, payment.Fen, Paper.ToHex()), payment.Id.Value, remark: Why.Trim());
            return moved;
        });
    }

    /// <summary>Why a payment cannot be moved: <c>payment_not_moved</c>, <c>payment_returned</c>; null when it can. The receipt asks it before it offers to.</summary>
    public static Refusal? WhyNot(FundPayment payment) =>
        payment.Means == PaymentMeans.Dividend ? new Refusal("payment_not_moved") { Kind = RefusalKind.Conflict }
        : payment.ReturnedOn is not null ? new Refusal("payment_returned") { Kind = RefusalKind.Conflict }
        : null;
}
