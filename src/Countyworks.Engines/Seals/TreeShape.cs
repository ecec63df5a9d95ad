using System.Numerics;

namespace Countyworks.Engines.Seals;

/// <summary>The roots of complete subtrees of a tree.</summary>
public interface INodes
{
    /// <summary>The root over the leaves from <paramref name="index"/> · 2^<paramref name="level"/> on, 2^level of them.</summary>
    /// <param name="level">0 for a leaf.</param>
    /// <param name="index">Which of its level, from 0.</param>
    Digest Node(int level, long index);
}

/// <summary>Roots and proofs at any size of a tree whose complete subtrees are at hand (RFC 9162, 2.1): split at the largest power of two below the size.</summary>
/// <param name="hash">How it is hashed.</param>
/// <param name="nodes">Its complete subtrees.</param>
public sealed class TreeShape(TreeHash hash, INodes nodes)
{
    /// <summary>The root when the tree had so many leaves.</summary>
    /// <param name="size">0 or more.</param>
    public Digest Root(long size) => size == 0 ? hash.Empty : Range(0, size);

    /// <summary>The proof that a leaf is in the tree of a size: the neighbours on the way to the root, the lowest first.</summary>
    /// <param name="index">From 0, below <paramref name="size"/>.</param>
    /// <param name="size">1 or more.</param>
    public IReadOnlyList<Digest> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<Digest>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + Split(to - from);
            if (index < middle)
            {
                path.Add(Range(middle, to));
                to = middle;
            }
            else
            {
                path.Add(Range(from, middle));
                from = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>The proof that the tree of a size begins with all leaves of a smaller one, unchanged.</summary>
    /// <param name="first">The smaller size, 1 or more.</param>
    /// <param name="second">Not below <paramref name="first"/>.</param>
    public IReadOnlyList<Digest> Consistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(second, first);
        var path = new List<Digest>();
        var (from, to) = (0L, second);
        while (to > first)
        {
            var middle = from + Split(to - from);
            if (first <= middle)
            {
                path.Add(Range(middle, to));
                to = middle;
            }
            else
            {
                path.Add(Range(from, middle));
                from = middle;
            }
        }

        // The smaller tree itself is known to whoever asks; a part of it is not.
        if (from > 0)
        {
            path.Add(Range(from, to));
        }

        path.Reverse();
        return path;
    }

    private Digest Range(long from, long to)
    {
        var count = to - from;
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.Log2((ulong)count);
            return nodes.Node(level, from >> level);
        }

        var middle = from + Split(count);
        return hash.Node(Range(from, middle), Range(middle, to));
    }

    private static long Split(long count) => (long)(BitOperations.RoundUpToPowerOf2((ulong)count) / 2);
}
