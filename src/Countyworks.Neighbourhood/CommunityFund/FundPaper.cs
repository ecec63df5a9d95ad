using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>A paper of a fund that was handed in as a file: a quote, an invoice, a bank's receipt.</summary>
public sealed class FundPaper
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The file.</summary>
    public required Id<StoredFile> FileId { get; init; }

    /// <summary>SHA-256 of it, by which entries name it.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Keeps a content as a paper of a fund; answers its hash.</summary>
    internal static Digest Keep(Change change, Id<Fund> fund, FileContent content)
    {
        var file = new KeepFile(content).In(change).Value;
        change.Add(new FundPaper { FundId = fund, FileId = file, Hash = content.Sha256 });
        return Digest.Of(content.Sha256);
    }
}

/// <summary>Who sees a paper: those who see the fund, and the owners of its homes, who may inspect the books (interpretation 2020 of the Civil Code, art. 13). Others see its hash.</summary>
public sealed class FundPaperAccess(IClock clock) : IFileAccess
{
    /// <inheritdoc/>
    public async Task<bool> Admits(Caller caller, Id<StoredFile> file, DistrictDb db, CancellationToken cancellation)
    {
        var funds = await (from paper in db.Set<FundPaper>() join fund in db.Set<Fund>() on paper.FundId equals fund.Id where paper.FileId == file select fund.PlacePath).ToListAsync(cancellation);
        return funds.Exists(path => caller.Has(FundPermissions.See, path)) || (caller.Person is { } person && funds.Exists(path => OwnUnits.Any(db, person.Id, path, CountyTime.LocalDay(clock.GetCurrentInstant()))));
    }

    /// <inheritdoc/>
    public IQueryable<Id<StoredFile>> HungIn(DistrictDb db) => db.Set<FundPaper>().Select(p => p.FileId);
}

/// <summary>The homes somebody owns.</summary>
internal static class OwnUnits
{
    private const int Most = 50;

    /// <summary>Whether any lies within a place.</summary>
    public static bool Any(DistrictDb db, Id<Core.People.Person> person, string path, NodaTime.LocalDate day) => Of(db, person, path, day).Count > 0;

    /// <summary>Those within a place.</summary>
    public static IReadOnlyList<Id<Core.Places.Place>> Of(DistrictDb db, Id<Core.People.Person> person, string path, NodaTime.LocalDate day) =>
    [
        .. db.Set<Occupancy>().Where(o => o.PersonId == person && o.Kind == OccupancyKind.Owner && o.PlacePath.StartsWith(path)).OrderBy(o => o.PlacePath).ThenBy(o => o.Id).Take(Most)
            .AsEnumerable().Where(o => o.HoldsOn(day)).Select(o => o.PlaceId).Distinct(),
    ];
}
