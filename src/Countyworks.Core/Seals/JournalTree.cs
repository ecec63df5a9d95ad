using Countyworks.Data;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Engines.Seals;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Seals;

/// <summary>
/// The tree over the journal as the rows have it: complete tiles, and the entries after the last of them. A few small reads give any node of it.
/// For one read of the database; it keeps what it has read.
/// </summary>
public sealed class JournalTree : INodes
{
    private readonly DistrictDb db;
    private readonly TreeHash hash;
    private readonly Dictionary<(int Level, long Number), IReadOnlyList<Digest>> read = [];
    private readonly List<Digest> tail;
    private readonly long tiles;

    /// <summary>Reads the entries after the last complete tile.</summary>
    public JournalTree(DistrictDb db, TreeHash hash)
    {
        (this.db, this.hash) = (db, hash);
        tiles = Closed(db, 0);
        tail = [.. Leaves(db, hash, tiles * Tile.Width, Tile.Width)];
        Shape = new TreeShape(hash, this);
    }

    /// <summary>Entries that are in tiles or can be put under the root: up to the first that is missing.</summary>
    public long Size => (tiles * Tile.Width) + tail.Count;

    /// <summary>Its roots and proofs, at any size up to <see cref="Size"/>.</summary>
    public TreeShape Shape { get; }

    /// <summary>How many complete tiles a level has.</summary>
    public static long Closed(DistrictDb db, int level) => (db.Set<SealTile>().Where(t => t.Level == level).Max(t => (long?)t.Number) ?? -1) + 1;

    /// <summary>The hashes of the entries after the first <paramref name="after"/>, at most so many, up to the first that is missing.</summary>
    public static IEnumerable<Digest> Leaves(DistrictDb db, TreeHash hash, long after, int most)
    {
        var (writer, district, next) = (new EntryWriter(), new DistrictCode(db.District), after);
        foreach (var row in db.Set<FactRow>().Where(f => f.Seq > after).OrderBy(f => f.Seq).Take(most))
        {
            if (row.Seq != ++next)
            {
                yield break;
            }

            yield return hash.Leaf(FactEntry.Write(writer, district, row));
        }
    }

    /// <inheritdoc/>
    public Digest Node(int level, long index)
    {
        // Within a tile of its level a node lies over 2^inner neighbours.
        var (tileLevel, inner) = (level / Tile.Height, level % Tile.Height);
        var first = index << inner;
        var row = Row(tileLevel, first / Tile.Width);
        return TileStack.RootOf([.. row.Skip((int)(first % Tile.Width)).Take(1 << inner)], hash);
    }

    private IReadOnlyList<Digest> Row(int level, long number)
    {
        if (!read.TryGetValue((level, number), out var row))
        {
            row = read[(level, number)] = level == 0 && number == tiles ? tail : Stored(level, number) ?? Open(level, number);
        }

        return row;
    }

    private IReadOnlyList<Digest>? Stored(int level, long number) =>
        db.Set<SealTile>().Where(t => t.Level == level && t.Number == number).Select(t => t.Hashes).FirstOrDefault() is { } hashes
            ? [.. hashes.Chunk(Digest.Length).Select(bytes => Digest.Of(bytes))]
            : null;

    // What is in no complete tile of this level: the roots of the tiles below.
    private IReadOnlyList<Digest> Open(int level, long number)
    {
        var (below, from, to) = (level - 1, number * Tile.Width, (number + 1) * Tile.Width);
        var roots = db.Set<SealTile>().Where(t => t.Level == below && t.Number >= from && t.Number < to).OrderBy(t => t.Number).Select(t => t.Root).ToList();
        return [.. roots.Select(bytes => Digest.Of(bytes))];
    }
}
