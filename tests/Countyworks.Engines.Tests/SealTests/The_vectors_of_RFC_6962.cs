using System.Text.Json;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Engines.Tests.SealTests;

public sealed class The_vectors_of_RFC_6962
{
    private static readonly JsonElement File = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SealTests", "merkle-rfc6962-vectors.json"))).RootElement;

    [Fact]
    public void Are_196() => Assert.Equal(196, File.GetProperty("vectors").EnumerateObject().Count());

    [Fact]
    public void Are_all_decided_as_their_authors_decide_them()
    {
        var wrong =
            from vector in File.GetProperty("vectors").EnumerateObject()
            let wanted = !vector.Value.GetProperty("wantErr").GetBoolean()
            where Holds(vector) != wanted
            select vector.Name;

        Assert.Empty(wrong);
    }

    [Fact]
    public void Give_the_roots_of_trees_of_up_to_eight_leaves()
    {
        var reference = File.GetProperty("_reference");
        var roots = reference.GetProperty("root_by_size_hex").EnumerateArray().Select(r => r.GetString()!).ToList();
        var tree = new CompactTree(TreeHash.Sha256);
        List<string> found = [tree.Root.ToHex()];
        foreach (var leaf in reference.GetProperty("leaf_inputs_hex").EnumerateArray())
        {
            tree.Append(TreeHash.Sha256.Leaf(Convert.FromHexString(leaf.GetString()!)));
            found.Add(tree.Root.ToHex());
        }

        Assert.Equal(roots, found);
    }

    // What cannot be read (a hash of 31 bytes, say) is refused before it is checked, as it is for a stranger's file.
    private static bool Holds(JsonProperty vector)
    {
        var v = vector.Value;
        if (Hashes(v) is not { } path)
        {
            return false;
        }

        return vector.Name.StartsWith("inclusion/", StringComparison.Ordinal)
            ? Parse(v.GetProperty("leafHash").GetString()) is { } leaf
                && Proofs.CheckInclusion(TreeHash.Sha256, leaf, Number(v, "leafIdx"), Number(v, "treeSize"), path, Root(v, "root")).Refusal is null
            : Proofs.CheckConsistency(TreeHash.Sha256, Number(v, "size1"), Root(v, "root1"), Number(v, "size2"), Root(v, "root2"), path).Refusal is null;
    }

    private static List<Digest>? Hashes(JsonElement vector)
    {
        var proof = vector.GetProperty("proof");
        List<Digest?> read = proof.ValueKind == JsonValueKind.Null ? [] : [.. proof.EnumerateArray().Select(p => Parse(p.GetString()))];
        return read.Contains(null) ? null : [.. read.OfType<Digest>()];
    }

    // Where only the sizes matter the authors write "don't care" for a root: any hash will do, as long as equal words give equal hashes.
    private static Digest Root(JsonElement vector, string name) =>
        Parse(vector.GetProperty(name).GetString()) ?? TreeHash.Sha256.Leaf(vector.GetProperty(name).GetBytesFromBase64());

    private static Digest? Parse(string? base64) => Digest.TryParse(base64, out var digest) ? digest : null;

    // Sizes beyond 2^63 are meant as numbers without sign; as numbers with one they are below zero and refused.
    private static long Number(JsonElement vector, string name) => unchecked((long)vector.GetProperty(name).GetUInt64());
}
