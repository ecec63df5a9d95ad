using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>What a unit owes for a period. The rule is stored with the bill.</summary>
public static class Billing
{
    private const int HundredthsOfSquareMetre = 100;

    /// <summary>Area times price times months, rounded down to a fen. Refuses <c>charge_invalid</c> (a price or months below zero) and <c>charge_too_large</c>.</summary>
    /// <param name="area">The area by register; a parking lot may have none.</param>
    /// <param name="price">For a square metre and a month.</param>
    /// <param name="months">Whole months.</param>
    public static Outcome<Money> Charge(Area area, Money price, int months) => Floor(area, price, months, 1);

    /// <summary>At handover only: the days of a month, of all its days. Refuses as <see cref="Charge"/>, and <c>charge_invalid</c> for more days than the month has.</summary>
    /// <param name="area">The area by register.</param>
    /// <param name="price">For a square metre and a month.</param>
    /// <param name="from">The first day, which counts; the last of its month is the last.</param>
    public static Outcome<Money> ChargeFrom(Area area, Money price, LocalDate from)
    {
        var days = from.Calendar.GetDaysInMonth(from.Year, from.Month);
        return Floor(area, price, days - from.Day + 1, days);
    }

    private static Outcome<Money> Floor(Area area, Money price, int times, int of)
    {
        if (price.IsNegative || times < 0)
        {
            return new Refusal("charge_invalid", "price");
        }

        // Two factors of 63 bits and one of 31 could pass even 127 bits: the first two are looked at by themselves.
        var month = (Int128)area.Hundredths * price.Fen;
        return month > Int128.MaxValue / Math.Max(times, 1) || month * times / (HundredthsOfSquareMetre * of) is var fen && fen > long.MaxValue
            ? new Refusal("charge_too_large", "area")
            : Money.FromFen((long)(month * times / (HundredthsOfSquareMetre * of)));
    }
}

/// <summary>How old a debt is.</summary>
public enum ArrearsAge
{
    /// <summary>Not due yet.</summary>
    NotDue = 0,

    /// <summary>Due today or up to 30 days ago.</summary>
    UpTo30Days = 1,

    /// <summary>31 to 90 days.</summary>
    UpTo90Days = 2,

    /// <summary>91 to 365 days.</summary>
    UpTo365Days = 3,

    /// <summary>More than 365 days.</summary>
    Older = 4,
}

/// <summary>A bill with what is still open of it.</summary>
/// <param name="Id">Its number or key.</param>
/// <param name="DueOn">The day it is due.</param>
/// <param name="Open">What is not paid; not negative.</param>
public sealed record OpenBill(string Id, LocalDate DueOn, Money Open)
{
    /// <summary>How old it is on a day.</summary>
    public ArrearsAge AgeOn(LocalDate day) => Period.DaysBetween(DueOn, day) switch
    {
        < 0 => ArrearsAge.NotDue,
        <= 30 => ArrearsAge.UpTo30Days,
        <= 90 => ArrearsAge.UpTo90Days,
        <= 365 => ArrearsAge.UpTo365Days,
        _ => ArrearsAge.Older,
    };

    /// <summary>What is open, by age.</summary>
    public static IReadOnlyDictionary<ArrearsAge, Money> Arrears(IEnumerable<OpenBill> bills, LocalDate day) =>
        bills.GroupBy(b => b.AgeOn(day)).ToDictionary(age => age.Key, age => Money.Sum(age.Select(b => b.Open)));

    /// <summary>
    /// Lays a payment to bills: to the one the payer named first, then the oldest first; bills of one day by their ids. What is left is paid ahead.
    /// Refuses <c>payment_not_positive</c>, and <c>bill_unknown</c> for a named bill that is not among them.
    /// </summary>
    public static Outcome<(IReadOnlyList<(OpenBill Bill, Money Paid)> Laid, Money Ahead)> Lay(Money payment, IReadOnlyList<OpenBill> bills, string? named = null)
    {
        if (payment <= Money.Zero)
        {
            return new Refusal("payment_not_positive", "sum");
        }

        if (named is not null && bills.All(b => b.Id != named))
        {
            return new Refusal("bill_unknown", "bill") { Kind = RefusalKind.NotFound }.With("bill", named);
        }

        var (laid, left) = (new List<(OpenBill, Money)>(), payment);
        foreach (var bill in bills.OrderBy(b => b.Id != named).ThenBy(b => b.DueOn).ThenBy(b => b.Id, StringComparer.Ordinal).Where(b => b.Open > Money.Zero))
        {
            var paid = left < bill.Open ? left : bill.Open;
            if (paid > Money.Zero)
            {
                laid.Add((bill, paid));
                left -= paid;
            }
        }

        return (laid, left);
    }
}
