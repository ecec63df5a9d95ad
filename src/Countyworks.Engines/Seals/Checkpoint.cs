using System.Globalization;
using Countyworks.Kernel;

namespace Countyworks.Engines.Seals;

/// <summary>The head of a tree as it is published: what a C2SP tlog-checkpoint says.</summary>
/// <param name="Origin">Whose tree it is; the name of the key that signs it.</param>
/// <param name="Size">Leaves of the tree.</param>
/// <param name="Root">Its root.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>Lines after the first three, which others may add and we do not.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The text that is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n{string.Concat(Extensions.Select(e => $"{e}\n"))}");

    /// <summary>Signs it.</summary>
    public SignedNote SignedBy(SealSigner signer) => new(Text, [signer.Sign(Text)]);

    /// <summary>Reads the text of a note. Refuses <c>seal_checkpoint_unreadable</c>.</summary>
    public static Outcome<Checkpoint> Parse(string text)
    {
        var lines = text.Split('\n');
        return lines is [{ Length: > 0 } origin, var size, var root, .. var more, ""] && !more.Contains("")
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves) && leaves.ToString(CultureInfo.InvariantCulture) == size
            && Digest.TryParse(root, out var digest)
            ? new Checkpoint(origin, leaves, digest) { Extensions = more }
            : new Refusal("seal_checkpoint_unreadable");
    }

    /// <summary>
    /// Opens a signed checkpoint with the keys that are trusted. Refuses as <see cref="SignedNote.Parse"/>, <see cref="SignedNote.SignedBy"/> and
    /// <see cref="Parse"/> do, in this order, and <c>seal_origin_differs</c> when the key signs for another tree.
    /// </summary>
    public static Outcome<(Checkpoint Checkpoint, SealKey Key)> Open(string note, IReadOnlyList<SealKey> trusted) =>
        SignedNote.Parse(note).Then(signed => signed.SignedBy(trusted).Then(key => Parse(signed.Text).Then<(Checkpoint, SealKey)>(checkpoint =>
            checkpoint.Origin == key.Name ? (checkpoint, key) : new Refusal("seal_origin_differs"))));
}
