using Countyworks.Engines.Seals;

namespace Countyworks.Engines.Tests.SealTests;

public sealed class A_signed_head
{
    private const string Origin = "example.org/suxian";
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly Digest Root = TreeHash.Sha256.Leaf("entry-1"u8);

    [Fact]
    public void Is_the_note_that_C2SP_describes()
    {
        var note = new Checkpoint(Origin, 5, Root).SignedBy(Signer()).ToString();
        var lines = note.Split('\n');

        Assert.Equal([Origin, "5", Root.ToString(), ""], lines[..4]);
        Assert.StartsWith($"— {Origin} ", lines[4], StringComparison.Ordinal);
        Assert.Equal(4 + 64, Convert.FromBase64String(lines[4].Split(' ')[2]).Length);
        Assert.EndsWith("\n", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_another_program_is_read_and_its_signature_checked()
    {
        // The example of golang.org/x/mod/sumdb/note.
        var key = SealKey.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")!;
        var note = SignedNote.Parse(
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
            + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n").Value;

        Assert.Equal(key, note.SignedBy([key]).Value);
    }

    [Fact]
    public void Has_a_key_that_is_read_back_and_refused_with_another_id()
    {
        var key = Signer().Public.ToString();

        Assert.Equal(Signer().Public, SealKey.Parse(key));
        Assert.Null(SealKey.Parse(key.Replace($"+{Signer().Public.Id:x8}+", "+00000000+", StringComparison.Ordinal)));
        Assert.Null(SealKey.Parse("no key"));
    }

    [Theory, InlineData(SealProfile.International), InlineData(SealProfile.National)]
    public void Opens_with_the_key_that_signed_it_and_with_no_other(SealProfile profile)
    {
        var signer = Signer(profile);
        var other = SealSigner.Of(Origin, profile, [.. Seed.Select(b => (byte)(b + 1))])!;
        var note = new Checkpoint(Origin, 5, Root).SignedBy(signer).ToString();

        Assert.Equal(5, Checkpoint.Open(note, [signer.Public]).Value.Checkpoint.Size);
        Assert.Equal("seal_key_unknown", Checkpoint.Open(note, [other.Public]).Refusal!.Code);
        Assert.Equal("seal_signature_wrong", Checkpoint.Open(note.Replace("\n5\n", "\n6\n", StringComparison.Ordinal), [signer.Public]).Refusal!.Code);
    }

    [Fact]
    public void Is_signed_with_Ed25519_as_RFC_8032_signs()
    {
        // RFC 8032, 7.1, test 1: the secret and its public key.
        var signer = SealSigner.Of("a", SealProfile.International, Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))!;

        Assert.EndsWith(
            Convert.ToBase64String([0x01, .. Convert.FromHexString("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")]), signer.Public.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            Convert.ToHexStringLower(signer.Sign("").Bytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\n1\n")]
    [InlineData("a\n1\nAAAA\n")]
    [InlineData("a\n01\nZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U=\n")]
    [InlineData("a\n-1\nZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U=\n")]
    [InlineData("\n1\nZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U=\n")]
    [InlineData("a\n1\nZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U=")]
    [InlineData("a\n1\nZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U=\n\n")]
    public void Is_refused_when_its_text_is_not_one(string text) => Assert.Equal("seal_checkpoint_unreadable", Checkpoint.Parse(text).Refusal!.Code);

    [Fact]
    public void Keeps_the_lines_others_added() =>
        Assert.Equal(["more"], Checkpoint.Parse("a\n1\nZmFrZWZha2VmYWtlZmFrZWZha2VmYWtlZmFrZWZha2U=\nmore\n").Value.Extensions);

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n- a AAAAAAA=\n")]
    [InlineData("text\n\n— a AAAA\n")]
    [InlineData("text\n\n— a AAAAAAA=")]
    [InlineData("te\txt\n\n— a AAAAAAA=\n")]
    public void Is_refused_when_it_is_no_note(string note) => Assert.Equal("seal_note_unreadable", SignedNote.Parse(note).Refusal!.Code);

    [Theory, InlineData(SealProfile.International), InlineData(SealProfile.National)]
    public void Has_a_secret_that_is_read_back(SealProfile profile)
    {
        var signer = Signer(profile);

        Assert.Equal(signer.Public, SealSigner.Parse(signer.Secret())!.Public);
        Assert.Null(SealSigner.Parse("COUNTYWORKS-SEAL-KEY a International AAAA"));
        Assert.Null(SealSigner.Of("a name", profile, Seed));
    }

    private static SealSigner Signer(SealProfile profile = SealProfile.International) => SealSigner.Of(Origin, profile, Seed)!;
}
