using Countyworks.Neighbourhood.Requests.Erasing;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Pages.Report;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Track;

/// <summary>
/// Reads what a requester sees. A merged request shows how far the one is in which it goes on, and its answer; what was said there
/// to and by the other requester stays there.
/// </summary>
public sealed class TrackReading(Cached<PlaceTree> places, Cached<Categories> categories, TimelineReader timeline, Texts texts, IClock clock)
{
    private static readonly MatterKind Kind = RequestKind.Kind;

    // What a report and its additions can bring at the most.
    private const int MostFiles = ReportView.MostFiles + (AddInformation.MostTimes * MoreView.MostFiles);

    /// <summary>The tracking page of a request that was opened by its code.</summary>
    public async Task<TrackView> Read(Tracked own, DistrictDb db, string? thanks, CancellationToken cancellation)
    {
        var (now, main) = (clock.GetCurrentInstant(), await MainOf(own, db, cancellation));
        var (matter, request) = (own.Matter, own.Request);
        var story = await timeline.Read(db, matter.Id, Kind, Audience.Parties, cancellation);
        return new TrackView(
            matter.Number,
            own.Address,
            $"/track/{TrackingNumber.InAddress(matter.Number)}",
            NameOfCategory(matter.Category),
            string.Join(' ', new[] { places.Current.FullName(matter.PlaceId), request.Address }.Where(part => !string.IsNullOrEmpty(part))),
            request.Text,
            ProgressOf.Stage(main.Matter.Stage, texts))
        {
            ReceivedAt = matter.OpenedAt,
            IsMerged = main != own,
            Files = await ReportedFiles(own, db, cancellation),
            Clock = main.Matter.IsOpen ? await ClockOf(main.Matter, db, now, cancellation) : null,
            Answer = await AnswerOf(own, db, cancellation),
            MayRate = RateRequest.IsDue(request, main.Matter, main.Request, now),
            MayAdd = main.Matter.IsOpen,
            MayForget = Contact.IsIn(request) || request.PersonId is not null || (!matter.IsOpen && request.Text != EraseRequest.Gone),
            Rated = request.Result is { } result ? new(result, request.ResponseRating, request.ResultRating, request.AttitudeRating) : null,
            Thanks = thanks == "rated" && request.RatedAt is null ? "reopened" : thanks is "rated" or "added" or "forgotten" ? thanks : null,
            Story = [.. story.Select(entry => entry with { Files = [.. entry.Files.Select(file => Within(own, file))] })],
        };
    }

    /// <summary>What everybody may see of it.</summary>
    public PublicView Public(Tracked tracked)
    {
        var (matter, tree) = (tracked.Matter, places.Current);
        var path = string.Concat(matter.PlacePath.Split('/').Take((int)PlaceLevel.Community).Where(p => p.Length > 0).Select(p => p + "/"));
        return new PublicView(
            matter.Number,
            NameOfCategory(matter.Category),
            tree.AtPath(path) is { } community ? tree.FullName(community) : "",
            ProgressOf.Stage(matter.Stage, texts),
            matter.OpenedAt,
            tracked.Request.AnsweredAt,
            matter.ClosedAt);
    }

    /// <summary>The answer, with what was shown with it; null before there is one.</summary>
    public async Task<AnswerShown?> AnswerOf(Tracked own, DistrictDb db, CancellationToken cancellation)
    {
        var main = await MainOf(own, db, cancellation);
        if (main.Request is not { Answer: { } answer, AnsweredAt: { } at })
        {
            return null;
        }

        var files = await HungOn(db, main.Matter.Id).Where(hung => hung.At == at).Select(hung => new { hung.Id, hung.Name, hung.MediaType }).ToListAsync(cancellation);
        return new(answer, at, [.. files.Select(f => Link(own, f.Id, f.Name, f.MediaType))]);
    }

