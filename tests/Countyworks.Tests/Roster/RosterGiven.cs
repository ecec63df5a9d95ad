using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Neighbourhood.Roster.Rules;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.Roster;

/// <summary>Rosters for tests.</summary>
internal static class RosterGiven
{
    /// <summary>Monday of the week after that in which every test begins.</summary>
    public static readonly LocalDate Monday = new(2026, 9, 28);

    public static readonly IReadOnlyList<IsoDayOfWeek> EveryDay = [.. Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None)];

    /// <summary>A duty officer of a place of the county.</summary>
    public static Task<Caller> Officer(this County county, string name, Place? place = null) => county.Do<Caller>("add_officer", change =>
    {
        var at = place ?? county.District;
        var person = new Person { Id = change.NewId<Person>(), Name = name, At = change.Now };
        var post = new Post
        {
            Id = change.NewId<Post>(), PersonId = person.Id, OrganisationId = county.Lighting.Id, Role = Role.DutyOfficer, PlaceId = at.Id, PlacePath = at.Path, Title = name, FirstDay = new(2020, 1, 1),
        };
        change.Add(person);
        change.Add(post);
        return new Caller { Person = person, Posts = [post], Organisations = [county.Lighting] };
    });

    /// <summary>A plan of one shift on weekdays.</summary>
    public static PlanShifts Plan(Id<Place> place, Id<Post> post, int from, int to, LocalDate? first = null, int weeks = 1, IReadOnlyList<IsoDayOfWeek>? days = null) =>
        new(place, WeeklyPattern.Of(days ?? EveryDay, new LocalTime(from % 24, 0), new LocalTime(to % 24, 0), post, "0735-123"), first ?? Monday, weeks);

    /// <summary>Plans it as the dispatcher.</summary>
    public static Task<Outcome<Planned>> Try(this County county, PlanShifts plan) => county.Try("plan_shifts", change => plan.In(change, county.Dispatcher), county.Dispatcher);

    /// <summary>The shifts of the county, the earliest first.</summary>
    public static List<Shift> Shifts(this County county) => county.Read(db => db.Set<Shift>().OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToList());
}
