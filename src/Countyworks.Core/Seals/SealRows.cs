using Countyworks.Engines.Seals;
using NodaTime;

namespace Countyworks.Core.Seals;

/// <summary>A complete tile of the tree over the journal; written once, never changed.</summary>
public sealed class SealTile
{
    /// <summary>0 for leaves.</summary>
    public required int Level { get; init; }

    /// <summary>Which of its level, from 0.</summary>
    public required long Number { get; init; }

    /// <summary>The root of the subtree it closes.</summary>
    public required byte[] Root { get; init; }

    /// <summary>Its <see cref="Tile.Width"/> hashes, one after another.</summary>
    public required byte[] Hashes { get; init; }

    /// <summary>The row of a tile.</summary>
    public static SealTile Of(Tile tile)
    {
        var hashes = new byte[tile.Hashes.Count * Digest.Length];
        for (var i = 0; i < tile.Hashes.Count; i++)
        {
            tile.Hashes[i].CopyTo(hashes.AsSpan(i * Digest.Length));
        }

        return new SealTile { Level = tile.Level, Number = tile.Index, Root = tile.Root.ToArray(), Hashes = hashes };
    }

    /// <summary>One of its hashes; null where the row is too short to be a tile.</summary>
    public Digest? Hash(int position) => Hashes.Length == Tile.Width * Digest.Length ? Digest.Of(Hashes.AsSpan(position * Digest.Length, Digest.Length)) : null;
}

/// <summary>A head that was signed; written once, never changed.</summary>
public sealed class SealHead
{
    /// <summary>Entries of the journal under it: those from 1 to here.</summary>
    public required long Size { get; init; }

    /// <summary>The root of the tree over them.</summary>
    public required byte[] Root { get; init; }

    /// <summary>When it was signed.</summary>
    public required Instant At { get; init; }

    /// <summary>The public key that signed it.</summary>
    public required string Key { get; init; }

    /// <summary>The signed checkpoint as it is published.</summary>
    public required string Note { get; init; }
}
