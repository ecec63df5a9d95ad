using Countyworks.Core.Matters;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311;

/// <summary>Something that came by POST: a request filed, or an update of one. It tells a repeat, and whose request it is.</summary>
public sealed class Open311Call
{
    /// <summary>How long the same from the same key is a repeat: clients that got no answer send again for hours.</summary>
    public static readonly Duration RepeatsWithin = Duration.FromHours(24);

    /// <summary>Its identity.</summary>
    public required Id<Open311Call> Id { get; init; }

    /// <summary>The key it came with.</summary>
    public required Id<Open311Key> KeyId { get; init; }

    /// <summary>The request.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>A hash of key and form.</summary>
    public required string RepeatHash { get; init; }

    /// <summary>The place in the journal of the update; null when the request itself was filed.</summary>
    public long? UpdateSeq { get; init; }

    /// <summary>The address of a picture that came with it; never fetched here.</summary>
    public string? MediaUrl { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}

/// <summary>The filings of one key.</summary>
internal static class OwnCalls
{
    /// <summary>Of these requests those that the key filed; none for a reader without a key.</summary>
    public static async Task<Dictionary<Id<Matter>, Open311Call>> Of(DistrictDb db, Open311Key? key, List<Id<Matter>> matters, CancellationToken cancellation)
    {
        if (key is null || matters.Count == 0)
        {
            return [];
        }

        var rows = await db.Set<Open311Call>().Where(c => matters.Contains(c.MatterId) && c.KeyId == key.Id && c.UpdateSeq == null).OrderBy(c => c.At).ToListAsync(cancellation);
        return rows.DistinctBy(c => c.MatterId).ToDictionary(c => c.MatterId);
    }

    /// <summary>What came with the same key and form before, within <see cref="Open311Call.RepeatsWithin"/>; null when it is new.</summary>
    public static Open311Call? Repeated(DistrictDb db, string repeatHash, bool isUpdate, Instant now)
    {
        var since = now - Open311Call.RepeatsWithin;
        return db.Set<Open311Call>().Where(c => c.RepeatHash == repeatHash && c.At > since && (c.UpdateSeq != null) == isUpdate).OrderBy(c => c.At).FirstOrDefault();
    }
}
