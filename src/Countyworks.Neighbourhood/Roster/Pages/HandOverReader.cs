using Countyworks.Core.People;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster.Pages;

/// <summary>Reads what a duty officer hands over and takes over.</summary>
public static class HandOverReader
{
    /// <summary>The most open requests that are listed.</summary>
    public const int MostOpen = 50;

    private const int MostNext = 7, MostDone = 10;

    /// <summary>How long a shift that is over can wait to be handed over, and a hand-over to be confirmed.</summary>
    private static readonly Duration Waits = Duration.FromDays(2);

    /// <summary>Reads it for the caller, who is signed in.</summary>
    internal static HandOverView Read(PageCall page, Form form)
    {
        var (db, now, me) = (page.Db, page.Now, page.Caller.Person!.Id);
        var since = now - Waits;
        var begun = db.Set<Shift>().Where(s => s.PersonId == me && s.StartsAt <= now && s.EndsAt > since && s.EndsAt > s.StartsAt).OrderByDescending(s => s.StartsAt).ThenBy(s => s.Id).Take(MostNext).ToList();
        var (ids, places) = (begun.Select(s => s.Id).ToList(), PlacesOf(page, me, since));
        var given = db.Set<HandOver>().Where(h => ids.Contains(h.ShiftId)).Select(h => h.ShiftId).ToHashSet();
        var handed = (from h in db.Set<HandOver>() join s in db.Set<Shift>() on h.ShiftId equals s.Id
                      where places.Contains(s.PlaceId) && h.GivenAt > since
                      orderby h.GivenAt descending, h.ShiftId
                      select new { Given = h, Shift = s }).Take(MostDone + MostNext).ToList();
        return new(
            form,
            begun.FindLast(s => !given.Contains(s.Id)) is { } mine ? Own(page, mine) : null,
            [.. handed.Where(h => h.Given.ConfirmedAt is null && ConfirmHandOver.NextAfter(db, h.Shift)?.PersonId == me).Select(h => Shown(page, h.Shift, h.Given))],
            [.. db.Set<Shift>().Where(s => s.PersonId == me && s.StartsAt > now).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(MostNext).AsEnumerable().Select(s => (s, page.Places.FullName(s.PlaceId)))],
            [.. handed.Take(MostDone).Select(h => Shown(page, h.Shift, h.Given))]);
    }

    private static List<Id<Core.Places.Place>> PlacesOf(PageCall page, Id<Person> me, Instant since)
    {
        var until = page.Now + Waits;
        return [.. page.Db.Set<Shift>().Where(s => s.PersonId == me && s.EndsAt > since && s.StartsAt < until).Select(s => s.PlaceId).Distinct()];
    }

    private static OwnShift Own(PageCall page, Shift shift)
    {
        var open = HandOverShift.OpenOf(page.Db, shift);
        var next = ConfirmHandOver.NextAfter(page.Db, shift);
        return new(shift, page.Places.FullName(shift.PlaceId), [.. Brief.Of(open).Take(MostOpen)], open.Count(), next is null ? null : $"{page.Posts.NameOf(next.PersonId)} {Dates.Time(next.StartsAt)}");
    }

    private static HandedOver Shown(PageCall page, Shift shift, HandOver given) => new(
        shift,
        page.Places.FullName(shift.PlaceId),
        given,
        page.Posts.NameOf(given.GivenBy),
        given.ConfirmedBy is { } by ? page.Posts.NameOf(by) : null,
        given.ConfirmedAt is null ? [.. Brief.Of(HandOverShift.OpenOf(page.Db, shift)).Take(MostOpen)] : []);
}
