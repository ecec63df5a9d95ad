using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Pages;
using Countyworks.Neighbourhood.Roster.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster.Api;

/// <summary>A shift.</summary>
public sealed record ShiftItem(Id<Shift> Id, Id<Place> PlaceId, Id<Post> PostId, Id<Person> PersonId, string Person, Instant From, Instant To, string Phone, int Version)
{
    /// <summary>Of a row.</summary>
    public static ShiftItem Of(Shift s, PostDirectory posts) => new(s.Id, s.PlaceId, s.PostId, s.PersonId, posts.NameOf(s.PersonId), s.StartsAt, s.EndsAt, s.Phone, s.Version);
}

/// <summary>A stretch of time; its end does not belong to it.</summary>
public sealed record TimeItem(Instant From, Instant To)
{
    /// <summary>Of an interval.</summary>
    public static TimeItem Of(Interval time) => new(time.Start, time.End);
}

/// <summary>One person booked twice, here or at two places.</summary>
public sealed record DoubleBookingItem(ShiftItem First, ShiftItem Second);

/// <summary>A week of a roster: its shifts, what nobody covers, who is booked twice, and how many of its hours are covered.</summary>
public sealed record RosterWeekItem(
    Id<Place> PlaceId, LocalDate Monday, IReadOnlyList<ShiftItem> Shifts, IReadOnlyList<TimeItem> Gaps, IReadOnlyList<DoubleBookingItem> DoubleBookings, decimal HoursCovered, decimal HoursOfWeek);

/// <summary>A line of a weekly pattern; <c>to</c> not later than <c>from</c> means on the next day.</summary>
public sealed record PatternLineWish(IsoDayOfWeek Day, LocalTime From, LocalTime To, Id<Post> PostId, string Phone);

/// <summary>What is to be planned.</summary>
public sealed record PlanWish(IReadOnlyList<PatternLineWish>? Pattern, LocalDate FirstDay, int Weeks = 1, bool DespiteDoubles = false) : IBody<PlanWish>;

/// <summary>Who is to stand a shift.</summary>
public sealed record ReplaceWish(Id<Post> PostId, bool DespiteDoubles = false) : IBody<ReplaceWish>;

/// <summary>The shift to swap with.</summary>
public sealed record SwapWish(Id<Shift> OtherId, bool DespiteDoubles = false) : IBody<SwapWish>;

/// <summary>What the next must know.</summary>
public sealed record HandOverWish(string? Note) : IBody<HandOverWish>;

/// <summary>A hand-over.</summary>
public sealed record HandOverItem(Id<Shift> ShiftId, string Note, int OpenMatters, Instant GivenAt, Instant? ConfirmedAt)
{
    /// <summary>Of a row.</summary>
    public static HandOverItem Of(HandOver h) => new(h.ShiftId, h.Note, h.OpenMatters, h.GivenAt, h.ConfirmedAt);
}

/// <summary>The phone of whoever is on duty; null when nobody is.</summary>
public sealed record DutyPhoneItem(string? Phone);

