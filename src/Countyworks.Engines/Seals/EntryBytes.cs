using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Countyworks.Engines.Seals;

/// <summary>
/// Writes an entry in the one form it is hashed in: a version byte, then each field with its length in four bytes before it (big-endian; all ones for
/// a field that is absent). No two entries have the same bytes, for a length says where each field ends.
/// </summary>
public sealed class EntryWriter
{
    internal const uint Absent = uint.MaxValue;
    private readonly ArrayBufferWriter<byte> buffer = new(512);

    /// <summary>The bytes so far.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.WrittenSpan;

    /// <summary>Begins an entry, forgetting the last.</summary>
    /// <param name="version">Says which fields follow and what they mean.</param>
    public EntryWriter Begin(byte version)
    {
        buffer.ResetWrittenCount();
        buffer.Write([version]);
        return this;
    }

    /// <summary>A text as UTF-8; null for one that is absent.</summary>
    public EntryWriter Text(string? text)
    {
        if (text is null)
        {
            return Length(Absent);
        }

        var count = Encoding.UTF8.GetByteCount(text);
        Length((uint)count);
        buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(count)));
        return this;
    }

    /// <summary>A whole number as eight bytes, big-endian.</summary>
    public EntryWriter Number(long number)
    {
        Length(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), number);
        buffer.Advance(sizeof(long));
        return this;
    }

    /// <summary>An identity as 16 bytes in network order; null for one that is absent.</summary>
    public EntryWriter Id(Guid? id)
    {
        const int length = 16;
        if (id is not { } known)
        {
            return Length(Absent);
        }

        Length(length);
        known.TryWriteBytes(buffer.GetSpan(length), bigEndian: true, out _);
        buffer.Advance(length);
        return this;
    }

    /// <summary>Bytes as they are; null for what is absent.</summary>
    public EntryWriter Raw(byte[]? bytes)
    {
        if (bytes is null)
        {
            return Length(Absent);
        }

        Length((uint)bytes.Length);
        buffer.Write(bytes);
        return this;
    }

    private EntryWriter Length(uint length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer.GetSpan(sizeof(uint)), length);
        buffer.Advance(sizeof(uint));
        return this;
    }
}

/// <summary>Takes an entry's bytes apart again.</summary>
public static class EntryReader
{
    /// <summary>The fields; null unless the bytes are one whole entry of that version with that many fields.</summary>
    public static IReadOnlyList<byte[]?>? Fields(ReadOnlySpan<byte> entry, byte version, int count)
    {
        if (entry.IsEmpty || entry[0] != version)
        {
            return null;
        }

        var rest = entry[1..];
        var fields = new List<byte[]?>();
        while (rest.Length >= sizeof(uint))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            rest = rest[sizeof(uint)..];
            if (length != EntryWriter.Absent && length > (uint)rest.Length)
            {
                return null;
            }

            var size = length == EntryWriter.Absent ? 0 : (int)length;
            fields.Add(length == EntryWriter.Absent ? null : rest[..size].ToArray());
            rest = rest[size..];
        }

        return rest.IsEmpty && fields.Count == count ? fields : null;
    }
}
