using System.Globalization;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Secrets;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>Money that came in or went out, as the treasurer sees it.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Form">What is said of the lines.</param>
/// <param name="Of">What became of those that are shown.</param>
/// <param name="Lines">A page of those nothing was said about, or that were set aside.</param>
/// <param name="Payments">A page of those that are payments.</param>
/// <param name="Gone">A page of those that went out.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Counts">How many there are of each.</param>
public sealed record BankView(
    FundHead Head, Form Form, RemittanceState Of, IReadOnlyList<ProposedRemittance> Lines, IReadOnlyList<TakenRemittance> Payments, IReadOnlyList<GoneRemittance> Gone, int Number,
    IReadOnlyDictionary<RemittanceState, int> Counts)
{
    /// <summary>Lines on a page.</summary>
    public const int Size = 50;

    /// <summary>The form of the file.</summary>
    public required Form Upload { get; init; }

    /// <summary>The statements that were read last.</summary>
    public required IReadOnlyList<KeptReading> Readings { get; init; }

    /// <summary>What a statement brought just now; null before.</summary>
    public StatementRead? Brought { get; init; }

    /// <summary>How many payments were taken just now; null before.</summary>
    public int? Taken { get; init; }
}

/// <summary>Money that is a payment.</summary>
/// <param name="Row">The money.</param>
/// <param name="Words">Who sent it and what they wrote.</param>
/// <param name="Payment">The payment.</param>
/// <param name="Home">Whose: "3栋 101".</param>
public sealed record TakenRemittance(Remittance Row, RemittanceWords Words, FundPayment Payment, string Home);

/// <summary>Money that went out by the bank.</summary>
/// <param name="Row">The money.</param>
/// <param name="Words">Who was paid and what was written.</param>
public sealed record GoneRemittance(Remittance Row, RemittanceWords Words);

/// <summary>A statement that was read, and what the lines kept of its days come to.</summary>
/// <param name="Row">The statement.</param>
/// <param name="In">What came in.</param>
/// <param name="Out">What went out.</param>
public sealed record KeptReading(BankReading Row, Money In, Money Out)
{
    /// <summary>Whether they lead from what was there before to what was there after. Not where lines are of several accounts without a name, or were read before lines that went out were kept.</summary>
    public bool AddsUp => Money.FromFen(Row.OpeningFen) + In - Out == Money.FromFen(Row.ClosingFen);
}

/// <summary>Reads the page of the bank.</summary>
internal static class BankReader
{
    private const int MostReadings = 12;

    /// <summary>A page of money of one state; what a single home fits is chosen for it already.</summary>
    public static BankView Read(PageCall page, FundHead head, ISecrets secrets, FundRule rule, string area, RemittanceState of, int number)
    {
        var (db, fund) = (page.Db, head.Fund);
        var rows = db.Set<Remittance>().Where(r => r.FundId == fund.Id && r.State == of);
        var ordered = of == RemittanceState.Waiting ? rows.OrderBy(r => r.ReceivedOn).ThenBy(r => r.Id) : rows.OrderByDescending(r => r.ReceivedOn).ThenByDescending(r => r.Id);
        var shown = ordered.Skip((number - 1) * BankView.Size).Take(BankView.Size).ToList();
        var lines = of is RemittanceState.Taken or RemittanceState.WentOut ? [] : RemittanceProposals.Read(db, secrets, fund, shown, rule.MatchDays);
        var form = Form.New(area);
        foreach (var (i, line) in lines.Index())
        {
            form.With(BankEndpoints.Name("pick", i), of == RemittanceState.Waiting && line.Homes is [var only] ? only.Number.ToString(CultureInfo.InvariantCulture) : BankEndpoints.Later);
        }

        return Whole(page, head, form, Form.New(area), of, lines, of == RemittanceState.Taken ? Payments(db, secrets, shown) : [],
            of == RemittanceState.WentOut ? shown.ConvertAll(row => new GoneRemittance(row, RemittanceWords.Of(row, secrets))) : [], number);
    }

    /// <summary>The lines of a form that was refused, with what was said of them.</summary>
    public static BankView Again(PageCall page, FundHead head, ISecrets secrets, FundRule rule, Form form, IReadOnlyList<Id<Remittance>> ids)
    {
        var fund = head.Fund.Id;
        var rows = page.Db.Set<Remittance>().Where(r => r.FundId == fund && r.State != RemittanceState.WentOut && ids.Contains(r.Id)).ToDictionary(r => r.Id);
        List<Remittance> shown = [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
        return Whole(page, head, form, Form.New(form.Area), RemittanceState.Waiting, RemittanceProposals.Read(page.Db, secrets, head.Fund, shown, rule.MatchDays), [], [], 1);
    }

    private static BankView Whole(
        PageCall page, FundHead head, Form form, Form upload, RemittanceState of, IReadOnlyList<ProposedRemittance> lines, IReadOnlyList<TakenRemittance> payments, IReadOnlyList<GoneRemittance> gone, int number)
    {
        var fund = head.Fund.Id;
        var counts = page.Db.Set<Remittance>().Where(r => r.FundId == fund).GroupBy(r => r.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionary(g => g.Key, g => g.Count);
        var readings = page.Db.Set<BankReading>().Where(r => r.FundId == fund).OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(MostReadings).ToList();
        return new(head, form, of, lines, payments, gone, number, counts) { Upload = upload, Readings = Kept(page.Db, fund, readings) };
    }

    private static List<KeptReading> Kept(DistrictDb db, Id<Fund> fund, List<BankReading> readings)
    {
        if (readings.Count == 0)
        {
            return [];
        }

        var (since, through) = (readings.Min(r => r.Since), readings.Max(r => r.Through));
        var days = (from row in db.Set<Remittance>()
                    join reading in db.Set<BankReading>() on row.ReadingId equals reading.Id
                    where row.FundId == fund && row.ReceivedOn >= since && row.ReceivedOn <= through
                    group row by new { reading.Account, row.ReceivedOn, IsOut = row.State == RemittanceState.WentOut } into day
                    select new { day.Key.Account, On = day.Key.ReceivedOn, day.Key.IsOut, Fen = day.Sum(r => r.Fen) }).ToList();
        return readings.ConvertAll(reading =>
        {
            Money Sum(bool isOut) => Money.FromFen(days.Where(d => d.IsOut == isOut && d.Account == reading.Account && d.On >= reading.Since && d.On <= reading.Through).Sum(d => d.Fen));
            return new KeptReading(reading, Sum(false), -Sum(true));
        });
    }

    private static List<TakenRemittance> Payments(DistrictDb db, ISecrets secrets, List<Remittance> rows)
    {
        var ids = rows.Select(r => r.PaymentId).ToList();
        var payments = db.Set<FundPayment>().Where(p => ids.Contains(p.Id)).ToDictionary(p => p.Id);
        var names = UnitNames.Of(db, [.. payments.Values.Select(p => p.PlaceId).Distinct()]);
        return [.. rows.Select(r => (Row: r, Payment: payments[r.PaymentId!.Value])).Select(r => new TakenRemittance(r.Row, RemittanceWords.Of(r.Row, secrets), r.Payment, names.GetValueOrDefault(r.Payment.PlaceId, "")))];
    }
}
