using System.Globalization;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Data.Secrets;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn.OAuth;

/// <summary>
/// What software shows instead of its key, for some minutes: <c>Authorization: Bearer cwt_…</c>. It names the key and when it ends, sealed by the district's key ring; nothing of it is
/// kept, and the key is looked up at each use, so it ends with the key.
/// </summary>
public static class AccessToken
{
    /// <summary>How every token begins.</summary>
    public const string Prefix = "cwt_";

    /// <summary>How long one is good.</summary>
    public static readonly Duration Lasts = Duration.FromMinutes(15);

    private static readonly SecretPlace place = new("ticket", "access_token", "");

    /// <summary>A token of a key.</summary>
    public static string New(KeyRing keys, Id<ApiKey> key, Instant now) =>
        Prefix + keys.Seal(place, string.Create(CultureInfo.InvariantCulture, $"{key} {(now + Lasts).ToUnixTimeSeconds()}"));

    /// <summary>The key of a token; null when the token has ended, or is none of ours.</summary>
    public static Id<ApiKey>? Read(KeyRing keys, string token, Instant now) =>
        token.StartsWith(Prefix, StringComparison.Ordinal)
        && keys.Open(place, token[Prefix.Length..])?.Split(' ') is [var key, var until]
        && now.ToUnixTimeSeconds() < long.Parse(until, CultureInfo.InvariantCulture)
        && Id<ApiKey>.TryParse(key, null, out var id)
            ? id
            : null;
}
