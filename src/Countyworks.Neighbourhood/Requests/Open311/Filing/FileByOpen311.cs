using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311.Filing;

/// <summary>What another system sent with a request that there is no field for; the words are the remark, which can be erased.</summary>
public sealed record Open311DetailsGiven(string KeyName) : Fact;

/// <summary>What filing answers: the id by which the world asks for the request.</summary>
/// <param name="ServiceRequestId">2026-000123.</param>
internal sealed record FiledByOpen311(string ServiceRequestId);

/// <summary>Files a request that came by GeoReport: through the one way in, with a note of whose software it was. The same sent again is answered with the first.</summary>
/// <param name="Posted">What was sent.</param>
/// <param name="Key">The key.</param>
/// <param name="RepeatHash">A hash of key and form.</param>
/// <param name="Community">Where it is counted.</param>
internal sealed record FileByOpen311(PostedRequest Posted, Open311Key Key, string RepeatHash, Id<Place> Community)
{
    /// <summary>The source of requests that came by this door.</summary>
    public const string Source = "open311";

    /// <summary>Files it. Refuses <c>open311_key_elsewhere</c> (the key is for another place), then what <see cref="FileRequest.In"/> refuses.</summary>
    public Outcome<FiledByOpen311> In(Change change, MatterRules rules)
    {
        if (OwnCalls.Repeated(change.Db, RepeatHash, isUpdate: false, change.Now) is { } before)
        {
            return new FiledByOpen311(RequestAnswers.IdOf(change.Db.Set<Matter>().First(m => m.Id == before.MatterId)));
        }

        if (!Posted.Place.Path.StartsWith(Key.PlacePath, StringComparison.Ordinal))
        {
            return new Refusal("open311_key_elsewhere", "api_key") { Kind = RefusalKind.Forbidden };
        }

        var filing = new FileRequest(Posted.Text, Posted.Place, Community, Posted.Category, Door.Api, FileRequest.NewTrackingCode())
        {
            Address = Posted.Address,
            Position = Posted.Position,
            ContactName = Posted.Name,
            ContactPhone = Posted.Phone,
            Origin = (Source, change.NextNumber(Source).ToString(System.Globalization.CultureInfo.InvariantCulture)),
        };
        return filing.In(change, rules).Then<FiledByOpen311>(filed =>
        {
            change.Record(new Open311DetailsGiven(Key.Name), filed.Id.Value, Audience.Staff, string.Join('\n', Posted.Details));
            change.Add(new Open311Call
            {
                Id = change.NewId<Open311Call>(),
                KeyId = Key.Id,
                MatterId = filed.Id,
                RepeatHash = RepeatHash,
                MediaUrl = Posted.MediaUrl,
                At = change.Now,
            });
            return new FiledByOpen311(TrackingNumber.InAddress(filed.Number));
        });
    }
}
