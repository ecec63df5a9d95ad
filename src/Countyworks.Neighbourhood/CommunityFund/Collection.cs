using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Places;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>A bill as the collection rates count it.</summary>
/// <param name="Bill">Which.</param>
/// <param name="PlaceId">Whose.</param>
/// <param name="Since">The first day of its period.</param>
/// <param name="IsArrears">Whether it is of an earlier year, and was not settled when the year began.</param>
/// <param name="Owed">What counts as owed: of arrears, what was open when the year began; less what was waived this year.</param>
/// <param name="Collected">What was laid to it this year, up to the day.</param>
/// <param name="Waived">What was waived of it this year.</param>
public sealed record CountedBill(Id<FundBill> Bill, Id<Place> PlaceId, LocalDate Since, bool IsArrears, Money Owed, Money Collected, Money Waived);

/// <summary>
/// How much of a year's fees, and of the arrears before it, was collected up to a day: the three rates and the lists behind them. Numerators are sums laid to bills of the
/// denominator; what was paid ahead counts in none; what was waived leaves both sides; what bounced does not count.
/// </summary>
/// <param name="Year">The year.</param>
/// <param name="Through">Up to the end of this day.</param>
/// <param name="Bills">Every bill that counts.</param>
public sealed record Collection(int Year, LocalDate Through, IReadOnlyList<CountedBill> Bills)
{
    /// <summary>The three rates.</summary>
    public CollectionRates Rates => new(Rate(isArrears: true), Rate(isArrears: false));

    /// <summary>What was waived, which the rates leave out.</summary>
    public IEnumerable<CountedBill> Waivers => Bills.Where(b => b.Waived > Money.Zero);

    /// <summary>SHA-256 over the list, a line a bill in the order of their ids: bill, owed, collected, waived in fen.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Bills.OrderBy(b => b.Bill.ToString(), StringComparer.Ordinal)
        .Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Bill},{b.Owed.Fen},{b.Collected.Fen},{b.Waived.Fen}")))));

    /// <summary>Counts.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="fund">The fund.</param>
    /// <param name="through">The day; its year is counted.</param>
    public static Collection Read(DistrictDb db, Id<Fund> fund, LocalDate through)
    {
        var first = new LocalDate(through.Year, 1, 1);
        var bills = db.Set<FundBill>().Where(b => b.FundId == fund && b.Since <= through).Select(b => new { b.Id, b.PlaceId, b.Since, b.Fen }).ToList();
        var shares = db.Set<BillShare>().Where(s => s.FundId == fund && s.LaidOn <= through).Select(s => new Laid(s.BillId, s.Source == LaidFrom.Waiver, s.Fen, s.LaidOn, s.EndedOn)).ToLookup(s => s.Bill);
        var (year, eve) = (first, first.PlusDays(-1));
        var counted = bills.Select(bill =>
        {
            // Of arrears only what was laid this year counts; what they were when the year began has the rest in it.
            var isArrears = bill.Since < year;
            var now = shares[bill.Id].Where(s => s.StandsOn(through) && (!isArrears || s.On >= year)).ToList();
            var open = bill.Fen - (isArrears ? shares[bill.Id].Where(s => s.StandsOn(eve)).Sum(s => s.Fen) : 0);
            var waived = now.Where(s => s.IsWaiver).Sum(s => s.Fen);
            return new CountedBill(bill.Id, bill.PlaceId, bill.Since, isArrears, Money.FromFen(open - waived), Money.FromFen(now.Where(s => !s.IsWaiver).Sum(s => s.Fen)), Money.FromFen(waived));
        });
        return new(through.Year, through, [.. counted.Where(b => !b.IsArrears || b.Owed > Money.Zero || b.Collected > Money.Zero || b.Waived > Money.Zero).OrderBy(b => b.Since).ThenBy(b => b.Bill)]);
    }

    private CollectionRate Rate(bool isArrears)
    {
        var own = Bills.Where(b => b.IsArrears == isArrears).ToList();
        return new(Money.Sum(own.Select(b => b.Collected)), Money.Sum(own.Select(b => b.Owed)));
    }

    private sealed record Laid(Id<FundBill> Bill, bool IsWaiver, long Fen, LocalDate On, LocalDate? EndedOn)
    {
        public bool StandsOn(LocalDate day) => On <= day && (EndedOn is null || EndedOn > day);
    }
}
