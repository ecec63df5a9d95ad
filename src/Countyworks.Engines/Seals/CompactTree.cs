using System.Numerics;

namespace Countyworks.Engines.Seals;

/// <summary>
/// A tree that only grows, as small as it can be: the roots of its complete subtrees, the largest first, of which there are as many as
/// its size has binary ones. It gives the root of every size it passes, and no proofs.
/// </summary>
/// <param name="hash">How it is hashed.</param>
public sealed class CompactTree(TreeHash hash)
{
    private readonly List<Digest> peaks = [];

    /// <summary>How many leaves it has.</summary>
    public long Size { get; private set; }

    /// <summary>The root of the leaves so far.</summary>
    public Digest Root
    {
        get
        {
            if (peaks.Count == 0)
            {
                return hash.Empty;
            }

            var root = peaks[^1];
            for (var i = peaks.Count - 2; i >= 0; i--)
            {
                root = hash.Node(peaks[i], root);
            }

            return root;
        }
    }

    /// <summary>Adds a leaf.</summary>
    public void Append(Digest leaf)
    {
        // A complete subtree on the right closes the one of its size on the left, as a one carries in counting.
        for (var carried = BitOperations.TrailingZeroCount(~Size); carried > 0; carried--)
        {
            leaf = hash.Node(peaks[^1], leaf);
            peaks.RemoveAt(peaks.Count - 1);
        }

        peaks.Add(leaf);
        Size++;
    }

    /// <summary>A tree of its own that begins with the leaves of this one.</summary>
    public CompactTree Fork()
    {
        var fork = new CompactTree(hash) { Size = Size };
        fork.peaks.AddRange(peaks);
        return fork;
    }
}
