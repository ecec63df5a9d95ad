using Countyworks.Data.Model;
using Countyworks.Engines.Seals;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Seals;

/// <summary>The leaves of the stored tiles, one after another; on the way it holds every stored node against the leaves below it.</summary>
internal sealed class StoredLeaves
{
    private readonly DistrictDb db;
    private readonly TileStack stack;
    private readonly Dictionary<(int Level, long Number), SealTile> upper;
    private SealTile? current;
    private long next;

    public StoredLeaves(DistrictDb db, TreeHash hash)
    {
        (this.db, stack) = (db, new TileStack(hash));
        upper = db.Set<SealTile>().Where(t => t.Level > 0).ToDictionary(t => (t.Level, t.Number));
        Size = JournalTree.Closed(db, 0) * Tile.Width;
    }

    /// <summary>Entries in complete tiles.</summary>
    public long Size { get; }

    /// <summary>Tiles that are not those of the leaves below them.</summary>
    public List<SealFinding> Altered { get; } = [];

    /// <summary>The next stored leaf; null where the entry is in no complete tile.</summary>
    /// <param name="computed">The leaf of the journal's row, where there is one.</param>
    public Digest? Next(Digest? computed)
    {
        var position = (int)(next % Tile.Width);
        if (position == 0)
        {
            var number = next / Tile.Width;
            current = next < Size ? db.Set<SealTile>().FirstOrDefault(t => t.Level == 0 && t.Number == number) : null;
        }

        var leaf = current?.Hash(position);
        next++;
        foreach (var tile in stack.Append(leaf ?? computed ?? default))
        {
            Compare(tile);
        }

        return leaf;
    }

    private void Compare(Tile tile)
    {
        var row = tile.Level == 0 ? current : upper.GetValueOrDefault((tile.Level, tile.Index));
        var width = 1L << ((tile.Level + 1) * Tile.Height);
        var (from, to) = ((tile.Index * width) + 1, (tile.Index + 1) * width);
        var whole = SealTile.Of(tile);

        // A tile that is not there is not yet written, unless later ones are.
        var isAltered = row is null ? to <= Size : !row.Root.AsSpan().SequenceEqual(whole.Root) || !row.Hashes.AsSpan().SequenceEqual(whole.Hashes);
        if (isAltered && Altered.Count < Verification.MostFindings)
        {
            Altered.Add(new(SealFindingKind.TreeAltered, from, to));
        }
    }
}
