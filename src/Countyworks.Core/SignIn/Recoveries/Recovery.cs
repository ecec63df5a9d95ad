using System.Buffers.Binary;
using System.Security.Cryptography;
using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn.Recoveries;

/// <summary>
/// Access given back to somebody who lost every means: one officer asks and says how they made sure of the person, another confirms and hands over a
/// letter with a code. Neither can do it alone.
/// </summary>
public sealed class Recovery
{
    /// <summary>How long the code of the letter is good.</summary>
    public static readonly Duration CodeLasts = Duration.FromHours(24);

    /// <summary>How long a wish waits for the second officer.</summary>
    public static readonly Duration WishLasts = Duration.FromDays(7);

    /// <summary>Its identity.</summary>
    public required Id<Recovery> Id { get; init; }

    /// <summary>Whose access.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>Who asked.</summary>
    public required Id<Person> AskedBy { get; init; }

    /// <summary>When.</summary>
    public required Instant AskedAt { get; init; }

    /// <summary>Who confirmed: somebody else; null while nobody did.</summary>
    public Id<Person>? ConfirmedBy { get; set; }

    /// <summary>When.</summary>
    public Instant? ConfirmedAt { get; set; }

    /// <summary>The blind index of the letter's code.</summary>
    public byte[]? CodeHash { get; set; }

    /// <summary>When the code was used; null while it may be.</summary>
    public Instant? UsedAt { get; set; }

    /// <summary>When an officer ended it instead; null while nobody did.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>Whether it waits for the second officer.</summary>
    public bool IsWaiting(Instant now) => ConfirmedAt is null && EndedAt is null && now - AskedAt < WishLasts;

    /// <summary>Whether its code may be used.</summary>
    public bool IsGood(Instant now) => ConfirmedAt is { } at && now - at < CodeLasts && UsedAt is null && EndedAt is null;
}

/// <summary>Codes that are printed on letters and typed from them: twelve letters that are not mistaken for each other, in three groups.</summary>
public static class LetterCode
{
    private const string Letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int Group = 4;

    /// <summary>A new one.</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Letters, Group)));

    /// <summary>One that is made of a hash: the same for the same, and as hard to guess.</summary>
    /// <param name="hash">At least 24 bytes.</param>
    public static string Of(ReadOnlySpan<byte> hash)
    {
        var letters = new char[3 * Group];
        for (var i = 0; i < letters.Length; i++)
        {
            letters[i] = Letters[BinaryPrimitives.ReadUInt16BigEndian(hash[(2 * i)..]) % Letters.Length];
        }

        return string.Join('-', letters.Chunk(Group).Select(group => new string(group)));
    }

    /// <summary>What is kept of one, however it was typed.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="table">Whose code it is: that of one kind of letter opens nothing of another.</param>
    /// <param name="typed">As typed.</param>
    public static byte[] HashOf(KeyRing keys, string table, string typed) =>
        keys.Index(table, "code", string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant());
}