/// <summary>Duty rosters over the API.</summary>
public static class RosterApi
{
    /// <summary>Maps it below <c>/api/v1/rosters</c> and <c>/api/v1/shifts</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var rosters = routes.MapGroup("/api/v1/rosters").WithTags("roster");
        rosters.MapGet("/phone", Phone).Open().Answers<DutyPhoneItem>("getDutyPhone", "The phone of whoever is on duty at a place now, or in the district");
        rosters.MapGet("/{place}", Week).Needs(RosterPermissions.See).Answers<RosterWeekItem>("getRoster", "The week of a place's roster in which a day lies, with gaps and double bookings");
        rosters.MapPost("/{place}/shifts", Plan).Needs(RosterPermissions.Plan).Answers<Planned>("planShifts", "Puts a weekly pattern on the roster over some weeks");
        var shifts = routes.MapGroup("/api/v1/shifts").WithTags("roster");
        shifts.MapGet("/{shift}", One).Needs(RosterPermissions.See).Answers<ShiftItem>("getShift", "One shift; its ETag is its version");
        shifts.MapPost("/{shift}/replace", Replace).Needs(RosterPermissions.Plan).HeedsIfMatch().Answers<ShiftItem>("replaceOnShift", "Puts somebody else on a shift");
        shifts.MapPost("/{shift}/swap", Swap).Needs(RosterPermissions.Plan).HeedsIfMatch().Answers<ShiftItem>("swapShifts", "Two people change shifts");
        shifts.MapDelete("/{shift}", End).Needs(RosterPermissions.Plan).HeedsIfMatch().AnswersNothing("endShift", "Ends a shift, or takes it off the roster");
        shifts.MapPost("/{shift}/hand-over", HandOver).Needs(RosterPermissions.Stand).Answers<HandOverItem>("handOverShift", "Hands over one's own shift");
        shifts.MapPost("/{shift}/hand-over/confirm", Confirm).Needs(RosterPermissions.Stand).Answers<HandOverItem>("confirmHandOver", "Confirms what was handed over");
    }

    private static IResult Phone(ApiCall call, RosterPhones phones, Id<Place>? place) => call.Answer(new DutyPhoneItem(phones.At(call.Now, place)));

    private static IResult Week(ApiCall call, Cached<PlaceTree> places, Cached<PostDirectory> posts, Id<Place> place, string? week)
    {
        if (places.Current.Find(place) is not { } known || !call.Caller.Has(RosterPermissions.See, known.Path))
        {
            return call.Problem(Refusal.NotFound("place"));
        }

        if (week is not null && RosterEndpoints.DayOf(week) is null)
        {
            return call.Problem(new Refusal("not_a_date", "week"));
        }

        var (read, names) = (RosterWeek.Read(call.Db, place, RosterEndpoints.DayOf(week) ?? CountyTime.LocalDay(call.Now)), posts.Current);
        return call.Answer(new RosterWeekItem(
            place,
            read.Monday,
            [.. read.Shifts.Select(s => ShiftItem.Of(s, names))],
            [.. read.Gaps.Select(TimeItem.Of)],
            [.. read.Doubles.Select(d => new DoubleBookingItem(ShiftItem.Of(d.First, names), ShiftItem.Of(d.Second, names)))],
            read.Covered,
            read.Hours));
    }

    private static async Task<IResult> Plan(ApiCall call, Cached<ShiftsOfToday> today, Id<Place> place, PlanWish wish)
    {
        var caller = call.Caller;
        var pattern = new WeeklyPattern([.. (wish.Pattern ?? []).Where(l => l.Day != IsoDayOfWeek.None).Select(l => new PatternLine(l.Day, l.From, l.To, l.PostId, l.Phone))]);
        var answer = await call.Run("plan_shifts", wish, change => new PlanShifts(place, pattern, wish.FirstDay, wish.Weeks, wish.DespiteDoubles).In(change, caller));
        today.Forget();
        return answer;
    }

    private static IResult One(ApiCall call, Cached<PostDirectory> posts, Id<Shift> shift) =>
        call.Db.Set<Shift>().FirstOrDefault(s => s.Id == shift) is { } row && call.Caller.Has(RosterPermissions.See, row.PlacePath)
            ? call.Versioned(ShiftItem.Of(row, posts.Current), row.Version)
            : call.Problem(Refusal.NotFound("shift"));

    private static async Task<IResult> Replace(ApiCall call, Cached<ShiftsOfToday> today, Cached<PostDirectory> posts, Id<Shift> shift, ReplaceWish wish)
    {
        var (caller, names) = (call.Caller, posts.Current);
        var answer = await call.RunIfMatch("replace_on_shift", wish, change => VersionOf(change, shift), change =>
            new ReplaceOnShift(shift, wish.PostId, wish.DespiteDoubles).In(change, caller).Then<ShiftItem>(s => ShiftItem.Of(s, names)));
        today.Forget();
        return answer;
    }

    private static async Task<IResult> Swap(ApiCall call, Cached<ShiftsOfToday> today, Cached<PostDirectory> posts, Id<Shift> shift, SwapWish wish)
    {
        var (caller, names) = (call.Caller, posts.Current);
        var answer = await call.RunIfMatch("swap_shifts", wish, change => VersionOf(change, shift), change =>
            new SwapShifts(shift, wish.OtherId, wish.DespiteDoubles).In(change, caller).Then<ShiftItem>(s => ShiftItem.Of(s, names)));
        today.Forget();
        return answer;
    }

    private static async Task<IResult> End(ApiCall call, Cached<ShiftsOfToday> today, Id<Shift> shift)
    {
        var caller = call.Caller;
        var answer = await call.RunIfMatch("end_shift", shift, change => VersionOf(change, shift), change => new EndShift(shift).In(change, caller));
        today.Forget();
        return answer;
    }

    private static Task<IResult> HandOver(ApiCall call, Id<Shift> shift, HandOverWish wish)
    {
        var caller = call.Caller;
        return call.Run("hand_over_shift", wish, change => new HandOverShift(shift, wish.Note ?? "").In(change, caller).Then<HandOverItem>(h => HandOverItem.Of(h)));
    }

    private static Task<IResult> Confirm(ApiCall call, Id<Shift> shift)
    {
        var caller = call.Caller;
        return call.Run("confirm_hand_over", shift, change => new ConfirmHandOver(shift).In(change, caller).Then<HandOverItem>(h => HandOverItem.Of(h)));
    }

    private static int? VersionOf(Data.Writing.Change change, Id<Shift> id) => change.Db.Set<Shift>().Where(s => s.Id == id).Select(s => (int?)s.Version).FirstOrDefault();
}
