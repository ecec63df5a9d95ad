using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Says whose payment money is that came in: it becomes one payment of that home, once.</summary>
/// <param name="Remittance">Which.</param>
/// <param name="Number">The home's number in the fund.</param>
public sealed record TakeRemittance(Id<Remittance> Remittance, int Number)
{
    /// <summary>
    /// Says it; said again, it answers the payment there is. What was set aside may still be taken. Refuses, in this order: <c>not_found</c> (remittance, of the caller's; unit),
    /// <c>remittance_taken</c> (as another home's), and what <see cref="TakePayment"/> refuses.
    /// </summary>
    public Outcome<FundPayment> In(Change change, Caller caller)
    {
        var db = change.Db;
        if (db.Set<Remittance>().FirstOrDefault(r => r.Id == Remittance && r.State != RemittanceState.WentOut) is not { } row || !FundCall.Find(db, caller, FundPermissions.Keep, row.FundId).IsDone(out var fund, out _))
        {
            return Refusal.NotFound("remittance");
        }

        if (db.Set<FundUnit>().FirstOrDefault(u => u.FundId == fund.Id && u.Number == Number) is not { } unit)
        {
            return Refusal.NotFound("unit");
        }

        return row.State != RemittanceState.Taken ? RemittanceBooking.Take(change, fund, row, Number, null)
            : db.Set<FundPayment>().First(p => p.Id == row.PaymentId) is { } payment && payment.PlaceId == unit.PlaceId ? payment
            : new Refusal("remittance_taken") { Kind = RefusalKind.Conflict };
    }
}

/// <summary>Says that money that came in is no payment of a home: interest, rent of common parts, a mistake of the bank's.</summary>
/// <param name="Remittance">Which.</param>
public sealed record SetRemittanceAside(Id<Remittance> Remittance)
{
    /// <summary>Says it; said again, it stays. Refuses, in this order: <c>not_found</c> (remittance, of the caller's), <c>remittance_taken</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller)
    {
        var db = change.Db;
        if (db.Set<Remittance>().FirstOrDefault(r => r.Id == Remittance && r.State != RemittanceState.WentOut) is not { } row || FundCall.Find(db, caller, FundPermissions.Keep, row.FundId).Refusal is not null)
        {
            return Refusal.NotFound("remittance");
        }

        if (row.State == RemittanceState.Taken)
        {
            return new Refusal("remittance_taken") { Kind = RefusalKind.Conflict };
        }

        if (row.State == RemittanceState.Waiting)
        {
            row.State = RemittanceState.SetAside;
            change.Put(row);
            change.Record(new RemittanceSetAside(row.Source, row.Fen), row.Id.Value);
        }

        return Done.It;
    }
}

/// <summary>Makes money that came in a payment.</summary>
internal static class RemittanceBooking
{
    /// <summary>Makes it one of a home, laid to a bill that is named first.</summary>
    public static Outcome<FundPayment> Take(Change change, Fund fund, Remittance row, int number, Id<FundBill>? bill)
    {
        var payer = RemittanceWords.Of(row, change.Secrets).Payer;
        var means = row.Source == RemittanceSource.Bank ? PaymentMeans.Transfer : PaymentMeans.Provider;
        var wish = new TakePayment(fund.Id, number, Money.FromFen(row.Fen), means, OpenDay(change.Db, fund.Id, row.ReceivedOn), row.Key) { Bill = bill, Words = payer.Length > 0 ? payer : null };
        return wish.By(change, fund).Then<FundPayment>(payment =>
        {
            (row.State, row.PaymentId) = (RemittanceState.Taken, payment.Id);
            change.Put(row);
            return payment;
        });
    }

    // Money of a month that is closed meanwhile is booked on the first day that is not: closed months take nothing, and money is not lost.
    private static LocalDate OpenDay(DistrictDb db, Id<Fund> fund, LocalDate day)
    {
        var closed = db.Set<FundMonth>().Where(m => m.FundId == fund).OrderByDescending(m => m.Through).Select(m => (LocalDate?)m.Through).FirstOrDefault();
        return closed is { } through && through >= day ? through.PlusDays(1) : day;
    }
}
