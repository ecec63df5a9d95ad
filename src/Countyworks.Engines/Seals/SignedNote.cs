using System.Buffers.Binary;
using Countyworks.Kernel;

namespace Countyworks.Engines.Seals;

/// <summary>A signature under a note.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="KeyId">The first four bytes of the key's hash: finds a key, proves nothing.</param>
/// <param name="Bytes">The signature.</param>
public sealed record NoteSignature(string Name, uint KeyId, byte[] Bytes)
{
    /// <summary>Its line, without the line's end.</summary>
    public override string ToString()
    {
        var bytes = new byte[sizeof(uint) + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.CopyTo(bytes, sizeof(uint));
        return $"{SignedNote.Dash}{Name} {Convert.ToBase64String(bytes)}";
    }

    internal static NoteSignature? Read(string line)
    {
        if (!line.StartsWith(SignedNote.Dash, StringComparison.Ordinal) || line[SignedNote.Dash.Length..].Split(' ') is not [var name, var base64] || !SealKey.IsName(name))
        {
            return null;
        }

        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) && count > sizeof(uint)
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes[sizeof(uint)..count])
            : null;
    }
}

/// <summary>A text with signatures under it (C2SP signed-note).</summary>
/// <param name="Text">What is signed; ends in a line feed.</param>
/// <param name="Signatures">At least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The most characters of a note that are looked at.</summary>
    public const int LengthLimit = 64 * 1024;

    internal const string Dash = "— ";

    /// <summary>Takes a note apart. Refuses <c>seal_note_unreadable</c>.</summary>
    public static Outcome<SignedNote> Parse(string note)
    {
        var unreadable = new Refusal("seal_note_unreadable");
        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (note.Length > LengthLimit || end < 1 || !note.EndsWith('\n') || note.Any(c => c < ' ' && c != '\n'))
        {
            return unreadable;
        }

        var signatures = note[(end + 2)..].Split('\n')[..^1].Select(NoteSignature.Read).ToList();
        return signatures.Count > 0 && !signatures.Contains(null) ? new SignedNote(note[..(end + 1)], [.. signatures.OfType<NoteSignature>()]) : unreadable;
    }

    /// <summary>
    /// The first key of those that are trusted that signed it. Refuses, in this order: <c>seal_signature_wrong</c> when a trusted key's signature is not
    /// its own, <c>seal_key_unknown</c> when none of them signed.
    /// </summary>
    public Outcome<SealKey> SignedBy(IReadOnlyList<SealKey> trusted)
    {
        var known = (from signature in Signatures
                     from key in trusted
                     where key.Name == signature.Name && key.Id == signature.KeyId
                     select (Key: key, IsGood: key.Verifies(Text, signature.Bytes))).ToList();
        return known.Exists(k => !k.IsGood) ? new Refusal("seal_signature_wrong")
            : known.Count == 0 ? new Refusal("seal_key_unknown")
            : known[0].Key;
    }

    /// <summary>The whole note.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures.Select(s => $"{s}\n"))}";
}
