using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.People;
using Countyworks.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;

namespace Countyworks.Core.SignIn.ApiKeys;

/// <summary>
/// By what a machine shows who it is: <c>Authorization: Bearer cw_…</c>. A machine is a person of its own with a post of its own, so that what it
/// may do, and where, is said as for everybody else, and the journal names it.
/// </summary>
public sealed class ApiKey
{
    /// <summary>How every key begins, so that programs that look for secrets left lying about know it.</summary>
    public const string Prefix = "cw_";

    /// <summary>The most days a key lasts: a secret nobody ever changes gets around.</summary>
    public const int LongestDays = 400;

    /// <summary>Its identity.</summary>
    public required Id<ApiKey> Id { get; init; }

    /// <summary>The machine.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>SHA-256 of the key, which has 256 random bits.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>The last characters of the key, by which people tell keys apart.</summary>
    public required string Tail { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant At { get; init; }

    /// <summary>The last day on which it may be used.</summary>
    public required LocalDate LastDay { get; init; }

    /// <summary>When it was last used, to the hour; null before the first use.</summary>
    public Instant? LastUsedAt { get; set; }

    /// <summary>When somebody ended it; null while nobody did.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>Whether it may be used at <paramref name="now"/>.</summary>
    public bool IsGood(Instant now) => EndedAt is null && CountyTime.LocalDay(now) <= LastDay;

    /// <summary>A new key. Only its hash is kept, so it is shown once.</summary>
    public static string New() => Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>The hash of a key.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
