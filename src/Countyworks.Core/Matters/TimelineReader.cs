using System.Collections.Frozen;
using Countyworks.Core.Files;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>
/// The story of a matter in the reader's language: the journal's facts about it, told by the modules' <see cref="Tale"/>s.
/// Staff read who acted by post and unit; everybody else only the unit.
/// </summary>
public sealed class TimelineReader(FactKinds kinds, IEnumerable<Tale> tales, Cached<PostDirectory> posts, Texts texts)
{
    /// <summary>The most facts one page tells; a matter with more shows its latest.</summary>
    public const int Limit = 500;

    private static readonly Compiled<Func<DistrictDb, Guid, Audience, IAsyncEnumerable<FactRow>>> FactsOf = new(() => EF.CompileAsyncQuery(
        (DistrictDb db, Guid matter, Audience reader) =>
            db.Set<FactRow>().Where(f => f.SubjectId == matter && f.Audience <= reader).OrderByDescending(f => f.Seq).Take(Limit)));

    private static readonly Compiled<Func<DistrictDb, Id<Matter>, IAsyncEnumerable<HungFile>>> FilesOf = new(() => EF.CompileAsyncQuery(
        (DistrictDb db, Id<Matter> matter) =>
            from hung in db.Set<MatterFile>()
            join file in db.Set<StoredFile>() on hung.FileId equals file.Id
            where hung.MatterId == matter
            orderby hung.Seq, hung.FileId
            select new HungFile(hung.Seq, file.Id, file.Name, file.MediaType, hung.Purpose)));

    private readonly FrozenDictionary<Type, Tale> byFact = tales.ToFrozenDictionary(t => t.Fact);

    /// <summary>
    /// Reads what a reader of an audience may know, oldest first, in two queries. The public learns only what happened: what people
    /// wrote and showed is for the parties.
    /// </summary>
    /// <param name="db">The store.</param>
    /// <param name="matter">Whose story.</param>
    /// <param name="kind">The matter's kind.</param>
    /// <param name="reader">Who reads.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<IReadOnlyList<StoryEntry>> Read(
        DistrictDb db, Id<Matter> matter, MatterKind kind, Audience reader, CancellationToken cancellation = default)
    {
        var files = reader == Audience.Public
            ? null
            : (await FilesOf.For(db)(db, matter).ToListAsync(cancellation)).ToLookup(file => file.Seq);
        var rows = await FactsOf.For(db)(db, matter.Value, reader).ToListAsync(cancellation);
        rows.Reverse();
        return [.. rows.Select(row => Entry(row, kind, reader, files?[row.Seq] ?? [])).OfType<StoryEntry>()];
    }

    private StoryEntry? Entry(FactRow row, MatterKind kind, Audience reader, IEnumerable<HungFile> files)
    {
        if (kinds.Read(row) is not { } fact || byFact.GetValueOrDefault(fact.GetType())?.Tell(fact, kind) is not { } telling)
        {
            return null;
        }

        var hasWords = reader == Audience.Staff || (reader == Audience.Parties && !telling.HasStaffWords);
        var arguments = telling.Arguments.Select(argument => Said(argument, kind));
        return new StoryEntry(row.At, Who(row, telling, reader), texts.Format(texts.KeyFor(kind, telling.Key), [.. arguments]), hasWords ? row.Remark : null)
        {
            Files = hasWords ? [.. files.Select(Link)] : [],
            IsPrivate = row.Audience == Audience.Staff,
        };
    }

    private string Who(FactRow row, Telling telling, Audience reader)
    {
        if (row.PostId is { } id && posts.Current.Find(new Id<Post>(id)) is { } post)
        {
            var unit = posts.Current.Find(post.OrganisationId)!.Name;
            return reader == Audience.Staff ? texts.Format("who.post", unit, post.Title) : unit;
        }

        return texts[row.PersonId is not null || telling.By == Unnamed.Requester ? "who.requester" : "who.system"];
    }

    private object? Said(object? argument, MatterKind kind) => argument switch
    {
        Id<Organisation> unit => NameOf(unit),
        IEnumerable<Id<Organisation>> units => string.Join(texts["ui.list_comma"], units.Select(NameOf)),
        KindText text => texts.For(kind, text.Key),
        _ => argument,
    };

    private string NameOf(Id<Organisation> unit) => posts.Current.Find(unit)?.Name ?? texts["who.unit_unknown"];

    private FileLink Link(HungFile file) => new(
        texts.Format("purpose.named", texts["purpose." + file.Purpose], file.Name),
        $"/files/{file.Id}",
        FileType.Of(file.MediaType) is { IsImage: true } ? $"/files/{file.Id}/thumb" : null);

    private sealed record HungFile(long Seq, Id<StoredFile> Id, string Name, string MediaType, string Purpose);
}
