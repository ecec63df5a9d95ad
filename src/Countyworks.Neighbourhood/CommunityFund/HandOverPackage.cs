using System.Globalization;
using System.IO.Compression;
using System.Text;
using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Core.Tables;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>
/// What goes over when the manager changes: all homes with what they owe and paid ahead, bills, payments, expenses, terms, the three ledgers whole as journals that other programs compute again,
/// and the signed head they stand under. Sums in yuan.
/// </summary>
public static class HandOverPackage
{
    /// <summary>Writes it as a zip.</summary>
    /// <param name="database">Where the ledgers are read whole.</param>
    /// <param name="fund">Which fund.</param>
    public static byte[] Write(Database database, Fund fund)
    {
        using var db = database.Read();
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var units = db.Set<FundUnit>().Where(u => u.FundId == fund.Id).OrderBy(u => u.Number).ToList();
            var names = UnitNames.Of(db, units.ConvertAll(u => u.PlaceId));
            string Name(Id<Core.Places.Place> place) => names.GetValueOrDefault(place, "");
            Put(zip, "homes.csv", ["home", "account", "use", "owed", "paid_ahead"], Homes(db, fund, units, Name));
            Put(zip, "bills.csv", ["home", "since", "months", "area", "price", "sum", "open", "due", "entry"], db.Set<FundBill>().Where(b => b.FundId == fund.Id).OrderBy(b => b.Since).ThenBy(b => b.EntrySeq).AsEnumerable()
                .Select(IEnumerable<object?> (b) => [Name(b.PlaceId), b.Since, b.Months, Area.FromHundredths(b.Area), Money.FromFen(b.PriceFen), Money.FromFen(b.Fen), Money.FromFen(b.OpenFen), b.DueOn, b.EntrySeq]));
            Put(zip, "payments.csv", ["receipt", "home", "day", "means", "sum", "paid_ahead", "returned", "moved_because", "entry"], db.Set<FundPayment>().Where(p => p.FundId == fund.Id).OrderBy(p => p.EntrySeq).AsEnumerable()
                .Select(IEnumerable<object?> (p) => [p.Number, Name(p.PlaceId), p.ReceivedOn, p.Means, Money.FromFen(p.Fen), Money.FromFen(p.AheadFen), p.ReturnedOn, p.MovedWhy, p.EntrySeq]));
            Put(zip, "expenses.csv", ["number", "purpose", "maintenance_fund", "what", "vendor", "stage", "quote", "invoice", "paid_on", "invoice_sha256"], db.Set<FundExpense>().Where(e => e.FundId == fund.Id).OrderBy(e => e.Number).AsEnumerable()
                .Select(IEnumerable<object?> (e) => [e.Number, e.Purpose, e.OfMaintenance, e.What, e.Vendor, e.Stage, Money.FromFen(e.QuoteFen), e.InvoiceFen is { } fen ? Money.FromFen(fen) : null, e.PaidOn, e.InvoiceHash is { } hash ? Convert.ToHexStringLower(hash) : null]));
            Put(zip, "contracts.csv", ["since", "manager", "model", "base", "rate_percent", "fixed", "posted"], db.Set<FundContract>().Where(c => c.FundId == fund.Id).OrderBy(c => c.Since).AsEnumerable()
                .Select(IEnumerable<object?> (c) => [c.Since, c.Manager, c.Model, c.Base, PerCent.Of(c.RateBasisPoints), Money.FromFen(c.FixedFen), Money.FromFen(c.PostedFen)]));
            Put(zip, "fees.csv", ["use", "since", "price"], db.Set<FundPrice>().Where(p => p.FundId == fund.Id).OrderBy(p => p.Since).ThenBy(p => p.Use).AsEnumerable().Select(IEnumerable<object?> (p) => [p.Use, p.Since, Money.FromFen(p.Fen)]));
            foreach (var part in new[] { "fees", "common", "maintenance" })
            {
                Put(zip, $"{part}.hledger", BookReading.Export(database, $"{fund.Code}/{part}", BookFormat.Hledger).Value);
            }

            if (db.Set<SealHead>().OrderByDescending(h => h.Size).FirstOrDefault() is { } head)
            {
                Put(zip, "checkpoint.txt", [head.Note.TrimEnd('\n')]);
            }
        }

        return bytes.ToArray();
    }

    private static IEnumerable<IEnumerable<object?>> Homes(DistrictDb db, Fund fund, List<FundUnit> units, Func<Id<Core.Places.Place>, string> name)
    {
        var balances = db.Set<StoredAccount>().Where(a => a.LedgerId == fund.FeesId).ToDictionary(a => a.Code, a => a.DebitPosted - a.CreditPosted);
        return units.Select(IEnumerable<object?> (u) =>
            [name(u.PlaceId), FundAccounts.Unit(u.Number), u.Use, Money.FromFen(balances.GetValueOrDefault(FundAccounts.Receivable(u.Number))), Money.FromFen(-balances.GetValueOrDefault(FundAccounts.Prepaid(u.Number)))]);
    }

    private static void Put(ZipArchive zip, string name, string[] head, IEnumerable<IEnumerable<object?>> rows)
    {
        using var file = zip.CreateEntry(name).Open();
        file.Write(CsvFile.Of(rows.Prepend(head)));
    }

    private static void Put(ZipArchive zip, string name, IEnumerable<string> lines)
    {
        using var file = new StreamWriter(zip.CreateEntry(name).Open()) { NewLine = "\n" };
        foreach (var line in lines)
        {
            file.WriteLine(line);
        }
    }
}
