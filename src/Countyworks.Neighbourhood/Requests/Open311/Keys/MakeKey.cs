using System.Security.Cryptography;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311.Keys;

/// <summary>Gives somebody's software a key.</summary>
/// <param name="Name">Whose software it is: 1 to <see cref="NameLimit"/> characters.</param>
/// <param name="Place">Where it may file.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="MostAnHour">How often it may write within an hour.</param>
/// <param name="KeyHash">What is kept of the key, see <see cref="NewKey"/>.</param>
public sealed record MakeKey(string Name, Place Place, KeyScopes Scopes, int MostAnHour, string KeyHash)
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 60;

    /// <summary>The most writings within an hour that may be granted.</summary>
    public const int MostGranted = 10_000;

    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A key that can't be guessed: 32 of 31 letters.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Letters, 32);

    /// <summary>Makes it. Refuses, all that applies at once: <c>missing</c> (name, scopes), <c>too_long</c> (name), <c>out_of_range</c> (mostAnHour).</summary>
    public Outcome<Open311Key> In(Change change)
    {
        if (Refusal.Join(Check()) is { } refusal)
        {
            return refusal;
        }

        var key = new Open311Key
        {
            Id = change.NewId<Open311Key>(),
            Name = Name.Trim(),
            KeyHash = KeyHash,
            Scopes = Scopes,
            PlaceId = Place.Id,
            PlacePath = Place.Path,
            MostAnHour = MostAnHour,
            MadeAt = change.Now,
        };
        change.Add(key);
        change.Record(new Open311KeyMade(key.Name, Scopes, Place.Id), key.Id.Value);
        return key;
    }

    private IEnumerable<Refusal> Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            yield return Refusal.Missing("name");
        }
        else if (Name.Length > NameLimit)
        {
            yield return Refusal.TooLong("name", NameLimit);
        }

        if (Scopes == KeyScopes.None)
        {
            yield return Refusal.Missing("scopes");
        }

        if (MostAnHour is < 1 or > MostGranted)
        {
            yield return new Refusal("out_of_range", "mostAnHour").With("min", 1).With("max", MostGranted);
        }
    }
}

/// <summary>Ends a key: from now on it opens nothing. What was filed with it stays.</summary>
/// <param name="Key">Which.</param>
public sealed record EndKey(Id<Open311Key> Key)
{
    /// <summary>Ends it; ended before, it stays ended. Refuses <c>not_found</c>.</summary>
    public Outcome<Done> In(Change change)
    {
        if (change.Db.Set<Open311Key>().FirstOrDefault(k => k.Id == Key) is not { } key)
        {
            return Refusal.NotFound("key");
        }

        if (key.EndedAt is null)
        {
            key.EndedAt = change.Now;
            change.Put(key);
            change.Record(new Open311KeyEnded(key.Name), key.Id.Value);
        }

        return Done.It;
    }
}
