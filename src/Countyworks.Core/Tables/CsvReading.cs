using System.Text;
using Countyworks.Kernel;

namespace Countyworks.Core.Tables;

/// <summary>
/// Reads comma-, semicolon- or tab-separated text (RFC 4180, leniently: a quote inside an unquoted cell stands for itself). A quote that
/// nothing closes would swallow every row below it: its own row is refused, and reading goes on from the next line.
/// </summary>
internal sealed class CsvReading
{
    // Each costs a second look at the rest of the file.
    private const int MostUnclosedQuotes = 20;
    private const int HeaderSample = 64 * 1024;
    private static readonly char[] Delimiters = [',', ';', '\t'];

    private readonly string text;
    private readonly char delimiter;
    private readonly StringBuilder quoted = new();
    private int at;
    private int line = 1;

    private CsvReading(string text) => (this.text, delimiter) = (text, DelimiterOf(text));

    /// <summary>Reads it. Refuses <c>header_missing</c>, <c>no_rows</c>, <c>too_many_rows</c>, <c>too_many_columns</c>.</summary>
    public static Outcome<SourceTable> Read(string text) => new CsvReading(text).ReadAll();

    private Outcome<SourceTable> ReadAll()
    {
        var table = new TableGathering();
        var unclosed = 0;
        while (at < text.Length)
        {
            var (from, begins) = (at, line);
            var cells = new List<string?>();
            var problem = ReadRecord(cells) ? null : new Refusal("quote_unclosed");
            if (table.Add(begins, cells, isRagged: false, problem) is { } refusal)
            {
                return refusal;
            }

            if (problem is not null && ++unclosed <= MostUnclosedQuotes)
            {
                var end = text.IndexOf('\n', from);
                (at, line) = end < 0 ? (text.Length, line) : (end + 1, begins + 1);
            }
        }

        return table.Table();
    }

    /// <summary>Reads one record, up to the end of its last line; answers whether all its quotes are closed.</summary>
    private bool ReadRecord(List<string?> cells)
    {
        while (true)
        {
            if (!ReadCell(out var cell))
            {
                cells.Add(cell);
                return false;
            }

            cells.Add(cell);
            if (at == text.Length)
            {
                return true;
            }

            var ended = text[at++];
            if (ended != delimiter)
            {
                at += ended == '\r' && at < text.Length && text[at] == '\n' ? 1 : 0;
                line++;
                return true;
            }
        }
    }

    private bool ReadCell(out string cell)
    {
        if (at == text.Length || text[at] != '"')
        {
            cell = RestOfCell();
            return true;
        }

        quoted.Clear();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                line += text[at] == '\n' ? 1 : 0;
                quoted.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                quoted.Append('"');
                at++;
            }
            else
            {
                at++;
                cell = quoted.Append(RestOfCell()).ToString();
                return true;
            }
        }

        cell = quoted.ToString();
        return false;
    }

    /// <summary>What stands up to the next separator or end of line.</summary>
    private string RestOfCell()
    {
        var length = text.AsSpan(at).IndexOfAny(delimiter, '\r', '\n');
        var cell = text.Substring(at, length < 0 ? text.Length - at : length);
        at += cell.Length;
        return cell;
    }

    /// <summary>The separator that stands most often in the first line that has any, outside of quotes.</summary>
    private static char DelimiterOf(string text)
    {
        foreach (var each in text.AsSpan(0, Math.Min(text.Length, HeaderSample)).EnumerateLines())
        {
            var outside = string.Concat(each.ToString().Split('"').Where((_, i) => i % 2 == 0));
            var best = Delimiters.MaxBy(d => outside.AsSpan().Count(d));
            if (outside.Contains(best, StringComparison.Ordinal))
            {
                return best;
            }
        }

        return Delimiters[0];
    }
}
