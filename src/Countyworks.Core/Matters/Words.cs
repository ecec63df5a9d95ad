using Countyworks.Core.Files;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters;

/// <summary>What somebody says and shows with a deed: a remark and files already kept.</summary>
/// <param name="Remark">At most <see cref="Limit"/> characters; null or empty when nothing is said.</param>
/// <param name="Files">Files kept before, with what they show.</param>
public sealed record Words(string? Remark, IReadOnlyList<(Id<StoredFile> File, string Purpose)> Files)
{
    /// <summary>The most characters a remark may have.</summary>
    public const int Limit = 4000;

    /// <summary>Nothing said, nothing shown.</summary>
    public static readonly Words None = new(null, []);

    /// <summary>Words alone.</summary>
    public static Words Of(string? remark) => new(remark, []);

    /// <summary>Records a fact of a matter with these words, and hangs the files on it.</summary>
    internal FactRow Record(Change change, Fact fact, Id<Matter> matter, Audience audience)
    {
        var row = change.Record(fact, matter.Value, audience, Remark);
        foreach (var (file, purpose) in Files)
        {
            change.Add(new MatterFile { MatterId = matter, FileId = file, Seq = row.Seq, Purpose = purpose });
        }

        return row;
    }
}
