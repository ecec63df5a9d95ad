using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>Everybody may see the drawings that are voted on, and the photos of what came of it.</summary>
public sealed class DeliberationFiles : IFileAccess
{
    /// <inheritdoc/>
    public Task<bool> Admits(Caller caller, Id<StoredFile> file, DistrictDb db, CancellationToken cancellation) => db.Set<ProposalFile>().AnyAsync(f => f.FileId == file, cancellation);

    /// <inheritdoc/>
    public IQueryable<Id<StoredFile>> HungIn(DistrictDb db) => db.Set<ProposalFile>().Select(f => f.FileId);
}
