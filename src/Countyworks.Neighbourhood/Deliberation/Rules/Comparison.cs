using System.Globalization;
using System.Text.RegularExpressions;
using Countyworks.Kernel;
using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>What became of a piece from one version to another.</summary>
public enum PieceFate
{
    /// <summary>It is in both.</summary>
    Kept = 1,

    /// <summary>It is in the later alone.</summary>
    Added = 2,

    /// <summary>It is in the earlier alone.</summary>
    Removed = 3,
}

/// <summary>A piece of a paragraph.</summary>
/// <param name="Fate">What became of it.</param>
/// <param name="Text">The piece.</param>
public sealed record Piece(PieceFate Fate, string Text);

/// <summary>A line of the budget in two versions.</summary>
/// <param name="Before">In the earlier; null where it is new.</param>
/// <param name="After">In the later; null where it is gone.</param>
public sealed record ComparedCost(CostLine? Before, CostLine? After)
{
    /// <summary>Whether both have it alike.</summary>
    public bool IsSame => Before == After;
}

/// <summary>Two versions of a proposal side by side.</summary>
/// <param name="Paragraphs">Each a list of pieces, in the order of the text.</param>
/// <param name="Costs">The lines of the budget, those of the later first.</param>
/// <param name="Added">Drawings that are new.</param>
/// <param name="Removed">Drawings that are gone.</param>
public sealed partial record Comparison(IReadOnlyList<IReadOnlyList<Piece>> Paragraphs, IReadOnlyList<ComparedCost> Costs, IReadOnlyList<Drawing> Added, IReadOnlyList<Drawing> Removed)
{
    // Beyond this a paragraph is shown as replaced: comparing by signs costs the square of the length.
    private const int InlineLimit = 2000;

    // Pairs of paragraphs that are looked at: beyond this all are shown as gone and come.
    private const int PairLimit = 10_000;

    /// <summary>Whether nothing differs.</summary>
    public bool IsSame => Paragraphs.All(p => p.All(piece => piece.Fate == PieceFate.Kept)) && Costs.All(c => c.IsSame) && Added.Count == 0 && Removed.Count == 0;

    /// <summary>Compares two versions.</summary>
    public static Comparison Of(VersionText before, VersionText after) => new(
        [.. Compare(before.Text, after.Text)],
        [
            .. after.Lines.Select(line => new ComparedCost(before.Lines.FirstOrDefault(l => l.Name == line.Name), line)),
            .. before.Lines.Where(line => after.Lines.All(l => l.Name != line.Name)).Select(line => new ComparedCost(line, null)),
        ],
        [.. after.Drawings.Where(d => !before.Drawings.Any(other => other.Sha256.SequenceEqual(d.Sha256)))],
        [.. before.Drawings.Where(d => !after.Drawings.Any(other => other.Sha256.SequenceEqual(d.Sha256)))]);

