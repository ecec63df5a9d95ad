using System.Globalization;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Rules;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.Roster.Pages;

/// <summary><c>/roster</c>: who is on duty where and when, and where nobody is; planned by those who plan there.</summary>
public static class RosterEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/roster";

    private const string Area = "shift";
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var seeing = routes.MapGroup(Path).Needs(RosterPermissions.See).ExcludeFromDescription();
        seeing.MapGet("", List);
        seeing.MapGet("/{place}", Week);
        var planning = routes.MapGroup(Path).Needs(RosterPermissions.Plan).ExcludeFromDescription();
        planning.MapGet("/{place}/plan", OpenPlan);
        planning.MapPost("/{place}/plan", Plan);
        planning.MapPost("/{place}/repeat", Repeat);
        ShiftEndpoints.Map(routes);
        HandOverEndpoints.Map(routes);
    }

    /// <summary>The week of a place in which a day lies.</summary>
    public static string PathOf(Id<Place> place, LocalDate? day = null) => day is { } known ? $"{Path}/{place}?week={Iso(known)}" : $"{Path}/{place}";

    internal static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static IResult List(PageCall page, Cached<ShiftsOfToday> shifts, bool go = false)
    {
        var form = Form.Of(new FormCollection(page.Http.Request.Query.ToDictionary()), "roster");
        var typed = PlaceTyped.Read(form, FrameMiddleware.PlaceChosen, page.Places, required: go);
        return typed.Place is { } place && go
            ? Results.LocalRedirect(PathOf(place.Id))
            : Page.Show<RostersPage, RostersView>(
                new(RosterReader.Rows(page, shifts.Current), form, typed.Candidates, page.Caller.Has(RosterPermissions.Plan), page.Caller.Has(RosterPermissions.Stand)), Problems.StatusOf(form));
    }

    private static IResult Week(PageCall page, Id<Place> place, string? week, int? planned) => RosterReader.Place(page, place, RosterPermissions.See) is { } known
        ? Page.Show<WeekPage, WeekView>(RosterReader.Week(page, known, DayOf(week) ?? page.Today) with { Planned = planned })
        : Results.NotFound();

    private static IResult OpenPlan(PageCall page, Id<Place> place, string? from, string? to) => RosterReader.Place(page, place, RosterPermissions.Plan) is { } known
        ? ShowPlan(page, known, Filled(page, known, from, to))
        : Results.NotFound();

    // A gap leads here with its times; else the shift begins today.
    private static Form Filled(PageCall page, Place place, string? from, string? to)
    {
        var (start, end) = (InstantPattern.ExtendedIso.Parse(from ?? ""), InstantPattern.ExtendedIso.Parse(to ?? ""));
        var first = start.Success ? CountyTime.Local(Instant.Max(start.Value, CountyTime.StartOf(page.Today))).LocalDateTime : page.Today.At(new LocalTime(8, 0));
        var last = end.Success && start.Success && end.Value - start.Value <= Shift.Longest ? CountyTime.Local(end.Value).LocalDateTime : first.PlusHours(8);
        return Form.New(Area).With("firstDay", first.Date).With("from", Clock.Format(first.TimeOfDay)).With("to", Clock.Format(last.TimeOfDay)).With("weeks", "1")
            .With("phone", RosterReader.LastPhone(page.Db, place.Id));
    }

    private static async Task<IResult> Plan(PageCall page, Cached<ShiftsOfToday> shifts, Form form, Id<Place> place)
    {
        if (RosterReader.Place(page, place, RosterPermissions.Plan) is not { } known)
        {
            return Results.NotFound();
        }

        form.For(Area);
        var (post, phone, day) = (form.Id<Post>("post"), form.Text("phone", DutyPhone.Limit), form.Date("firstDay"));
        var (from, to) = (TimeOf(form, "from"), TimeOf(form, "to"));
        var ticked = form.Choices<IsoDayOfWeek>("days").Where(d => d != IsoDayOfWeek.None).ToList();
        var weeks = form.Whole("weeks", 1, PlanShifts.MostWeeks);
        if (form.Refusal is null)
        {
            // Without a weekday the shift is on its first day alone.
            var pattern = WeeklyPattern.Of(ticked.Count > 0 ? ticked : [day.DayOfWeek], from, to, post, phone);
            var caller = page.Caller;
            var plan = new PlanShifts(place, pattern, day, weeks, form.Flag("despiteDoubles"));
            var outcome = await page.Run("plan_shifts", RosterPermissions.Plan, form, change => plan.In(change, caller));
            shifts.Forget();
            if (outcome.IsDone(out var planned, out var refusal))
            {
                return Results.LocalRedirect(Done(place, day, planned));
            }

            form.Refused(refusal);
        }

        return ShowPlan(page, known, form);
    }

    private static async Task<IResult> Repeat(PageCall page, Cached<ShiftsOfToday> shifts, Form form, Id<Place> place, string? week)
    {
        if (RosterReader.Place(page, place, RosterPermissions.Plan) is not { } known)
        {
            return Results.NotFound();
        }

        var view = RosterReader.Week(page, known, DayOf(week) ?? page.Today);
        var weeks = form.For(Area).Whole("weeks", 1, PlanShifts.MostWeeks);
        if (form.Refusal is null)
        {
            var monday = view.Week.Monday;
            var first = CountyTime.StartOf(monday);
            var (caller, next) = (page.Caller, monday.PlusWeeks(1));
            var plan = new PlanShifts(place, WeeklyPattern.Of(view.Week.Shifts.Where(s => s.StartsAt >= first)), next, weeks);
            var outcome = await page.Run("plan_shifts", RosterPermissions.Plan, form, change => plan.In(change, caller));
            shifts.Forget();
            if (outcome.IsDone(out var planned, out var refusal))
            {
                return Results.LocalRedirect(Done(place, next, planned));
            }

            form.Refused(refusal with { Field = "weeks" });
        }

        return Page.Show<WeekPage, WeekView>(view with { Repeat = form }, Problems.StatusOf(form));
    }

    private static string Done(Id<Place> place, LocalDate day, Planned planned) => string.Create(CultureInfo.InvariantCulture, $"{PathOf(place, day)}&planned={planned.Count}");

    private static IResult ShowPlan(PageCall page, Place place, Form form) => Page.Show<PlanPage, PlanView>(
        new(place, page.Places.FullName(place), form, RosterReader.Options(page.Posts, place.Path, page.Today)), Problems.StatusOf(form));

    private static LocalTime TimeOf(Form form, string name)
    {
        var typed = form.Text(name, 5);
        var time = Clock.Parse(typed);
        if (typed.Length > 0 && !time.Success)
        {
            form.Refused(new Refusal("not_a_time", name));
        }

        return time.Success ? time.Value : LocalTime.Midnight;
    }

    /// <summary>A day of an address; null when there is none, or none that makes sense.</summary>
    internal static LocalDate? DayOf(string? typed) => LocalDatePattern.Iso.Parse(typed ?? "") is { Success: true, Value: var day } && day.Year is > 2000 and < 2200 ? day : null;
}
