using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Data.Journal;

/// <summary>
/// A row of the journal as it is sealed: all of it, except that what somebody wrote stands there as a commitment.
/// </summary>
/// <param name="District">The district's code: two districts' rows are never the same.</param>
/// <param name="Seq">The place in the journal.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Kind">The name of the fact.</param>
/// <param name="PersonId">Who did it.</param>
/// <param name="PostId">In which post.</param>
/// <param name="SubjectId">What it is about.</param>
/// <param name="Audience">Who may read it.</param>
/// <param name="Data">The fact as JSON.</param>
/// <param name="Commitment">Stands for the remark; null where there never was one.</param>
public sealed record FactEntry(
    int District, long Seq, Instant At, string Kind, Guid? PersonId, Guid? PostId, Guid? SubjectId, Audience Audience, string Data, Digest? Commitment)
{
    private const byte Version = 1;
    private const int FieldCount = 10;

    /// <summary>Writes a row's canonical bytes; the writer is used again for the next.</summary>
    public static ReadOnlySpan<byte> Write(EntryWriter writer, DistrictCode district, FactRow row) => writer.Begin(Version)
        .Number(district.Value).Number(row.Seq).Number(row.At.ToUnixTimeMilliseconds()).Text(row.Kind)
        .Id(row.PersonId).Id(row.PostId).Id(row.SubjectId).Number((int)row.Audience).Text(row.Data).Raw(row.Commitment).Bytes;

    /// <summary>Reads canonical bytes. Refuses <c>seal_entry_unreadable</c>.</summary>
    public static Outcome<FactEntry> Read(ReadOnlySpan<byte> entry)
    {
        var unreadable = new Refusal("seal_entry_unreadable");
        if (EntryReader.Fields(entry, Version, FieldCount) is not
            [{ Length: 8 } district, { Length: 8 } seq, { Length: 8 } at, { } kind, var person, var post, var subject, { Length: 8 } audience, { } data, var commitment])
        {
            return unreadable;
        }

        var milliseconds = Number(at);
        return !IsId(person) || !IsId(post) || !IsId(subject) || commitment is not (null or { Length: Digest.Length })
            || milliseconds < Instant.MinValue.ToUnixTimeMilliseconds() || milliseconds > Instant.MaxValue.ToUnixTimeMilliseconds()
            ? unreadable
            : new FactEntry(
                (int)Number(district), Number(seq), Instant.FromUnixTimeMilliseconds(milliseconds), Text(kind), Id(person), Id(post), Id(subject),
                (Audience)Number(audience), Text(data), commitment is null ? null : Digest.Of(commitment));
    }

    private static bool IsId(byte[]? bytes) => bytes is null or { Length: 16 };

    private static long Number(byte[] bytes) => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes);

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    private static Guid? Id(byte[]? bytes) => bytes is null ? null : new Guid(bytes, bigEndian: true);
}
