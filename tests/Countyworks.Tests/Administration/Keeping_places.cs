using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Administration;

public sealed class Keeping_places
{
    [Theory, EveryEngine]
    public async Task Adds_a_neighbourhood_that_is_found_by_its_initials_at_once(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var admin = await site.SignedIn(Role.Administrator);
        var community = Community(site);
        Assert.Equal("[]", (await admin.Get("/api/v1/places?q=dhyxq")).Text);

        var added = await admin.Post($"/admin/places/{community.Id}/add", new { level = "neighbourhood", placeName = "东湖苑小区" }, $"/admin/places/{community.Id}");

        Assert.Equal(HttpStatusCode.Found, added.Status);
        Assert.Contains("东湖苑小区", (await admin.Get("/api/v1/places?q=dhyxq")).Text);
    }

    [Theory, EveryEngine]
    public async Task Adds_buildings_and_units_by_a_list_and_tells_of_each_row(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var admin = await site.SignedIn(Role.Administrator);
        var home = await Neighbourhood(site);
        var page = $"/admin/places/{home.Id}";

        var report = await admin.Post(page + "/rows", new { rows = "1栋,101\n1栋,102\n2栋\n1栋,101\n3栋,1,2\n," }, page);
        var again = await admin.Post(page + "/rows", new { rows = "1栋,101\n1栋，103" }, page);

        Assert.Equal(HttpStatusCode.OK, report.Status);
        Assert.Contains("新增4个地点，2行有问题", report.Words);
        Assert.Contains("新增1个地点，0行有问题", again.Words);
        Assert.Equal(
            ["1栋", "101", "102", "103", "2栋"],
            site.Read(db => db.Set<Place>().Where(p => p.Level >= PlaceLevel.Building).OrderBy(p => p.Path).Select(p => p.Name).ToList()));
    }

    [Fact]
    public async Task Takes_the_list_as_a_file_too()
    {
        await using var site = await Site.On();
        using var admin = await site.SignedIn(Role.Administrator);
        var home = await Neighbourhood(site);

        var (_, user) = await site.Somebody(false, Role.Administrator);
        using var api = await new Client(site.Address).As(user);
        var done = await api.Post($"places/{home.Id}/rows", new { rows = "5栋\t501\n,x" });

        Assert.Equal((HttpStatusCode.OK, "2"), (done.Status, done["added"]));
        Assert.Equal("missing", (string?)done.Json["rows"]![1]!["code"]);
    }

    [Theory, EveryEngine]
    public async Task Renames_and_ends_a_place_but_not_one_in_use(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var admin = await site.SignedIn(Role.Administrator);
        var home = await Neighbourhood(site);
        var page = $"/admin/places/{home.Id}";
        await admin.Post(page + "/rows", new { rows = "1栋" }, page);

        var busy = await admin.Post(page + "/end", null, page);
        var building = site.Read(db => db.Set<Place>().Single(p => p.Level == PlaceLevel.Building));
        await admin.Post($"/admin/places/{building.Id}/end", null, $"/admin/places/{building.Id}");
        await admin.Post(page + "/name", new { name = "西湖苑" }, page);
        var ended = await admin.Post(page + "/end", null, page);

        Assert.Equal(HttpStatusCode.Conflict, busy.Status);
        Assert.Contains("还有1个下级地点", busy.Words);
        Assert.Equal(HttpStatusCode.Found, ended.Status);
        Assert.Equal("[]", (await admin.Get("/api/v1/places?q=xihuyuan")).Text);
        Assert.Equal("西湖苑", site.Read(db => db.Set<Place>().Single(p => p.Id == home.Id)).Name);
    }

    [Fact]
    public async Task Never_ends_a_division_of_the_state()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody(false, Role.Administrator);
        using var api = await new Client(site.Address).As(user);

        Assert.Equal((HttpStatusCode.Conflict, "place_is_division"), (await api.Post($"places/{Community(site).Id}/end", new { })).Refusal);
    }

    [Theory, EveryEngine]
    public async Task Ends_an_organisation_only_when_nothing_waits_for_it(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (_, user) = await site.Somebody(false, Role.Administrator);
        using var api = await new Client(site.Address).As(user);
        var made = await api.Post("organisations", new { name = "园林所", kind = "department", place = site.District.Id });
        var unit = Kernel.Id<Organisation>.Parse(made["id"], null);
        var filed = await site.File();
        await site.Dispatch(filed.Id, unit);

        var busy = await api.Post($"organisations/{unit}/end", new { });
        await site.Dispatch(filed.Id, site.Department.Id);
        var ended = await api.Post($"organisations/{unit}/end", new { });

        Assert.Equal((HttpStatusCode.Conflict, "organisation_has_matters"), busy.Refusal);
        Assert.Equal(HttpStatusCode.OK, ended.Status);
        Assert.DoesNotContain("园林所", (await api.Get("organisations")).Text);
    }

    private static Place Community(Site site) => site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());

    private static Task<Place> Neighbourhood(Site site) =>
        site.Do("add_place", change => new AddPlace(Community(site).Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator));
}
