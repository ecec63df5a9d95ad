using Countyworks.Data.Model;
using Countyworks.Kernel;

namespace Countyworks.Core.Files;

/// <summary>A file named by id in a call: kept before by <c>POST /api/v1/files</c>, and not yet part of anything, so that nobody slips in another's.</summary>
public static class FreeFile
{
    /// <summary>Finds it. Refuses <c>file_absent</c> for the field: there is none, or it hangs on something.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="id">Which.</param>
    /// <param name="rules">All rules about files; what one knows hangs on something.</param>
    /// <param name="field">The field that names it.</param>
    public static Outcome<FileContent> Find(DistrictDb db, Id<StoredFile> id, IEnumerable<IFileAccess> rules, string field) =>
        db.Set<StoredFile>().FirstOrDefault(f => f.Id == id) is { } file && FileType.Of(file.MediaType) is { } type && !rules.Any(rule => rule.HungIn(db).Any(hung => hung == id))
            ? new FileContent(file.Name, type, file.Sha256, file.Length)
            : new Refusal("file_absent", field);
}
