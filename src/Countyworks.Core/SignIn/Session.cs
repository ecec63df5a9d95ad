using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.People;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>A sign-in that lasts until it ends: kept on the server, so that it can be listed and ended.</summary>
public sealed class Session
{
    /// <summary>How long one lasts at most: a long working day.</summary>
    public static readonly Duration LongestUse = Duration.FromHours(12);

    /// <summary>After how long without use one ends: computers in offices are left standing.</summary>
    public static readonly Duration LongestRest = Duration.FromMinutes(30);

    /// <summary>How long after signing in it needs no password again to end sessions.</summary>
    public static readonly Duration Fresh = Duration.FromMinutes(5);

    /// <summary>SHA-256 of the token the browser holds.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Who signed in.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>The browser and system it began on, as the browser names them, so that its owner knows it again.</summary>
    public required string Device { get; init; }

    /// <summary>Whether it began at the county's own sign-on, not with the password.</summary>
    public bool ByProvider { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>When it was last used, to some minutes.</summary>
    public required Instant LastUsedAt { get; set; }

    /// <summary>When it ends at the latest.</summary>
    public required Instant EndsAt { get; init; }

    /// <summary>When it was ended before that; null while it lasts.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Whether it may be used at <paramref name="now"/>.</summary>
    public bool LastsAt(Instant now) => EndedAt is null && now < EndsAt && now - LastUsedAt < LongestRest;

    /// <summary>Whether somebody has just shown who they are.</summary>
    public bool IsFreshAt(Instant now) => now - At < Fresh;

    /// <summary>What names a session in addresses, and lets nobody into it.</summary>
    public string Name => Convert.ToHexStringLower(TokenHash);

    /// <summary>The hash of a token.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));
}
