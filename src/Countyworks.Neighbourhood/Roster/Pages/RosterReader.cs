using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Rules;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster.Pages;

/// <summary>Reads what the pages of rosters show; whatever lies outside the caller's places is absent.</summary>
internal static class RosterReader
{
    /// <summary>The most rosters of the list.</summary>
    public const int MostRosters = 500;

    private const int MostOthers = 50;

    /// <summary>How far around now a roster counts as kept, and is listed.</summary>
    private static readonly Duration Around = Duration.FromDays(28);

    /// <summary>A place where the caller has a permission; null otherwise.</summary>
    public static Place? Place(PageCall page, Id<Place> id, Permission permission) =>
        page.Places.Find(id) is { EndedAt: null } place && page.Caller.Has(permission, place.Path) ? place : null;

    /// <summary>The rosters within the caller's places, by place.</summary>
    public static IReadOnlyList<RosterRow> Rows(PageCall page, ShiftsOfToday today)
    {
        var (now, week) = (page.Now, Coverage.OfWeek(page.Today));
        var (places, posts, caller) = (page.Places, page.Posts, page.Caller);
        var (since, until) = (now - Around, now + Around);
        var ahead = new Interval(now, week.End + Duration.FromDays(7));
        var kept = page.Db.Set<Shift>().Where(s => s.StartsAt > since && s.StartsAt < until).Select(s => s.PlaceId).Distinct().ToHashSet();
        var shifts = page.Db.Set<Shift>().During(new(week.Start, ahead.End)).ToLookup(s => s.PlaceId);
        return
        [
            .. kept.Select(places.Find).OfType<Place>().Where(p => caller.Has(RosterPermissions.See, p.Path)).OrderBy(p => p.Path, StringComparer.Ordinal).Take(MostRosters).Select(place =>
            {
                var times = shifts[place.Id].Select(s => s.Time).ToList();
                return new RosterRow(
                    place.Id,
                    places.FullName(place),
                    Coverage.Hours(Coverage.Covered(times, week)),
                    Coverage.Hours([week]),
                    Coverage.Gaps(times, ahead) is [var gap, ..] ? gap : null,
                    Duty.At(today.Shifts.Where(s => s.PlaceId == place.Id), place.Path, now) is { } on ? $"{posts.NameOf(on.PersonId)} {on.Phone}" : null);
            }),
        ];
    }

    /// <summary>A week with what its page shows.</summary>
    public static WeekView Week(PageCall page, Place place, LocalDate day) => new(
        place,
        page.Places.FullName(place),
        RosterWeek.Read(page.Db, place.Id, day),
        page.Now,
        page.Posts,
        page.Places,
        page.Caller.Has(RosterPermissions.Plan, place.Path) ? Form.New("shift").With("weeks", "4") : null);

    /// <summary>Who may stand at a place, to choose from.</summary>
    public static IReadOnlyList<Option> Options(PostDirectory posts, string placePath, LocalDate on) =>
        [.. Stands.Posts(posts, placePath, on).Select(p => new Option(p.Id.ToString(), $"{posts.NameOf(p.PersonId)} · {p.Title}"))];

    /// <summary>The phone of the shift that was planned last at a place; null when none was.</summary>
    public static string? LastPhone(DistrictDb db, Id<Place> place) => db.Set<Shift>().Where(s => s.PlaceId == place).OrderByDescending(s => s.StartsAt).ThenByDescending(s => s.Id).Select(s => s.Phone).FirstOrDefault();

    /// <summary>A shift with what can be done about it; null outside the caller's places.</summary>
    public static ShiftView? Shift(PageCall page, Id<Shift> id, Form? form)
    {
        if (page.Db.Set<Shift>().FirstOrDefault(s => s.Id == id) is not { } shift || Place(page, shift.PlaceId, RosterPermissions.Plan) is not { } place)
        {
            return null;
        }

        var (hasBegun, isOver, posts, now, own) = (shift.StartsAt <= page.Now, shift.EndsAt <= page.Now, page.Posts, page.Now, shift.PersonId);
        var others = hasBegun ? [] : page.Db.Set<Shift>().Where(s => s.PlaceId == place.Id && s.StartsAt > now && s.PersonId != own).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(MostOthers).ToList();
        return new(
            shift,
            page.Places.FullName(place),
            posts.NameOf(shift.PersonId),
            posts.Find(shift.PostId)?.Title ?? "",
            form ?? Form.New("shift").With("version", shift.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            isOver ? [] : [.. Options(posts, place.Path, CountyTime.LocalDay(shift.StartsAt)).Where(o => o.Value != shift.PostId.ToString())],
            [.. others.Select(s => new Option(s.Id.ToString(), $"{Dates.Time(s.StartsAt)}–{Dates.Clock(s.EndsAt)} {posts.NameOf(s.PersonId)}"))],
            hasBegun);
    }
}