    // The requester's own, also those added later: people look for the photo they sent beside the words they wrote.
    private static async Task<IReadOnlyList<FileLink>> ReportedFiles(Tracked own, DistrictDb db, CancellationToken cancellation)
    {
        var files = await HungOn(db, own.Matter.Id).Where(hung => hung.Purpose == FileRequest.ReportPurpose)
            .Select(hung => new { hung.Id, hung.Name, hung.MediaType }).Take(MostFiles).ToListAsync(cancellation);
        return [.. files.Select(f => Link(own, f.Id, f.Name, f.MediaType))];
    }

    /// <summary>A file of a request that its requester may see; null when it isn't one.</summary>
    public static async Task<StoredFile?> FileOf(Tracked own, Id<StoredFile> id, DistrictDb db, CancellationToken cancellation)
    {
        var main = await MainOf(own, db, cancellation);
        var isShown = await HungOn(db, own.Matter.Id).AnyAsync(hung => hung.Id == id, cancellation)
            || (main != own && await HungOn(db, main.Matter.Id).AnyAsync(hung => hung.Id == id && hung.At == main.Request.AnsweredAt, cancellation));
        return isShown ? await db.Set<StoredFile>().SingleAsync(f => f.Id == id, cancellation) : null;
    }

    private static async Task<Tracked> MainOf(Tracked own, DistrictDb db, CancellationToken cancellation) => own.Matter.MergedIntoId is not { } mainId ? own : await (
        from matter in db.Set<Matter>()
        join request in db.Set<Request>() on matter.Id equals request.Id
        where matter.Id == mainId
        select new Tracked(matter, request)).SingleAsync(cancellation);

    private static IQueryable<Hung> HungOn(DistrictDb db, Id<Matter> matter) =>
        from hung in db.Set<MatterFile>()
        join fact in db.Set<FactRow>() on hung.Seq equals fact.Seq
        join file in db.Set<StoredFile>() on hung.FileId equals file.Id
        where hung.MatterId == matter && fact.Audience <= Audience.Parties
        orderby hung.Seq, file.Id
        select new Hung { Id = file.Id, Name = file.Name, MediaType = file.MediaType, At = fact.At, Purpose = hung.Purpose };

    private async Task<ClockShown> ClockOf(Matter matter, DistrictDb db, Instant now, CancellationToken cancellation)
    {
        var marks = await db.Set<MatterMark>().Where(m => m.MatterId == matter.Id).OrderBy(m => m.Ordinal).ToListAsync(cancellation);
        var pauses = await db.Set<MatterPause>().Where(p => p.MatterId == matter.Id).OrderBy(p => p.At).ToListAsync(cancellation);
        return new(
            matter.OpenedAt,
            now,
            [.. marks.Where(m => m.DueAt is not null).Select(m => new RibbonMark(texts.Mark(Kind, m.Mark), new Due(matter.OpenedAt, m.DueAt!.Value, now) { MetAt = m.MetAt }))],
            [.. pauses.Select(p => new RibbonPause(p.At, p.EndedAt))]);
    }

    private string NameOfCategory(string? code) => code is null ? texts["track.no_category"] : categories.Current.NameOf(code);

    private static FileLink Link(Tracked own, Id<StoredFile> id, string name, string mediaType) => Within(own, new FileLink(
        name, $"/files/{id}", FileType.Of(mediaType) is { IsImage: true } ? $"/files/{id}/thumb" : null));

    // A requester has no account: files are handed out below the tracking page, to whoever has the code.
    private static FileLink Within(Tracked own, FileLink file) => file with { Href = own.Address + file.Href, ThumbnailHref = file.ThumbnailHref is { } thumb ? own.Address + thumb : null };

    private sealed class Hung
    {
        public required Id<StoredFile> Id { get; init; }

        public required string Name { get; init; }

        public required string MediaType { get; init; }

        public required Instant At { get; init; }

        public required string Purpose { get; init; }
    }
}
