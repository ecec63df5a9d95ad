using System.Globalization;
using System.IO.Compression;
using System.Text;
using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund.Pages;
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
            var names = FundReader.UnitNames(db, units.ConvertAll(u => u.PlaceId));
            string Name(Id<Core.Places.Place> place) => names.GetValueOrDefault(place, "");
            Put(zip, "homes.csv", "home,account,use,owed,paid_ahead", Homes(db, fund, units, Name));
            Put(zip, "bills.csv", "home,since,months,area,price,sum,open,due,entry", db.Set<FundBill>().Where(b => b.FundId == fund.Id).OrderBy(b => b.Since).ThenBy(b => b.EntrySeq).AsEnumerable()
                .Select(b => Line(Name(b.PlaceId), b.Since, b.Months, Area.FromHundredths(b.Area).ToPlainText(), Yuan(b.PriceFen), Yuan(b.Fen), Yuan(b.OpenFen), b.DueOn, b.EntrySeq)));
            Put(zip, "payments.csv", "receipt,home,day,means,sum,paid_ahead,returned,entry", db.Set<FundPayment>().Where(p => p.FundId == fund.Id).OrderBy(p => p.EntrySeq).AsEnumerable()
                .Select(p => Line(p.Number, Name(p.PlaceId), p.ReceivedOn, p.Means, Yuan(p.Fen), Yuan(p.AheadFen), p.ReturnedOn, p.EntrySeq)));
            Put(zip, "expenses.csv", "number,purpose,what,vendor,stage,quote,invoice,paid_on,invoice_sha256", db.Set<FundExpense>().Where(e => e.FundId == fund.Id).OrderBy(e => e.Number).AsEnumerable()
                .Select(e => Line(e.Number, e.Purpose, e.What, e.Vendor, e.Stage, Yuan(e.QuoteFen), e.InvoiceFen is { } fen ? Yuan(fen) : "", e.PaidOn, e.InvoiceHash is { } hash ? Convert.ToHexStringLower(hash) : "")));
            Put(zip, "contracts.csv", "since,manager,model,base,rate_percent,fixed,posted", db.Set<FundContract>().Where(c => c.FundId == fund.Id).OrderBy(c => c.Since).AsEnumerable()
                .Select(c => Line(c.Since, c.Manager, c.Model, c.Base, FundWords.Percent(c.RateBasisPoints), Yuan(c.FixedFen), Yuan(c.PostedFen))));
            Put(zip, "fees.csv", "use,since,price", db.Set<FundPrice>().Where(p => p.FundId == fund.Id).OrderBy(p => p.Since).ThenBy(p => p.Use).AsEnumerable().Select(p => Line(p.Use, p.Since, Yuan(p.Fen))));
            foreach (var part in new[] { "fees", "common", "maintenance" })
            {
                Put(zip, $"{part}.hledger", null, BookReading.Export(database, $"{fund.Code}/{part}", BookFormat.Hledger).Value);
            }

            if (db.Set<SealHead>().OrderByDescending(h => h.Size).FirstOrDefault() is { } head)
            {
                Put(zip, "checkpoint.txt", null, [head.Note.TrimEnd('\n')]);
            }
        }

        return bytes.ToArray();
    }

    private static IEnumerable<string> Homes(DistrictDb db, Fund fund, List<FundUnit> units, Func<Id<Core.Places.Place>, string> name)
    {
        var balances = db.Set<StoredAccount>().Where(a => a.LedgerId == fund.FeesId).ToDictionary(a => a.Code, a => a.DebitPosted - a.CreditPosted);
        return units.Select(u => Line(
            name(u.PlaceId), FundAccounts.Unit(u.Number), u.Use, Yuan(balances.GetValueOrDefault(FundAccounts.Receivable(u.Number))), Yuan(-balances.GetValueOrDefault(FundAccounts.Prepaid(u.Number)))));
    }

    private static void Put(ZipArchive zip, string name, string? head, IEnumerable<string> lines)
    {
        using var file = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: head is not null));
        foreach (var line in head is null ? lines : lines.Prepend(head))
        {
            file.Write(line);
            file.Write('\n');
        }
    }

    private static string Yuan(long fen) => Money.FromFen(fen).ToPlainText();

    private static string Line(params ReadOnlySpan<object?> cells)
    {
        var texts = new List<string>();
        foreach (var cell in cells)
        {
            texts.Add(CsvCell.Of(cell switch
            {
                null => "",
                LocalDate day => NodaTime.Text.LocalDatePattern.Iso.Format(day),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => cell.ToString() ?? "",
            }));
        }

        return string.Join(',', texts);
    }
}

/// <summary>A cell of a table that goes to others.</summary>
internal static class CsvCell
{
    /// <summary>Quoted where it must be; what a spreadsheet would take for a formula is marked as text. Numbers below nothing stay numbers.</summary>
    public static string Of(string text)
    {
        var isFormula = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' && !decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _);
        var safe = isFormula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
