using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Data.Model;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Open311.Keys;

/// <summary>A picture of the keys that hold.</summary>
internal sealed class KeyRing
{
    /// <summary>No such key, or one that was ended, or that may not do this: the same answer for all.</summary>
    public static readonly Refusal Wrong = new("open311_key_wrong", "api_key") { Kind = RefusalKind.Forbidden };

    private readonly FrozenDictionary<string, Open311Key> byHash;

    /// <summary>Takes the rows.</summary>
    public KeyRing(IEnumerable<Open311Key> keys) => byHash = keys.Where(k => k.EndedAt is null).ToFrozenDictionary(k => k.KeyHash);

    /// <summary>Reads them.</summary>
    public static KeyRing Read(DistrictDb db) => new(db.Set<Open311Key>().Where(k => k.EndedAt == null));

    /// <summary>The key; null when there is none or it was ended. Looked up by hash, so that the time taken says nothing of the key.</summary>
    public Open311Key? Find(string key) => byHash.GetValueOrDefault(HashOf(key));

    /// <summary>What is kept of a key.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
