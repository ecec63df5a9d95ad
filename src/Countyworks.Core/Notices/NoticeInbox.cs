using Countyworks.Core.People;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Notices;

/// <summary>What the inbox page shows.</summary>
/// <param name="Notices">The newest first.</param>
/// <param name="Unread">How many are new, on all pages.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Number">Which page this is, from 1.</param>
public sealed record NoticeInbox(IReadOnlyList<Notice> Notices, int Unread, int Total, int Number)
{
    /// <summary>Notices on a page.</summary>
    public const int Size = 30;

    /// <summary>A page of a person's notices.</summary>
    public static async Task<NoticeInbox> Read(DistrictDb db, Id<Person> reader, int number, CancellationToken cancellation = default)
    {
        var mine = db.Set<Notice>().Where(n => n.PersonId == reader);
        var page = await mine.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Skip((number - 1) * Size).Take(Size).ToListAsync(cancellation);
        return new(page, await CountUnread(db, reader, cancellation), await mine.CountAsync(cancellation), number);
    }

    /// <summary>How many notices of a person are new: the number beside the bell.</summary>
    public static Task<int> CountUnread(DistrictDb db, Id<Person> reader, CancellationToken cancellation = default) =>
        db.Set<Notice>().CountAsync(n => n.PersonId == reader && n.ReadAt == null, cancellation);
}
