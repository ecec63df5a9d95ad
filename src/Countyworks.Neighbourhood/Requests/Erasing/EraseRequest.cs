using Countyworks.Neighbourhood.Requests.Open311.Filing;
using Countyworks.Core.Matters;
using Countyworks.Core.Search;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Erasing;

/// <summary>
/// Erases what a request holds of its requester. What was done about it, when, by whom and with what answer stays, and so do the seals: of what was written only a
/// commitment remains, whose salt goes with the words.
/// </summary>
public static class EraseRequest
{
    /// <summary>Stands where words were.</summary>
    public const string Gone = "…";

    private static readonly string Added = FactKinds.NameOf(typeof(InformationAdded)), Rated = FactKinds.NameOf(typeof(RequestRated)), Moved = FactKinds.NameOf(typeof(MatterMoved)),
        Told = FactKinds.NameOf(typeof(Open311DetailsGiven));

    /// <summary>Erases who asked and how to reach them; done already where nothing is known.</summary>
    /// <returns>Whether there was anything.</returns>
    public static bool Contact(Change change, Request request, ErasedFor why)
    {
        if (!Requests.Contact.IsIn(request) && (request.PersonId is null || why == ErasedFor.Time))
        {
            return false;
        }

        new Contact(null, null).SealInto(request, change.Secrets);
        if (why == ErasedFor.Wish)
        {
            request.PersonId = null;
        }

        change.Put(request);
        EraseDetails(change, request);
        change.Record(new ContactErased(why), request.Id.Value, Audience.Parties);
        return true;
    }

    /// <summary>Erases the requester's own words, place in words and on the map, remarks, pictures and papers, of a request that has ended.</summary>
    public static void Words(Change change, Matter matter, Request request, ErasedFor why)
    {
        (request.Text, request.Address, request.RatingRemark, request.IsToBeErased) = (Gone, null, request.RatingRemark is null ? null : Gone, false);
        (request.Latitude, request.Longitude, matter.Title) = (null, null, Gone);
        change.Put(request);
        change.Put(matter);
        change.Index(new Findable(request.Id.Value, matter.Kind, matter.PlacePath, Audience.Staff, matter.Number));
        foreach (var file in change.Db.Set<MatterFile>().Where(f => f.MatterId == matter.Id && f.Purpose == FileRequest.ReportPurpose).ToList())
        {
            change.Remove(file);
        }

        EraseRemarks(change, matter);
        change.Record(new WordsErased(why), matter.Id.Value, Audience.Parties);
    }

    // What other software told of the requester stands with what else it told.
    private static void EraseDetails(Change change, Request request)
    {
        Guid? subject = request.Id.Value;
        foreach (var seq in change.Db.Set<FactRow>().Where(f => f.SubjectId == subject && f.Kind == Told && f.Remark != null).Select(f => f.Seq).ToList())
        {
            EraseRemark(change, seq);
        }
    }

    private static void EraseRemark(Change change, long seq) => change.Execute("UPDATE fact SET remark = NULL WHERE district_id = @p0 AND seq = @p1", seq);

    // Those of the requester alone: no post stands behind them. What was added to a merged request was written to the one it goes on in as well, at the same moment.
    private static void EraseRemarks(Change change, Matter matter)
    {
        Guid? own = matter.Id.Value, main = matter.MergedIntoId?.Value;
        var said = change.Db.Set<FactRow>()
            .Where(f => f.SubjectId == own && f.Remark != null && f.PostId == null && (f.Kind == Added || f.Kind == Rated || f.Kind == Moved)).Select(f => new { f.Seq, f.At, f.Kind }).ToList();
        var moments = said.Where(f => f.Kind == Added).Select(f => f.At).ToList();
        var copies = main is null ? [] : change.Db.Set<FactRow>()
            .Where(f => f.SubjectId == main && f.Remark != null && f.PostId == null && f.Kind == Added && moments.Contains(f.At)).Select(f => f.Seq).ToList();
        foreach (var seq in said.Select(f => f.Seq).Concat(copies))
        {
            EraseRemark(change, seq);
        }
    }
}
