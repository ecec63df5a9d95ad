using Countyworks.Core.People;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Notices;

/// <summary>A person has read one notice, or all there are.</summary>
/// <param name="Notice">Which; null for all.</param>
public sealed record ReadNotices(Id<Notice>? Notice = null)
{
    /// <summary>Notices marked at a time; the rest stay new until the next time.</summary>
    public const int BatchLimit = 500;

    /// <summary>Marks them as read. Refuses <c>not_found</c> when the one notice is not the reader's.</summary>
    /// <returns>The notice read last; null when nothing was new.</returns>
    public Outcome<Notice?> In(Change change, Id<Person> reader)
    {
        if (Notice is { } id)
        {
            var one = change.Db.Set<Notice>().SingleOrDefault(n => n.Id == id && n.PersonId == reader);
            return one is null ? Refusal.NotFound("notice") : Mark(change, one);
        }

        var all = change.Db.Set<Notice>().Where(n => n.PersonId == reader && n.ReadAt == null)
            .OrderBy(n => n.At).ThenBy(n => n.Id).Take(BatchLimit).ToList();
        return all.Select(notice => Mark(change, notice)).LastOrDefault();
    }

    private static Notice Mark(Change change, Notice notice)
    {
        if (notice.ReadAt is null)
        {
            notice.ReadAt = change.Now;
            change.Put(notice);
        }

        return notice;
    }
}