    private static IEnumerable<IReadOnlyList<Piece>> Compare(string before, string after)
    {
        var lines = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new LineChunker());
        var at = 0;
        foreach (var block in lines.DiffBlocks)
        {
            for (; at < block.InsertStartB; at++)
            {
                yield return [new(PieceFate.Kept, lines.PiecesNew[at])];
            }

            foreach (var (gone, come) in Paired([.. lines.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA)], [.. lines.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB)]))
            {
                yield return gone is null ? [new(PieceFate.Added, come!)] : come is null ? [new(PieceFate.Removed, gone)] : Within(gone, come);
            }

            at = block.InsertStartB + block.InsertCountB;
        }

        for (; at < lines.PiecesNew.Count; at++)
        {
            yield return [new(PieceFate.Kept, lines.PiecesNew[at])];
        }
    }

    // Paragraphs that differ are set against those most like them, in their order, so that one put in between does not shift all others.
    private static IEnumerable<(string? Gone, string? Come)> Paired(IReadOnlyList<string> gone, IReadOnlyList<string> come)
    {
        if ((long)gone.Count * come.Count > PairLimit)
        {
            return [.. gone.Select(g => ((string?)g, (string?)null)), .. come.Select(c => ((string?)null, (string?)c))];
        }

        // best[i, j]: the most that the paragraphs from i and j on have in common, in hundredths summed.
        var best = new int[gone.Count + 1, come.Count + 1];
        var alike = new int[gone.Count, come.Count];
        for (var i = gone.Count - 1; i >= 0; i--)
        {
            for (var j = come.Count - 1; j >= 0; j--)
            {
                alike[i, j] = Alike(gone[i], come[j]);
                best[i, j] = Math.Max(alike[i, j] + best[i + 1, j + 1], Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        }

        var pairs = new List<(string?, string?)>();
        var (a, b) = (0, 0);
        while (a < gone.Count || b < come.Count)
        {
            if (a < gone.Count && b < come.Count && alike[a, b] > 0 && best[a, b] == alike[a, b] + best[a + 1, b + 1])
            {
                pairs.Add((gone[a++], come[b++]));
            }
            else if (a < gone.Count && (b == come.Count || best[a, b] == best[a + 1, b]))
            {
                pairs.Add((gone[a++], null));
            }
            else
            {
                pairs.Add((null, come[b++]));
            }
        }

        return pairs;
    }

    // How many hundredths of the longer its signs are also in the other, whatever their order; nothing below half.
    private static int Alike(string one, string other)
    {
        var signs = one.CountBy(sign => sign).ToDictionary();
        var shared = other.CountBy(sign => sign).Sum(sign => Math.Min(sign.Value, signs.GetValueOrDefault(sign.Key)));
        var percent = 100 * shared / Math.Max(1, Math.Max(one.Length, other.Length));
        return percent < 50 ? 0 : percent;
    }

    // A paragraph with less than half in common reads better as one that went and one that came.
    private static IReadOnlyList<Piece> Within(string before, string after)
    {
        IReadOnlyList<Piece> replaced = [new(PieceFate.Removed, before), new(PieceFate.Added, after)];
        if (before.Length > InlineLimit || after.Length > InlineLimit)
        {
            return replaced;
        }

        var signs = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new WordChunks());
        var kept = after.Length - signs.DiffBlocks.Sum(b => Text(signs.PiecesNew, b.InsertStartB, b.InsertCountB).Length);
        return kept * 2 < Math.Max(before.Length, after.Length) ? replaced : [.. Pieces(signs)];
    }

    private static IEnumerable<Piece> Pieces(DiffResult signs)
    {
        var at = 0;
        foreach (var block in signs.DiffBlocks)
        {
            if (block.InsertStartB > at)
            {
                yield return new(PieceFate.Kept, Text(signs.PiecesNew, at, block.InsertStartB - at));
            }

            if (block.DeleteCountA > 0)
            {
                yield return new(PieceFate.Removed, Text(signs.PiecesOld, block.DeleteStartA, block.DeleteCountA));
            }

            if (block.InsertCountB > 0)
            {
                yield return new(PieceFate.Added, Text(signs.PiecesNew, block.InsertStartB, block.InsertCountB));
            }

            at = block.InsertStartB + block.InsertCountB;
        }

        if (at < signs.PiecesNew.Count)
        {
            yield return new(PieceFate.Kept, Text(signs.PiecesNew, at, signs.PiecesNew.Count - at));
        }
    }

    private static string Text(IReadOnlyList<string> pieces, int from, int count) => string.Concat(pieces.Skip(from).Take(count));

    // Words and numbers stay whole; of Chinese, which has no spaces, each sign is a piece. A sign of two halves is one.
    private sealed partial class WordChunks : IChunker
    {
        public IReadOnlyList<string> Chunk(string text)
        {
            var chunks = new List<string>();
            var at = 0;
            while (at < text.Length)
            {
                var word = Word().Match(text, at);
                var length = word.Success && word.Index == at ? word.Length : StringInfo.GetNextTextElementLength(text.AsSpan(at));
                chunks.Add(text.Substring(at, length));
                at += length;
            }

            return chunks;
        }

        [GeneratedRegex(@"\G[A-Za-z0-9]+([.,][0-9]+)*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Word();
    }
}
