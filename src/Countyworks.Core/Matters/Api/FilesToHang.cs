using Countyworks.Core.Files;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters.Api;

/// <summary>Files named by id in a call: kept before, and not yet part of anything, so that nobody slips in another's.</summary>
public static class FilesToHang
{
    /// <summary>The most files of one deed.</summary>
    public const int Most = 10;

    /// <summary>Refuses, in this order: <c>too_many_files</c> (files, limit), <c>file_absent</c> (files).</summary>
    public static Outcome<Done> Check(Change change, IReadOnlyCollection<Id<StoredFile>> files)
    {
        if (files.Count > Most)
        {
            return new Refusal("too_many_files", "files").With("limit", Most);
        }

        var free = files.Count == 0 ? 0 : change.Db.Set<StoredFile>().Count(f => files.Contains(f.Id) && !change.Db.Set<MatterFile>().Any(m => m.FileId == f.Id));
        return free == files.Count ? Done.It : new Refusal("file_absent", "files");
    }
}
