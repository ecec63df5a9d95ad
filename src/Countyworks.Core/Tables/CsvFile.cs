using System.Globalization;
using Countyworks.Kernel;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Core.Tables;

/// <summary>Tables that go to others: CSV (RFC 4180) with a byte order mark, in which no spreadsheet takes a text for a formula, and numbers stay numbers.</summary>
public static class CsvFile
{
    /// <summary>What downloads of it are.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly CsvWriterOptions Format = new() { Injection = CsvInjection.Escape, WriteByteOrderMark = true, FormatProvider = CultureInfo.InvariantCulture };

    /// <summary>Writes into a stream row by row, for tables too long to be held.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="isRagged">Whether rows may be of different lengths.</param>
    public static CsvWriter To(Stream stream, bool isRagged = false) => CsvWriter.Create(stream, isRagged ? Format with { ValidateFieldCount = false } : Format, leaveOpen: true);

    /// <summary>A table whole. Cells are texts, numbers, days, sums (in yuan) and areas (in m²); null is an empty one.</summary>
    public static byte[] Of(IEnumerable<IEnumerable<object?>> rows)
    {
        using var bytes = new MemoryStream();
        using (var csv = To(bytes))
        {
            foreach (var row in rows)
            {
                foreach (var cell in row)
                {
                    Write(csv, cell);
                }

                csv.EndRecord();
            }
        }

        return bytes.ToArray();
    }

    private static void Write(CsvWriter csv, object? cell)
    {
        switch (cell)
        {
            case Money sum:
                csv.WriteField(sum.Fen / 100m, "0.00");
                break;
            case Area area:
                csv.WriteField(area.Hundredths / 100m, "0.00");
                break;
            case int or long:
                csv.WriteField(Convert.ToInt64(cell, CultureInfo.InvariantCulture), "0");
                break;
            case LocalDate day:
                csv.WriteField(LocalDatePattern.Iso.Format(day));
                break;
            default:
                csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "");
                break;
        }
    }
}
