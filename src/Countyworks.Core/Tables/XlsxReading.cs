using System.Globalization;
using System.IO.Compression;
using System.Text;
using Countyworks.Kernel;
using ExcelDataReader;

namespace Countyworks.Core.Tables;

/// <summary>Reads the first sheet of an Excel workbook: values, never formulas.</summary>
internal static class XlsxReading
{
    /// <summary>The last row a sheet may have.</summary>
    private const int LastRow = 1_048_576;

    // The library asks for Windows' old encoding before it looks at what it was given.
    static XlsxReading() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// Reads it. Refuses <c>workbook_bomb</c> (it unpacks to more than it may), <c>workbook_unreadable</c>, <c>header_missing</c>, <c>no_rows</c>,
    /// <c>too_many_rows</c>, <c>too_many_columns</c>.
    /// </summary>
    public static Outcome<SourceTable> Read(byte[] bytes)
    {
        try
        {
            return IsBomb(bytes) ? new Refusal("workbook_bomb") : ReadSheet(bytes);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // The library throws whatever a broken workbook makes it stumble over; each means the same here.
            return new Refusal("workbook_unreadable");
        }
    }

    private static Outcome<SourceTable> ReadSheet(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
        if (reader.FieldCount > TableLimits.Columns)
        {
            return new Refusal("too_many_columns").With("limit", TableLimits.Columns);
        }

        var table = new TableGathering();
        while (reader.Read())
        {
            if (reader.Depth >= LastRow)
            {
                return new Refusal("too_many_rows").With("limit", TableLimits.Rows);
            }

            var cells = new string?[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = AsText(reader.GetValue(i));
            }

            if (table.Add(reader.Depth + 1, cells, isRagged: true) is { } refusal)
            {
                return refusal;
            }
        }

        return table.Table();
    }

    private static string? AsText(object? value) => value switch
    {
        null => null,
        string text => text,
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        double number => number.ToString("0.###############", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>Whether it unpacks to more than it may: counted while unpacking, for what a workbook says of itself may be a lie.</summary>
    private static bool IsBomb(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > TableLimits.WorkbookParts)
        {
            return true;
        }

        var left = TableLimits.WorkbookBytes;
        var buffer = new byte[64 * 1024];
        foreach (var entry in archive.Entries)
        {
            // Small parts may pack as well as they like.
            var most = Math.Min(left, Math.Max(1024 * 1024, entry.CompressedLength * TableLimits.WorkbookRatio));
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
            {
                (most, left) = (most - read, left - read);
                if (most < 0)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
