namespace Countyworks.Engines.Seals;

/// <summary>
/// 256 neighbours of one level of a tree, kept together: level 0 holds leaves, level 1 the roots of complete tiles of level 0, and so on.
/// Only complete tiles are kept, so that a tile once written never changes.
/// </summary>
/// <param name="Level">0 for leaves.</param>
/// <param name="Index">Which of its level, from 0.</param>
/// <param name="Hashes">Its <see cref="Width"/> hashes, left to right.</param>
/// <param name="Root">The root of the subtree it closes.</param>
public sealed record Tile(int Level, long Index, IReadOnlyList<Digest> Hashes, Digest Root)
{
    /// <summary>Hashes in a tile.</summary>
    public const int Width = 1 << Height;

    /// <summary>Levels of the tree in a tile.</summary>
    public const int Height = 8;
}

/// <summary>Cuts a growing row of leaves into tiles.</summary>
/// <param name="hash">How the tree is hashed.</param>
public sealed class TileStack(TreeHash hash)
{
    private readonly List<(List<Digest> Open, long Closed)> levels = [];

    /// <summary>Begins with tiles that exist: what is open at a level above the leaves.</summary>
    /// <param name="level">1 or more; each level once, from 1 on.</param>
    /// <param name="closed">Complete tiles of the level.</param>
    /// <param name="open">The roots of the tiles below that are in no complete tile yet.</param>
    public void Continue(int level, long closed, IEnumerable<Digest> open)
    {
        while (levels.Count <= level)
        {
            levels.Add(([], 0));
        }

        levels[level] = ([.. open], closed);
    }

    /// <summary>Says how many tiles of leaves there are already.</summary>
    public void ContinueLeaves(long closed) => Continue(0, closed, []);

    /// <summary>Adds a leaf and answers the tiles it closes, the lowest first; mostly none.</summary>
    public IReadOnlyList<Tile> Append(Digest leaf)
    {
        var closed = new List<Tile>(0);
        for (var (level, next) = (0, leaf); ; level++)
        {
            if (level == levels.Count)
            {
                levels.Add((new(Tile.Width), 0));
            }

            var (open, count) = levels[level];
            open.Add(next);
            if (open.Count < Tile.Width)
            {
                return closed;
            }

            var tile = new Tile(level, count, open, RootOf(open, hash));
            levels[level] = (new(Tile.Width), count + 1);
            closed.Add(tile);
            next = tile.Root;
        }
    }

    /// <summary>The root of a number of neighbours that is a power of two.</summary>
    public static Digest RootOf(IReadOnlyList<Digest> hashes, TreeHash hash)
    {
        var row = hashes.ToArray();
        for (var count = row.Length; count > 1; count /= 2)
        {
            for (var i = 0; i < count / 2; i++)
            {
                row[i] = hash.Node(row[2 * i], row[(2 * i) + 1]);
            }
        }

        return row[0];
    }
}
