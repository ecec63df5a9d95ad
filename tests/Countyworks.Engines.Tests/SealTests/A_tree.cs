using System.Text;
using Countyworks.Engines.Seals;
using CsCheck;

namespace Countyworks.Engines.Tests.SealTests;

public sealed class A_tree
{
    private const string RootOfFive = "4b0fc532e27b9a253c231cdd5667fab3d222295cec71b78aac36243c568fb7fe";
    private const string RootOfFour = "c13c4e5bb8cd6caaf38b4f8296e530b411f6f696934522cbf5f04f9c1d81e714";
    private const string FifthLeaf = "514158527515064c7bbd35b44c9f11addcfc38b439554fc9bb0d8b7c661c3e8f";
    private static readonly TreeHash Hash = TreeHash.Sha256;

    [Fact]
    public void Of_five_entries_has_the_roots_and_proofs_worked_out_by_hand()
    {
        var five = new AllNodes(5, Hash);
        var shape = new TreeShape(Hash, five);

        Assert.StartsWith("27479b6a", five.Leaves[2].ToHex(), StringComparison.Ordinal);
        Assert.Equal(RootOfFive, shape.Root(5).ToHex());
        Assert.Equal(RootOfFour, shape.Root(4).ToHex());
        Assert.Equal(
            ["194bb5a2d5bd10e5d1aa6fd5d42980b356caf1da623cd9987c4bfa2f81771ed7", "f0ba1dc15b0cb02f6a46c55ef5b879cddcb37bf5a3f053dc9fec19dbe8b3209f", FifthLeaf],
            shape.Inclusion(2, 5).Select(d => d.ToHex()));
        Assert.Equal([FifthLeaf], shape.Consistency(4, 5).Select(d => d.ToHex()));
    }

    [Theory, InlineData(SealProfile.International), InlineData(SealProfile.National)]
    public void Proves_every_leaf_at_every_size(SealProfile profile)
    {
        var hash = TreeHash.Of(profile);
        var nodes = new AllNodes(40, hash);
        var shape = new TreeShape(hash, nodes);
        for (var size = 1; size <= 40; size++)
        {
            for (var index = 0; index < size; index++)
            {
                Assert.Null(Proofs.CheckInclusion(hash, nodes.Leaves[index], index, size, shape.Inclusion(index, size), nodes.Naive(0, size)).Refusal);
            }
        }
    }

    [Fact]
    public void Proves_that_it_begins_with_every_smaller_one()
    {
        var nodes = new AllNodes(70, Hash);
        var shape = new TreeShape(Hash, nodes);
        for (var second = 1; second <= 70; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                Assert.Null(Proofs.CheckConsistency(Hash, first, nodes.Naive(0, first), second, nodes.Naive(0, second), shape.Consistency(first, second)).Refusal);
            }
        }
    }

    [Fact]
    public void Has_no_proof_left_when_any_bit_of_it_is_altered() =>
        Gen.Select(Gen.Int[2, 300], Gen.Double[0, 0.999], Gen.Double[0, 0.999], Gen.Int[0, 255]).Sample((size, where, which, bit) =>
        {
            var nodes = new AllNodes(size, Hash);
            var index = (int)(where * size);
            var path = new TreeShape(Hash, nodes).Inclusion(index, size).ToList();
            var at = (int)(which * (path.Count + 1));
            var leaf = at == path.Count ? Flip(nodes.Leaves[index], bit) : nodes.Leaves[index];
            if (at < path.Count)
            {
                path[at] = Flip(path[at], bit);
            }

            return Proofs.CheckInclusion(Hash, leaf, index, size, path, nodes.Naive(0, size)).Refusal?.Code == "seal_root_differs";
        }, iter: 500);

    [Fact]
    public void Refuses_a_consistency_proof_of_which_any_bit_is_altered() =>
        Gen.Select(Gen.Int[2, 300], Gen.Double[0, 0.999], Gen.Double[0, 0.999], Gen.Int[0, 255]).Sample((second, part, which, bit) =>
        {
            var nodes = new AllNodes(second, Hash);
            var first = 1 + (int)(part * (second - 1));
            var path = new TreeShape(Hash, nodes).Consistency(first, second).ToList();
            var at = (int)(which * path.Count);
            path[at] = Flip(path[at], bit);
            return Proofs.CheckConsistency(Hash, first, nodes.Naive(0, first), second, nodes.Naive(0, second), path).Refusal?.Code == "seal_root_differs";
        }, iter: 500);

    [Fact]
    public void Is_the_same_from_tiles_and_from_its_definition()
    {
        const int size = (Tile.Width * Tile.Width) + Tile.Width + 3;
        var (stack, compact, tiles) = (new TileStack(Hash), new CompactTree(Hash), new List<Tile>());
        var nodes = new AllNodes(size, Hash);
        foreach (var leaf in nodes.Leaves)
        {
            tiles.AddRange(stack.Append(leaf));
            compact.Append(leaf);
        }

        Assert.Equal(nodes.Naive(0, size), compact.Root);
        Assert.Equal((Tile.Width + 1, 1), (tiles.Count(t => t.Level == 0), tiles.Count(t => t.Level == 1)));
        Assert.All(tiles, t => Assert.Equal(nodes.Node((t.Level + 1) * Tile.Height, t.Index), t.Root));
    }

    [Fact]
    public void Grows_on_from_the_tiles_it_was_left_with()
    {
        var nodes = new AllNodes(Tile.Width * 3, Hash);
        var (whole, first, second) = (new TileStack(Hash), new TileStack(Hash), new TileStack(Hash));
        var all = nodes.Leaves.SelectMany(whole.Append).ToList();
        var before = nodes.Leaves.Take(Tile.Width * 2).SelectMany(first.Append).ToList();
        second.ContinueLeaves(2);
        second.Continue(1, 0, before.Select(t => t.Root));

        var after = nodes.Leaves.Skip(Tile.Width * 2).SelectMany(second.Append).ToList();

        Assert.Equal(all.Select(t => (t.Level, t.Index, t.Root)), before.Concat(after).Select(t => (t.Level, t.Index, t.Root)));
    }

    [Fact]
    public void Forks_without_sharing_what_comes_later()
    {
        var tree = new CompactTree(Hash);
        tree.Append(Hash.Leaf("a"u8));
        var fork = tree.Fork();
        tree.Append(Hash.Leaf("b"u8));
        fork.Append(Hash.Leaf("c"u8));

        Assert.NotEqual(tree.Root, fork.Root);
        Assert.Equal((2, 2), (tree.Size, fork.Size));
    }

    private static Digest Flip(Digest digest, int bit)
    {
        var bytes = digest.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return Digest.Of(bytes);
    }

    /// <summary>The definition of RFC 9162, 2.1.1, over the entries entry-1, entry-2 …</summary>
    private sealed class AllNodes(int count, TreeHash hash) : INodes
    {
        public IReadOnlyList<Digest> Leaves { get; } = [.. Enumerable.Range(1, count).Select(i => hash.Leaf(Encoding.ASCII.GetBytes($"entry-{i}")))];

        public Digest Node(int level, long index) => Naive((int)(index << level), (int)((index + 1) << level));

        public Digest Naive(int from, int to)
        {
            if (to - from == 1)
            {
                return Leaves[from];
            }

            var half = 1;
            while (half * 2 < to - from)
            {
                half *= 2;
            }

            return hash.Node(Naive(from, from + half), Naive(from + half, to));
        }
    }
}
