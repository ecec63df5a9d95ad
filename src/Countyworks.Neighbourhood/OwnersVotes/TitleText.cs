using Countyworks.Core.Votes;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>A list of titles as it is pasted from a spreadsheet: building, unit, area, owner's code, and whatever marks what is with the developer.</summary>
internal static class TitleText
{
    private static readonly string[] Yes = ["1", "yes", "true", "是", "未售", "未交付"];   // read, never shown
    private static readonly string[] Heads = ["building", "楼栋", "栋"];   // read, never shown

    /// <summary>Reads it; a first line with headings is passed over. Refuses <c>title_line_unreadable</c> (line), and of areas what <see cref="Area.Parse"/> refuses.</summary>
    public static Outcome<IReadOnlyList<TitleLine>> Read(string text)
    {
        var lines = new List<TitleLine>();
        foreach (var (i, line) in text.Split('\n').Index())
        {
            var cells = line.Split('\t', ',', '，').Select(cell => cell.Trim()).ToArray();   // read, never shown
            if (line.Trim().Length == 0 || (i == 0 && Heads.Contains(cells[0], StringComparer.OrdinalIgnoreCase)))
            {
                continue;
            }

            var area = cells.Length >= 4 ? Area.Parse(cells[2], "lines") : new Refusal("title_line_unreadable", "lines");
            if (!area.IsDone(out var size, out _))
            {
                return new Refusal("title_line_unreadable", "lines").With("line", i + 1);
            }

            lines.Add(new(cells[0], cells[1], size, TitleBasis.Register, cells[3], cells.Length > 4 && Yes.Contains(cells[4], StringComparer.OrdinalIgnoreCase)));
        }

        return lines;
    }
}
