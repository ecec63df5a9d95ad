using System.Security.Cryptography;
using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn.Means;

/// <summary>A code on paper that stands in once for a lost phone or key.</summary>
public sealed class RecoveryCode
{
    /// <summary>How many a person gets.</summary>
    public const int Count = 10;

    private const string Letters = "23456789abcdefghjkmnpqrstuvwxyz";
    private const int Half = 5;

    /// <summary>Whose it is.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>Its blind index.</summary>
    public required byte[] CodeHash { get; init; }

    /// <summary>When it was used; null while it may be.</summary>
    public Instant? UsedAt { get; set; }

    /// <summary>New codes: ten letters that are not mistaken for each other, in two groups.</summary>
    public static string[] New() =>
        [.. Enumerable.Range(0, Count).Select(_ => $"{RandomNumberGenerator.GetString(Letters, Half)}-{RandomNumberGenerator.GetString(Letters, Half)}")];

    /// <summary>What is kept of a code, however it was typed.</summary>
    public static byte[] HashOf(KeyRing keys, string typed) =>
        keys.Index("recovery_code", "code", string.Concat(typed.Where(char.IsLetterOrDigit)).ToLowerInvariant());
}
