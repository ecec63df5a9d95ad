using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Rules;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>How many shifts a plan put on the roster; those it had already are not counted.</summary>
/// <param name="Count">How many.</param>
public sealed record Planned(int Count);

/// <summary>Puts shifts on the roster of a place: a weekly pattern over some weeks; a single shift is a pattern of one line over one week.</summary>
/// <param name="Place">Where.</param>
/// <param name="Pattern">What repeats.</param>
/// <param name="FirstDay">The first day, not before today.</param>
/// <param name="Weeks">For how many times seven days, 1 to <see cref="MostWeeks"/>.</param>
/// <param name="DespiteDoubles">Whether somebody who stands elsewhere at the same time is put on it all the same.</param>
public sealed record PlanShifts(Id<Place> Place, WeeklyPattern Pattern, LocalDate FirstDay, int Weeks, bool DespiteDoubles = false)
{
    /// <summary>The most weeks of one plan.</summary>
    public const int MostWeeks = 53;

    /// <summary>The most shifts of one plan.</summary>
    public const int MostShifts = 2000;

    /// <summary>
    /// Plans. Shifts that are on the roster already, in the same post at the same time, are left as they are. Refuses, in this order: <c>not_found</c> (no such place within
    /// the caller's), <c>missing</c> (days), <c>out_of_range</c> (weeks), <c>too_many_shifts</c> (weeks), <c>phone_invalid</c> (phone), <c>shift_in_the_past</c> (firstDay),
    /// <c>post_unknown</c> (post: none held then that may stand there), <c>shift_twice</c> (from: the person stands there then already),
    /// <c>double_booked</c> (despiteDoubles: the person stands elsewhere then).
    /// </summary>
    public Outcome<Planned> In(Change change, Caller caller)
    {
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Place);
        if (place is null || place.EndedAt is not null || !caller.Has(RosterPermissions.Plan, place.Path))
        {
            return Refusal.NotFound("place");
        }

        if (Check(change.Now) is { } refusal)
        {
            return refusal;
        }

        var phones = Pattern.Lines.Select(l => l.Phone).Distinct().ToDictionary(p => p, p => DutyPhone.Normal(p)!);
        var wanted = Pattern.Unroll(FirstDay, Weeks);
        var posts = wanted.Select(w => w.Post).Distinct().ToList() is var ids ? change.Db.Set<Post>().Where(p => ids.Contains(p.Id)).ToDictionary(p => p.Id) : [];
        if (wanted.Any(w => !posts.TryGetValue(w.Post, out var post) || !Stands.May(post, place.Path, CountyTime.LocalDay(w.Time.Start))))
        {
            return new Refusal("post_unknown", "post");
        }

        var people = posts.Values.Select(p => p.PersonId).Distinct().ToList();
        var before = change.Db.Set<Shift>().During(new(wanted[0].Time.Start, wanted[^1].Time.Start + Shift.Longest)).Where(s => people.Contains(s.PersonId)).ToList();
        var made = wanted.Where(w => !before.Exists(s => s.PlaceId == Place && s.PostId == w.Post && s.Time == w.Time)).Distinct()
            .Select(w => New(change, place, posts[w.Post], w.Time, phones[w.Phone])).ToList();
        return Booked(change, made, before) is { } booked ? booked : Keep(change, made);
    }

    private Refusal? Check(Instant now) =>
        Pattern.Lines.Count == 0 ? Refusal.Missing("days")
        : Weeks is < 1 or > MostWeeks ? new Refusal("out_of_range", "weeks").With("min", 1).With("max", MostWeeks)
        : Pattern.Lines.Count * Weeks > MostShifts ? new Refusal("too_many_shifts", "weeks").With("limit", MostShifts)
        : Pattern.Lines.Any(l => DutyPhone.Normal(l.Phone) is null) ? new Refusal("phone_invalid", "phone")
        : FirstDay < CountyTime.LocalDay(now) ? new Refusal("shift_in_the_past", "firstDay")
        : null;

    private Refusal? Booked(Change change, IReadOnlyList<Shift> made, IReadOnlyList<Shift> before)
    {
        var added = made.Select(s => s.Id).ToHashSet();
        var doubles = Duty.Doubles([.. before, .. made]).Where(d => added.Contains(d.First.Id) || added.Contains(d.Second.Id)).ToList();
        return doubles.Find(d => d.First.PlaceId == d.Second.PlaceId) is { } here ? new Refusal("shift_twice", "from") { Kind = RefusalKind.Conflict }.With("at", here.Time.Start)
            : !DespiteDoubles && doubles is [var first, ..] ? Stands.Double(change, first, added.Contains(first.First.Id) ? first.Second : first.First)
            : null;
    }

    private static Shift New(Change change, Place place, Post post, Interval time, string phone) => new()
    {
        Id = change.NewId<Shift>(),
        PlaceId = place.Id,
        PlacePath = place.Path,
        PostId = post.Id,
        PersonId = post.PersonId,
        StartsAt = time.Start,
        EndsAt = time.End,
        Phone = phone,
    };

    private static Outcome<Planned> Keep(Change change, IReadOnlyList<Shift> made)
    {
        foreach (var shift in made)
        {
            change.Add(shift);
            change.Record(new ShiftPlanned(shift.PlaceId, shift.PostId, shift.StartsAt, shift.EndsAt), shift.Id.Value);
        }

        return new Planned(made.Count);
    }
}
