using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>The requester adds something while the request is open. Of a merged request it reaches those who handle the one it goes on in.</summary>
/// <param name="Matter">Which request.</param>
/// <param name="Remark">In words; at most <see cref="Words.Limit"/> characters.</param>
/// <param name="Files">Pictures and papers, kept before.</param>
public sealed record AddInformation(Id<Matter> Matter, string? Remark, IReadOnlyList<Id<StoredFile>> Files)
{
    /// <summary>How often a requester may add something to one request.</summary>
    public const int MostTimes = 20;

    /// <summary>
    /// Adds it. Whether the caller is the requester is the caller's to say. Refuses, in this order: <c>not_found</c>, <c>matter_ended</c>,
    /// <c>missing</c> (remark, when there is no file either), <c>too_long</c> (remark), <c>added_too_often</c> (limit).
    /// </summary>
    public Outcome<Done> In(Change change)
    {
        var matters = change.Db.Set<Matter>();
        if (matters.FirstOrDefault(m => m.Id == Matter && m.Kind == RequestKind.Kind.Name) is not { } own)
        {
            return Refusal.NotFound("matter");
        }

        var main = own.MergedIntoId is { } into ? matters.First(m => m.Id == into) : own;
        return !main.IsOpen ? new Refusal("matter_ended") { Kind = RefusalKind.Conflict }
            : string.IsNullOrWhiteSpace(Remark) && Files.Count == 0 ? Refusal.Missing("remark")
            : Remark?.Length > Words.Limit ? Refusal.TooLong("remark", Words.Limit)
            : TimesBefore(change) >= MostTimes ? new Refusal("added_too_often") { Kind = RefusalKind.TooMany }.With("limit", MostTimes)
            : Apply(change, own, main);
    }

    private Done Apply(Change change, Matter own, Matter main)
    {
        Add(change, own, Audience.Parties);
        if (main.Id != own.Id)
        {
            // The other requester is told nothing of this one.
            Add(change, main, Audience.Staff);
        }

        return Done.It;
    }

    private void Add(Change change, Matter matter, Audience audience)
    {
        var row = change.Record(new InformationAdded(Files.Count), matter.Id.Value, audience, Remark);
        foreach (var file in Files)
        {
            change.Add(new MatterFile { MatterId = matter.Id, FileId = file, Seq = row.Seq, Purpose = FileRequest.ReportPurpose });
        }
    }

    private int TimesBefore(Change change)
    {
        var (kind, subject) = (FactKinds.NameOf(typeof(InformationAdded)), (Guid?)Matter.Value);
        return change.Db.Set<FactRow>().Count(f => f.SubjectId == subject && f.Kind == kind);
    }
}
