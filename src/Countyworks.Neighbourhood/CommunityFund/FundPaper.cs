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

    /// <summary>Whether it is about a single home, such as a bank's notice that names who paid: not for other owners.</summary>
    public required bool OfHome { get; init; }

    /// <summary>Keeps a content as a paper of a fund; answers its hash.</summary>
    internal static Digest Keep(Change change, Id<Fund> fund, FileContent content) => Keep(change, fund, content, ofHome: false);

    /// <summary>The same for a paper about a single home.</summary>
    internal static Digest KeepOfHome(Change change, Id<Fund> fund, FileContent content) => Keep(change, fund, content, ofHome: true);

    /// <summary>Where papers are opened, by their hashes in hexadecimal: those that are the neighbourhood's, or all for whoever sees the fund.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="fund">The fund.</param>
    /// <param name="hashes">Which.</param>
    /// <param name="withHomes">Whether those about single homes are among them.</param>
    internal static IReadOnlyDictionary<string, string> Opened(DistrictDb db, Id<Fund> fund, IEnumerable<byte[]?> hashes, bool withHomes)
    {
        var known = hashes.OfType<byte[]>().ToList();
        return db.Set<FundPaper>().Where(p => p.FundId == fund && known.Contains(p.Hash) && (withHomes || !p.OfHome)).OrderBy(p => p.FileId).AsEnumerable()
            .GroupBy(p => Convert.ToHexStringLower(p.Hash)).ToDictionary(p => p.Key, p => $"/files/{p.First().FileId}");
    }

    private static Digest Keep(Change change, Id<Fund> fund, FileContent content, bool ofHome)
    {
        var file = new KeepFile(content).In(change).Value;
        change.Add(new FundPaper { FundId = fund, FileId = file, Hash = content.Sha256, OfHome = ofHome });
        return Digest.Of(content.Sha256);
    }
}

/// <summary>
/// Who sees a paper: those who see the fund, and, unless it is about a single home, the owners of its homes, who may inspect the books (interpretation 2020 of the Civil Code, art. 13). Others see its hash.
/// </summary>
public sealed class FundPaperAccess(IClock clock) : IFileAccess
{
    /// <inheritdoc/>
    public async Task<bool> Admits(Caller caller, Id<StoredFile> file, DistrictDb db, CancellationToken cancellation)
    {
        var hung = await (from paper in db.Set<FundPaper>() join fund in db.Set<Fund>() on paper.FundId equals fund.Id where paper.FileId == file select new { fund.PlacePath, paper.OfHome }).ToListAsync(cancellation);
        return hung.Exists(h => caller.Has(FundPermissions.See, h.PlacePath))
            || (caller.Person is { } person && hung.Exists(h => !h.OfHome && OwnUnits.Any(db, person.Id, h.PlacePath, CountyTime.LocalDay(clock.GetCurrentInstant()))));
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
