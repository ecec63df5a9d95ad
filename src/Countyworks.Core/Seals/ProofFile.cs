using System.Text.Json;
using Countyworks.Data;
using Countyworks.Data.Journal;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Core.Seals;

/// <summary>What somebody wrote, with the salt that opens its commitment.</summary>
/// <param name="Text">The words.</param>
/// <param name="Salt">The salt as base64.</param>
public sealed record OpenedRemark(string Text, string Salt);

/// <summary>
/// Everything by which a stranger checks that one entry is in the journal under a signed head, without this program's server or database.
/// </summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Seq">The entry's place in the journal, from 1; its leaf is the one before.</param>
/// <param name="Entry">Its canonical bytes as base64.</param>
/// <param name="Path">The neighbours on the way to the root, the lowest first, as base64.</param>
/// <param name="Checkpoint">The signed head.</param>
/// <param name="Key">The public key that signed it: to be compared with the published one.</param>
/// <param name="Remark">What somebody wrote with it, where that is opened.</param>
public sealed record ProofFile(string Format, long Seq, string Entry, IReadOnlyList<string> Path, string Checkpoint, string Key, OpenedRemark? Remark = null)
{
    /// <summary>The name of the format.</summary>
    public const string FormatName = "countyworks-proof/1";

    /// <summary>The most characters of a file that are looked at.</summary>
    public const int LengthLimit = 1024 * 1024;

    private const int PathLimit = 64;

    /// <summary>Reads a file. Refuses <c>seal_proof_unreadable</c>.</summary>
    public static Outcome<ProofFile> Read(string text)
    {
        try
        {
            return text.Length <= LengthLimit && JsonSerializer.Deserialize<ProofFile>(text, Strict) is { Format: FormatName } file && file.Path.Count <= PathLimit
                ? file
                : Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }

    /// <summary>
    /// Checks it. Refuses, in this order: <c>seal_proof_unreadable</c>, what <see cref="Engines.Seals.Checkpoint.Open"/> refuses, <c>seal_entry_unreadable</c>,
    /// <c>seal_entry_differs</c> (the entry is of another place or district's tree), what <see cref="Proofs.CheckInclusion"/> refuses, <c>seal_remark_differs</c>.
    /// </summary>
    /// <param name="trusted">A public key from another source; null to believe the file's own, which the reader then compares.</param>
    public Outcome<CheckedProof> Check(SealKey? trusted = null)
    {
        var path = Path.Select(text => Digest.TryParse(text, out var digest) ? digest : (Digest?)null).ToList();
        return SealKey.Parse(Key) is not { } key || Bytes(Entry) is not { } entry || path.Contains(null) ? Unreadable
            : Engines.Seals.Checkpoint.Open(Checkpoint, [trusted ?? key]).Then(head => FactEntry.Read(entry).Then(fact => Check(head, fact, entry, [.. path.OfType<Digest>()])));
    }

    private static Refusal Unreadable => new("seal_proof_unreadable");

    private static readonly JsonSerializerOptions Strict = new(Json.Options) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private Outcome<CheckedProof> Check((Checkpoint Checkpoint, SealKey Key) head, FactEntry fact, byte[] entry, IReadOnlyList<Digest> path)
    {
        var hash = TreeHash.Of(head.Key.Profile);
        return fact.Seq != Seq ? new Refusal("seal_entry_differs")
            : Proofs.CheckInclusion(hash, hash.Leaf(entry), Seq - 1, head.Checkpoint.Size, path, head.Checkpoint.Root).Then<CheckedProof>(_ =>
                Remark is null || Opens(Remark, fact.Commitment) ? new CheckedProof(fact, head.Checkpoint, head.Key) : new Refusal("seal_remark_differs"));
    }

    private static bool Opens(OpenedRemark remark, Digest? commitment) =>
        Bytes(remark.Salt) is { Length: Commitment.SaltLength } salt && commitment is { } sealedOne && Commitment.Of(salt, remark.Text) == sealedOne;

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? bytes[..count] : null;
    }
}

/// <summary>A proof that holds.</summary>
/// <param name="Fact">What the entry says.</param>
/// <param name="Head">The head it is under.</param>
/// <param name="Key">Who signed that.</param>
public sealed record CheckedProof(FactEntry Fact, Checkpoint Head, SealKey Key);
