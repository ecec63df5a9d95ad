using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Requests.Open311;

public sealed class Filing_by_Open311
{
    [Theory, EveryEngine]
    public async Task Goes_the_one_way_in_and_finds_the_nearest_place(Engine engine)
    {
        await using var site = await Open311Sites.On(engine);
        using var caller = new Caller311(site);

        var filed = await caller.Post("requests.xml", Open311Sites.Lamp(await site.Key(), ("first_name", "张三"), ("last_name", ""), ("phone", "138 0000 1234"), ("email", "a@example.org"), ("attribute[pole_number]", "K-17"), ("attribute[fixmystreet_id]", "42")));

        Assert.Equal(HttpStatusCode.OK, filed.Status);
        var (matter, request, place) = site.Read(db => (db.Set<Matter>().Single(), db.Set<Request>().Single(), db.Set<Place>().Single(p => p.Name == "苏园路社区")));
        Assert.Equal(("2026-000001", place.Id, "street_light"), (filed.Id, matter.PlaceId, matter.Category));
        Assert.Equal((Door.Api, "open311", "东湖苑3栋路灯不亮\n晚上看不见", "张三", "13800001234"), (request.Door, request.Source, request.Text, site.ContactOf(request).Name, site.ContactOf(request).Phone));
        var details = site.Read(db => db.Set<FactRow>().Single(f => f.Kind == "open311_details_given"));
        Assert.Equal(Audience.Staff, details.Audience);
        Assert.Equal("灯杆编号 K-17\n路灯怎么了? 不亮\nfixmystreet_id: 42\na@example.org", details.Remark);
    }

    [Fact]
    public async Task Says_everything_wrong_at_once()
    {
        await using var site = await Open311Sites.On();
        using var caller = new Caller311(site);
        var key = await site.Key();

        var nothing = await caller.Post("requests.json", ("api_key", key));
        var lamp = await caller.Post("requests.json", ("api_key", key), ("service_code", "street_light"), ("media_url", "file:///etc/passwd"));
        var choice = await caller.Post("requests.json", [.. Open311Sites.Lamp(key).Where(f => f.Item1 != "attribute[fault]"), ("attribute[fault]", "stolen")]);

        Assert.Equal(["service_code: Please fill in or choose this", "lat: Where is it? Send lat and long, address_string or address_id"], nothing.Json.AsArray().Select(e => e!["description"]!.ToString()));
        Assert.Equal(3, lamp.Codes.Count);
        Assert.StartsWith("attribute[fault]: ", choice.Json[0]!["description"]!.ToString(), StringComparison.Ordinal);
        Assert.Empty(site.Read(db => db.Set<Matter>().ToList()));
    }

    [Theory]
    [InlineData("unheard_of")]
    [InlineData("gone")]
    public async Task Knows_no_service_that_may_not_be_chosen(string code)
    {
        await using var site = await Open311Sites.On();
        using var caller = new Caller311(site);

        var answer = await caller.Post("requests.xml", ("api_key", await site.Key()), ("service_code", code), ("address_string", "苏园路社区"));

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task Needs_a_key_that_holds_may_file_and_is_for_the_place()
    {
        await using var site = await Open311Sites.On();
        using var caller = new Caller311(site);
        var elsewhere = await site.Key(place: site.Read(db => db.Set<Place>().Single(p => p.Name == "白露塘镇")));
        var (mayNot, ended) = (await site.Key(KeyScopes.Update), await site.Key(name: "old"));
        var old = site.Read(db => db.Set<Open311Key>().Single(k => k.Name == "old"));
        await site.Do("end", new EndKey(old.Id).In);
        site.Get<Countyworks.Core.Web.Cached<KeyRing>>().Forget();

        foreach (var key in new[] { "", "guess", elsewhere, mayNot, ended })
        {
            var answer = await caller.Post("requests.json", Open311Sites.Lamp(key));
            Assert.Equal((HttpStatusCode.Forbidden, "403"), (answer.Status, answer.Codes.Single()));
        }
    }

    [Fact]
    public async Task Is_limited_by_key_and_guessing_at_keys_by_address()
    {
        await using var site = await Open311Sites.On();
        using var caller = new Caller311(site);
        var key = await site.Key(mostAnHour: 2);

        await caller.Post("requests.json", Open311Sites.Lamp(key));
        await caller.Post("requests.json", Open311Sites.Lamp(key));
        var third = await caller.Post("requests.json", Open311Sites.Lamp(key));
        for (var i = 0; i < 30; i++)
        {
            await caller.Post("requests.json", Open311Sites.Lamp($"guess{i}"));
        }

        var guess = await caller.Post("requests.json", Open311Sites.Lamp("guess"));

        Assert.Equal((HttpStatusCode.BadRequest, "429"), (third.Status, third.Codes.Single()));
        Assert.Equal((HttpStatusCode.BadRequest, "429"), (guess.Status, guess.Codes.Single()));
    }

    [Fact]
    public async Task Takes_only_so_much()
    {
        await using var site = await Open311Sites.On();
        using var caller = new Caller311(site);

        var large = await caller.Post("requests.json", Open311Sites.Lamp(await site.Key(), ("attribute[x]", new string('x', 200_000))));

        Assert.Equal((HttpStatusCode.BadRequest, "400"), (large.Status, large.Codes.Single()));
    }

    [Theory, EveryEngine]
    public async Task Shows_the_world_no_word_name_door_or_picture(Engine engine)
    {
        await using var site = await Open311Sites.On(engine);
        using var caller = new Caller311(site);
        var key = await site.Key();
        var id = (await caller.Post("requests.xml", Open311Sites.Lamp(key, ("first_name", "张三"), ("phone", "13800001234"), ("address_string", "东湖苑3栋101"), ("media_url", "https://example.org/a.jpg")))).Id;
        var matter = site.Read(db => db.Set<Matter>().Single());
        await site.Dispatch(matter.Id);
        await site.Move(matter.Id, RequestKind.Respond, "已电话联系张三 13800001234");
        await site.Move(matter.Id, RequestKind.ReportBack, "已更换灯泡,请张三查看");

        foreach (var path in new[] { $"requests/{id}.json", "requests.json", "requests.xml", "servicerequestupdates.json", "servicerequestupdates.xml", $"requests/{id}.json?api_key={await site.Key(name: "somebody else")}" })
        {
            var shown = (await caller.Get(path)).Text;
            Assert.All(new[] { "张三", "1380000", "3栋", "灯泡", "a.jpg", "25.7901" }, secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
        }

        var own = (await caller.Get($"requests/{id}.json?api_key={key}")).Json[0]!;
        Assert.Equal(("已更换灯泡,请张三查看", "东湖苑3栋101", "https://example.org/a.jpg"), (own["status_notes"]!.ToString(), own["address"]!.ToString(), own["media_url"]!.ToString()));
    }
}
