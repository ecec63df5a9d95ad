using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>Whoever may see a matter may see the files that hang on it.</summary>
public sealed class MatterFileAccess(MatterRules rules) : IFileAccess
{
    /// <inheritdoc/>
    public async Task<bool> Admits(Caller caller, Id<StoredFile> file, DistrictDb db, CancellationToken cancellation)
    {
        if (!caller.IsStaff)
        {
            return false;
        }

        var matters = await db.Set<MatterFile>().Where(f => f.FileId == file).Select(f => f.MatterId).ToListAsync(cancellation);
        return matters.Exists(id => Dossier.Read(db, id, rules) is { } dossier && Standing.Of(dossier, caller).MaySee);
    }

    /// <inheritdoc/>
    public IQueryable<Id<StoredFile>> HungIn(DistrictDb db) => db.Set<MatterFile>().Select(f => f.FileId);
}
