using Countyworks.Kernel;

namespace Countyworks.Engines.Seals;

/// <summary>Checks proofs by what they say and nothing else (RFC 9162, 2.1.3.2 and 2.1.4.2): what a stranger needs.</summary>
public static class Proofs
{
    private static readonly Refusal RootDiffers = new("seal_root_differs");

    /// <summary>
    /// Checks that a leaf is in the tree of a root. Refuses, in this order: <c>seal_size_wrong</c> (size 0, or the leaf beyond it),
    /// <c>seal_path_length</c>, <c>seal_root_differs</c>.
    /// </summary>
    /// <param name="hash">How the tree is hashed.</param>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="path">The neighbours, the lowest first.</param>
    /// <param name="root">The root that is trusted.</param>
    public static Outcome<Done> CheckInclusion(TreeHash hash, Digest leaf, long index, long size, IReadOnlyList<Digest> path, Digest root)
    {
        if (index < 0 || index >= size)
        {
            return SizeWrong;
        }

        var (at, last, found) = (index, size - 1, leaf);
        foreach (var neighbour in path)
        {
            if (last == 0)
            {
                return PathLength;
            }

            if ((at & 1) == 1 || at == last)
            {
                found = hash.Node(neighbour, found);
                while ((at & 1) == 0 && at != 0)
                {
                    (at, last) = (at >> 1, last >> 1);
                }
            }
            else
            {
                found = hash.Node(found, neighbour);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last != 0 ? PathLength : found == root ? Done.It : RootDiffers;
    }

    /// <summary>
    /// Checks that the tree of a root begins with the tree of an earlier one. Refuses, in this order: <c>seal_size_wrong</c> (size 0, or the second
    /// below the first), <c>seal_path_length</c>, <c>seal_root_differs</c>.
    /// </summary>
    /// <param name="hash">How the trees are hashed.</param>
    /// <param name="first">Leaves of the earlier tree.</param>
    /// <param name="firstRoot">Its root.</param>
    /// <param name="second">Leaves of the later.</param>
    /// <param name="secondRoot">Its root.</param>
    /// <param name="path">The proof; empty for equal sizes.</param>
    public static Outcome<Done> CheckConsistency(TreeHash hash, long first, Digest firstRoot, long second, Digest secondRoot, IReadOnlyList<Digest> path)
    {
        if (first < 1 || second < first)
        {
            return SizeWrong;
        }

        if (first == second)
        {
            return path.Count > 0 ? PathLength : firstRoot == secondRoot ? Done.It : RootDiffers;
        }

        if (path.Count == 0)
        {
            return PathLength;
        }

        // A first tree that is complete is itself the first node of the proof.
        IEnumerable<Digest> all = long.IsPow2(first) ? path.Prepend(firstRoot) : path;
        var (isWhole, one, two) = Climb(hash, first, second, [.. all]);
        return !isWhole ? PathLength
            : one == firstRoot && two == secondRoot ? Done.It
            : RootDiffers;
    }

    private static Refusal SizeWrong => new("seal_size_wrong");

    private static Refusal PathLength => new("seal_path_length");

    private static (bool IsWhole, Digest First, Digest Second) Climb(TreeHash hash, long first, long second, IReadOnlyList<Digest> path)
    {
        var (at, last) = (first - 1, second - 1);
        while ((at & 1) == 1)
        {
            (at, last) = (at >> 1, last >> 1);
        }

        var (one, two) = (path[0], path[0]);
        foreach (var node in path.Skip(1))
        {
            if (last == 0)
            {
                return (false, one, two);
            }

            if ((at & 1) == 1 || at == last)
            {
                (one, two) = (hash.Node(node, one), hash.Node(node, two));
                while ((at & 1) == 0 && at != 0)
                {
                    (at, last) = (at >> 1, last >> 1);
                }
            }
            else
            {
                two = hash.Node(two, node);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return (last == 0, one, two);
    }
}
