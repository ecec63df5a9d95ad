using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Pages;
using Countyworks.Neighbourhood.Roster.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>Tells those who plan of gaps ahead, and people of their next shift; every hour and every shift once.</summary>
public static class RosterReminders
{
    /// <summary>The most shifts or places one run looks at; the rest follow in the next.</summary>
    public const int BatchLimit = 200;

    /// <summary>The job.</summary>
    public static readonly Job Job = new("roster_reminders", Duration.FromMinutes(10), RunAsync);

    /// <summary>How much of a gap is told at once: a roster that nobody plans any more is told of every week.</summary>
    private static readonly Duration LongestGap = Duration.FromDays(7);

    /// <summary>A place whose last shift is longer ago keeps no roster.</summary>
    private static readonly Duration KeptFor = Duration.FromDays(28);

    /// <summary>One run for a moment; safe to run twice.</summary>
    public static async Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken cancellation)
    {
        var ahead = Duration.FromHours(services.GetRequiredService<DistrictSettings>().Get(RosterRule.Setting, CountyTime.LocalDay(asOf), new RosterRule()).RemindHours);
        var (writer, envelope) = (services.GetRequiredService<Writer>(), new Envelope("remind_roster", Actor.System, asOf));
        using var db = services.GetRequiredService<Database>().Read();
        if (await db.Set<Shift>().AnyAsync(s => s.StartsAt > asOf && s.StartsAt <= asOf + ahead && s.RemindedAt == null, cancellation))
        {
            await writer.Run(envelope, change => RemindPeople(change, ahead), cancellation);
        }

        var since = asOf - KeptFor;
        foreach (var place in await db.Set<Shift>().Where(s => s.StartsAt > since).Select(s => s.PlaceId).Distinct().OrderBy(id => id).Take(BatchLimit).ToListAsync(cancellation))
        {
            if (Untold(db, place, asOf, ahead).Count > 0)
            {
                await writer.Run(envelope, change => TellGaps(change, place, ahead), cancellation);
            }
        }
    }

    private static Outcome<Done> RemindPeople(Change change, Duration ahead)
    {
        var (now, until) = (change.Now, change.Now + ahead);
        var due = change.Db.Set<Shift>().Where(s => s.StartsAt > now && s.StartsAt <= until && s.RemindedAt == null).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(BatchLimit).ToList();
        var names = NamesOf(change, due.Select(s => s.PlaceId));
        foreach (var shift in due)
        {
            change.Notify(shift.PersonId, new NoticeText("notice.shift_ahead", names[shift.PlaceId], shift.StartsAt, shift.EndsAt), HandOverEndpoints.Path);
            change.Record(new ShiftReminded(shift.PlaceId, shift.StartsAt), shift.Id.Value);

            // Not by Put: a plan that is open in somebody's browser has not changed by this.
            change.Execute("UPDATE shift SET reminded_at = @p1 WHERE district_id = @p0 AND id = @p2", now.ToUnixTimeMilliseconds(), change.Store(shift.Id.Value));
        }

        return Done.It;
    }

    private static Outcome<Done> TellGaps(Change change, Id<Place> id, Duration ahead)
    {
        var place = change.Db.Set<Place>().First(p => p.Id == id);
        var told = PlannersAt(change, place.Path);
        foreach (var gap in Untold(change.Db, id, change.Now, ahead))
        {
            change.Add(new ToldGap { PlaceId = id, StartsAt = gap.Start, EndsAt = gap.End, ToldAt = change.Now });
            change.Record(new RosterGapTold(id, gap.Start, gap.End), id.Value);
            foreach (var person in told)
            {
                change.Notify(person, new NoticeText("notice.roster_gap", place.Name, gap.Start, gap.End), RosterEndpoints.PathOf(id, CountyTime.LocalDay(gap.Start)));
            }
        }

        return Done.It;
    }

    // Hours that were told are counted as covered, so that what was cut off at the end of a look comes later, and nothing comes twice.
    private static List<Interval> Untold(Data.Model.DistrictDb db, Id<Place> place, Instant now, Duration ahead)
    {
        var within = new Interval(now, now + ahead + LongestGap);
        var (start, end) = (within.Start, within.End);
        var shifts = db.Set<Shift>().During(within).Where(s => s.PlaceId == place).AsEnumerable().Select(s => s.Time);
        var told = db.Set<ToldGap>().Where(g => g.PlaceId == place && g.StartsAt < end && g.EndsAt > start).AsEnumerable().Select(g => new Interval(g.StartsAt, g.EndsAt));
        return [.. Coverage.Gaps([.. shifts, .. told], within).Where(g => g.Start < now + ahead)];
    }

    private static List<Id<Person>> PlannersAt(Change change, string path)
    {
        var (today, roles) = (CountyTime.LocalDay(change.Now), RosterPermissions.Plan.Roles);
        var posts = change.Db.Set<Post>().Where(p => roles.Contains(p.Role) && p.FirstDay <= today && (p.LastDay == null || p.LastDay >= today)).AsEnumerable()
            .Where(p => path.StartsWith(p.PlacePath, StringComparison.Ordinal)).ToList();

        // Administrators keep the roster where there is no dispatcher.
        var dispatchers = posts.Where(p => p.Role == Role.Dispatcher).ToList();
        return [.. (dispatchers.Count > 0 ? dispatchers : posts).Select(p => p.PersonId).Distinct().Order()];
    }

    private static Dictionary<Id<Place>, string> NamesOf(Change change, IEnumerable<Id<Place>> places)
    {
        var ids = places.Distinct().ToList();
        return change.Db.Set<Place>().Where(p => ids.Contains(p.Id)).ToDictionary(p => p.Id, p => p.Name);
    }
}
