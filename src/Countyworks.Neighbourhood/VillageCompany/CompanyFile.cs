using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Countyworks.Engines.Seals;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>A document of the company: contract, minutes, invoice, a platform's file. What rests on it names its SHA-256.</summary>
public sealed class CompanyFile
{
    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>The file.</summary>
    public required Id<StoredFile> FileId { get; init; }

    /// <summary>SHA-256 of its content.</summary>
    public required byte[] Document { get; init; }

    /// <summary>Hangs a file that was taken in on the company.</summary>
    /// <param name="change">The change.</param>
    /// <param name="company">The company.</param>
    /// <param name="content">From <see cref="FileIntake"/>.</param>
    /// <returns>What entries name it by.</returns>
    public static Digest Keep(Change change, Id<Company> company, FileContent content)
    {
        if (!change.Db.Set<CompanyFile>().Any(f => f.CompanyId == company && f.Document == content.Sha256))
        {
            change.Add(new CompanyFile { CompanyId = company, FileId = new KeepFile(content).In(change).Value, Document = content.Sha256 });
        }

        return Digest.Of(content.Sha256);
    }
}

/// <summary>Whoever sees the company's register sees its documents: they may name people, so the public sees their hashes alone.</summary>
public sealed class CompanyFileAccess : IFileAccess
{
    /// <inheritdoc/>
    public async Task<bool> Admits(Caller caller, Id<StoredFile> file, DistrictDb db, CancellationToken cancellation) =>
        await (from hung in db.Set<CompanyFile>() join company in db.Set<Company>() on hung.CompanyId equals company.Id where hung.FileId == file orderby company.Id select company.PlacePath)
            .FirstOrDefaultAsync(cancellation) is { } path && caller.Has(CompanyPermissions.See, path);

    /// <inheritdoc/>
    public IQueryable<Id<StoredFile>> HungIn(DistrictDb db) => db.Set<CompanyFile>().Select(f => f.FileId);
}
