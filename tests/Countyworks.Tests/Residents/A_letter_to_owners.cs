using System.Net;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.Residents;

public sealed class A_letter_to_owners
{
    private const string Password = "another long passphrase";

    [Theory, EveryEngine]
    public async Task Makes_its_reader_known_as_owner_of_the_unit(Engine engine)
    {
        await using var site = await Site.On(engine);
        var building = await Building(site);
        var letters = await Letters(site, building, "101", "102");
        using var reader = site.Visitor();

        var asked = await reader.Get("/join?code=" + letters["101"]);
        var joined = await reader.Post("/join", new { code = letters["101"], kind = "owner", name = "李业主", user = "lily", @new = Password }, "/join?code=" + letters["101"]);

        var occupancy = site.Read(db => db.Set<Occupancy>().Single());
        Assert.Contains("东湖苑 3栋 101", asked.Words, StringComparison.Ordinal);
        Assert.Contains("已经开通", joined.Words, StringComparison.Ordinal);
        Assert.Equal((OccupancyKind.Owner, new LocalDate(2026, 9, 24), (LocalDate?)null), (occupancy.Kind, occupancy.FirstDay, occupancy.LastDay));
        Assert.Equal("101", site.Read(db => db.Set<Place>().Single(p => p.Id == occupancy.PlaceId)).Name);
        Assert.Equal(HttpStatusCode.OK, (await reader.Get("/my/sessions")).Status);
    }

    [Fact]
    public async Task Is_used_once()
    {
        await using var site = await Site.On();
        var letters = await Letters(site, await Building(site), "101");
        using var reader = site.Visitor();
        await reader.Post("/join", new { code = letters["101"], kind = "owner", name = "李业主", user = "lily", @new = Password }, "/join?code=" + letters["101"]);
        using var other = site.Visitor();

        var again = await other.Post("/join", new { code = letters["101"], kind = "owner", name = "王业主", user = "wang", @new = Password }, "/sign-in");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.Get("/join?code=" + letters["101"])).Status);
        Assert.Contains("代码不对，或已经用过", again.Words, StringComparison.Ordinal);
        Assert.Single(site.Read(db => db.Set<Occupancy>().ToList()));
    }

    [Fact]
    public async Task Adds_the_unit_to_the_account_of_whoever_is_signed_in_once()
    {
        await using var site = await Site.On();
        var building = await Building(site);
        var letters = await Letters(site, building, "101", "102");
        using var owner = await site.SignedIn();

        var joined = await owner.Post("/join", new { code = letters["102"], kind = "tenant" }, "/join?code=" + letters["102"]);
        var more = await Letters(site, building, "102");
        var twice = await owner.Post("/join", new { code = more["102"], kind = "tenant" }, "/join?code=" + more["102"]);

        Assert.Contains("已经开通", joined.Words, StringComparison.Ordinal);
        Assert.Contains("已经登记在这一户", twice.Words, StringComparison.Ordinal);
        Assert.Equal(OccupancyKind.Tenant, site.Read(db => db.Set<Occupancy>().Single()).Kind);
    }

    [Fact]
    public async Task Printed_again_voids_the_one_before()
    {
        await using var site = await Site.On();
        var building = await Building(site);
        var first = await Letters(site, building, "101");
        await Letters(site, building, "101");
        using var reader = site.Visitor();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await reader.Get("/join?code=" + first["101"])).Status);
    }

    [Fact]
    public async Task Keeps_what_was_typed_when_something_is_wrong_and_joins_nobody()
    {
        await using var site = await Site.On();
        var letters = await Letters(site, await Building(site), "101");
        using var reader = site.Visitor();

        var weak = await reader.Post("/join", new { code = letters["101"], kind = "owner", name = "李业主", user = "lily", @new = "lily1234567" }, "/join?code=" + letters["101"]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.Status);
        Assert.Equal("李业主", weak.Page.QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.NotNull(weak.Page.QuerySelector("input[name=kind][value=owner][checked]"));
        Assert.Empty(site.Read(db => db.Set<Occupancy>().ToList()));
    }

    [Fact]
    public async Task Is_printed_only_for_buildings_of_ones_own()
    {
        await using var site = await Site.On();
        var building = await Building(site);
        var (person, user) = await site.Somebody();
        await site.Appoint(person, Role.DutyOfficer, site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Street).OrderBy(p => p.Path).Last()));
        using var officer = site.Visitor();
        await officer.SignIn(user);

        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get($"{InvitationEndpoints.Path}?building={building.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Post(InvitationEndpoints.Path + "/letters", new { building = building.Id, units = building.Id }, "/sign-out")).Status);
    }

    [Theory, EveryEngine]
    public async Task Goes_to_units_that_were_added_by_floors(Engine engine)
    {
        await using var site = await Site.On(engine);
        var building = await Building(site);
        using var administrator = await site.SignedIn(Role.Administrator);

        await administrator.Post(InvitationEndpoints.Path + "/units", new { building = building.Id, floors = 3, perFloor = 2 }, $"{InvitationEndpoints.Path}?building={building.Id}");
        var many = await administrator.Post(InvitationEndpoints.Path + "/units", new { building = building.Id, floors = 300, perFloor = 2 }, $"{InvitationEndpoints.Path}?building={building.Id}");

        Assert.Equal(["101", "102", "201", "202", "301", "302"], site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Unit).OrderBy(p => p.Path).Select(p => p.Name).ToList()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, many.Status);
    }

    [Fact]
    public async Task Is_followed_by_an_end_when_the_unit_is_sold()
    {
        await using var site = await Site.On();
        var building = await Building(site);
        var letters = await Letters(site, building, "101");
        using var owner = await site.SignedIn();
        await owner.Post("/join", new { code = letters["101"], kind = "owner" }, "/join?code=" + letters["101"]);
        using var officer = await site.SignedIn(Role.DutyOfficer);
        var page = $"{InvitationEndpoints.Path}?building={building.Id}";

        await officer.Post(InvitationEndpoints.Path + "/end", new { building = building.Id, occupancy = site.Read(db => db.Set<Occupancy>().Single()).Id }, page);

        Assert.Equal(new LocalDate(2026, 9, 24), site.Read(db => db.Set<Occupancy>().Single()).LastDay);
    }

    private static async Task<Place> Building(Site site)
    {
        var community = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());
        var building = await site.Do("add_places", change =>
            new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator).Then(compound =>
                new AddPlace(compound.Id, PlaceLevel.Building, "3栋").In(change, Caller.Operator)));
        site.Get<Countyworks.Core.Web.Cached<PlaceTree>>().Forget();
        return building;
    }

    private static async Task<Dictionary<string, string>> Letters(Site site, Place building, params string[] units)
    {
        if (!site.Read(db => db.Set<Place>().Any(p => p.ParentId == building.Id)))
        {
            await site.Do("add_units", change => new AddUnits(building.Id, 1, 2).In(change, Caller.Operator));
        }

        var letters = new Dictionary<string, string>(StringComparer.Ordinal);
        using var officer = await site.SignedIn(Role.DutyOfficer);
        foreach (var name in units)
        {
            var unit = site.Read(db => db.Set<Place>().Single(p => p.ParentId == building.Id && p.Name == name));
            var page = await officer.Post(InvitationEndpoints.Path + "/letters", new { building = building.Id, units = unit.Id }, $"{InvitationEndpoints.Path}?building={building.Id}");
            letters[name] = page.Page.QuerySelectorAll("dd").Select(d => d.TextContent.Trim()).Single(text => text.Length == 14 && text[4] == '-' && text[9] == '-');
        }

        return letters;
    }
}
