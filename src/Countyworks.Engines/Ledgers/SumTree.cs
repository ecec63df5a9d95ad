using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>A hash that binds a sum.</summary>
/// <param name="Sum">Fen; not negative.</param>
/// <param name="Hash">The hash.</param>
public readonly record struct SumNode(long Sum, Digest Hash);

/// <summary>
/// A tree whose root binds the sum of all leaves: somebody who is shown the way from their own share to the root knows that it is in the total that was published.
/// Node = SHA-256(0x02 ‖ left sum ‖ left hash ‖ right sum ‖ right hash), shaped as RFC 9162 shapes trees. Both sums are hashed: with only their total in it, a
/// total could be understated.
/// </summary>
public static class SumTree
{
    private const byte NodePrefix = 2;

    /// <summary>The longest way.</summary>
    private const int PathLimit = 64;

    /// <summary>A leaf. Refuses <c>sum_negative</c>.</summary>
    /// <param name="sum">The share.</param>
    /// <param name="entry">Whose, and of what, as bytes.</param>
    public static Outcome<SumNode> Leaf(Money sum, ReadOnlySpan<byte> entry)
    {
        // The share is hashed with the entry: a leaf must not be shown again with another.
        Span<byte> bytes = new byte[sizeof(long) + entry.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sum.Fen);
        entry.CopyTo(bytes[sizeof(long)..]);
        return sum.IsNegative ? new Refusal("sum_negative", "sum") : new SumNode(sum.Fen, TreeHash.Sha256.Leaf(bytes));
    }

    /// <summary>The root. Refuses <c>tree_empty</c>, <c>sum_negative</c>, <c>sum_too_large</c>.</summary>
    public static Outcome<SumNode> Root(IReadOnlyList<SumNode> leaves) => leaves.Count == 0 ? new Refusal("tree_empty") : Range(leaves, 0, leaves.Count);

    /// <summary>The way from a leaf to the root: its neighbours, the lowest first. Refuses as <see cref="Root"/>.</summary>
    /// <param name="leaves">All leaves.</param>
    /// <param name="index">Which, from 0.</param>
    public static Outcome<IReadOnlyList<SumNode>> Path(IReadOnlyList<SumNode> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Count);
        var path = new List<SumNode>();
        var (from, to) = (0, leaves.Count);
        while (to - from > 1)
        {
            var middle = from + Split(to - from);
            var (left, right) = index < middle ? (middle, to) : (from, middle);
            if (!Range(leaves, left, right).IsDone(out var neighbour, out var why))
            {
                return why;
            }

            path.Add(neighbour);
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        path.Reverse();
        return path;
    }

    /// <summary>Whether a leaf is under a root. Refuses <c>sum_path_wrong</c>, also for sums that are negative or too large on the way.</summary>
    /// <param name="leaf">The own share.</param>
    /// <param name="index">Which leaf, from 0.</param>
    /// <param name="count">Leaves of the tree.</param>
    /// <param name="path">The way.</param>
    /// <param name="root">As published.</param>
    public static Outcome<Done> Check(SumNode leaf, int index, int count, IReadOnlyList<SumNode> path, SumNode root)
    {
        var wrong = new Refusal("sum_path_wrong");
        if (index < 0 || index >= count || path.Count > PathLimit || Sides(index, count) is not { } sides || sides.Count != path.Count)
        {
            return wrong;
        }

        var node = leaf;
        for (var i = 0; i < path.Count; i++)
        {
            if (!(sides[i] ? Node(path[i], node) : Node(node, path[i])).IsDone(out node, out _))
            {
                return wrong;
            }
        }

        return node == root ? Done.It : wrong;
    }

    // Whether the neighbour lies to the left, the lowest first.
    private static List<bool> Sides(int index, int count)
    {
        var sides = new List<bool>();
        var (from, to) = (0, count);
        while (to - from > 1)
        {
            var middle = from + Split(to - from);
            sides.Add(index >= middle);
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }

        sides.Reverse();
        return sides;
    }

    private static Outcome<SumNode> Range(IReadOnlyList<SumNode> leaves, int from, int to)
    {
        if (to - from == 1)
        {
            return leaves[from].Sum < 0 ? new Refusal("sum_negative", "sum") : leaves[from];
        }

        var middle = from + Split(to - from);
        return Range(leaves, from, middle).Then(left => Range(leaves, middle, to).Then(right => Node(left, right)));
    }

    private static Outcome<SumNode> Node(SumNode left, SumNode right)
    {
        if (left.Sum < 0 || right.Sum < 0)
        {
            return new Refusal("sum_negative", "sum");
        }

        if ((Int128)left.Sum + right.Sum > long.MaxValue)
        {
            return new Refusal("sum_too_large", "sum");
        }

        Span<byte> bytes = stackalloc byte[1 + (2 * (sizeof(long) + Digest.Length))];
        bytes[0] = NodePrefix;
        Write(left, bytes[1..]);
        Write(right, bytes[(1 + sizeof(long) + Digest.Length)..]);
        return new SumNode(left.Sum + right.Sum, Digest.Of(SHA256.HashData(bytes)));
    }

    private static void Write(SumNode node, Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, node.Sum);
        node.Hash.CopyTo(target[sizeof(long)..]);
    }

    private static int Split(int count) => (int)(BitOperations.RoundUpToPowerOf2((uint)count) / 2);
}
