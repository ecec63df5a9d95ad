using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311.Updates;

/// <summary>Another system told something new about a request; the words are the remark, which can be erased.</summary>
public sealed record Open311UpdateTaken(string KeyName, UpdateStatus Status) : Fact;

/// <summary>What taking an update answers.</summary>
/// <param name="UpdateId">The update's id here.</param>
internal sealed record UpdateTaken(string UpdateId);

/// <summary>
/// Takes an update of a request from the system that filed it. It is told to those who handle the request and moves nothing: what a requester
/// says of the result is asked for elsewhere.
/// </summary>
/// <param name="Number">The request's number.</param>
/// <param name="Status">What the other system calls its state.</param>
/// <param name="Words">What was said, with who said it.</param>
/// <param name="MediaUrl">The address of a picture; never fetched.</param>
/// <param name="Key">The key.</param>
/// <param name="RepeatHash">A hash of key and form.</param>
internal sealed record TakeUpdate(string? Number, UpdateStatus Status, string Words, string? MediaUrl, Open311Key Key, string RepeatHash)
{
    /// <summary>The most updates of one request that are taken from one key.</summary>
    public const int MostOfOne = 100;

    /// <summary>
    /// Takes it; the same sent again is answered with the first. Refuses, in this order: <c>open311_request_unknown</c> (also one that another key
    /// filed: an update is the filer's to send), <c>open311_updates_too_many</c> (limit).
    /// </summary>
    public Outcome<UpdateTaken> In(Change change)
    {
        if (OwnCalls.Repeated(change.Db, RepeatHash, isUpdate: true, change.Now) is { UpdateSeq: { } seq })
        {
            return Answer(seq);
        }

        var calls = change.Db.Set<Open311Call>();
        if (change.Db.Set<Matter>().FirstOrDefault(m => m.Number == Number && m.Kind == RequestKind.Kind.Name) is not { } matter
            || !calls.Any(c => c.MatterId == matter.Id && c.KeyId == Key.Id && c.UpdateSeq == null))
        {
            return RequestAnswers.Unknown;
        }

        if (calls.Count(c => c.MatterId == matter.Id && c.KeyId == Key.Id) > MostOfOne)
        {
            return new Refusal("open311_updates_too_many") { Kind = RefusalKind.TooMany }.With("limit", MostOfOne);
        }

        var row = change.Record(new Open311UpdateTaken(Key.Name, Status), matter.Id.Value, Audience.Parties, Words);
        change.Add(new Open311Call
        {
            Id = change.NewId<Open311Call>(),
            KeyId = Key.Id,
            MatterId = matter.Id,
            RepeatHash = RepeatHash,
            UpdateSeq = row.Seq,
            MediaUrl = MediaUrl,
            At = change.Now,
        });
        return Answer(row.Seq);
    }

    private static UpdateTaken Answer(long seq) => new(seq.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
