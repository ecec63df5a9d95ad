using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Requests.Open311;

public sealed class Updates_of_requests
{
    private static readonly string[] Fields =
        ["update_id", "service_request_id", "status", "updated_datetime", "description", "media_url", "external_status_code", "customer_reference"];

    [Theory, EveryEngine]
    public async Task Tell_the_stages_in_the_extended_statuses_and_the_filer_also_the_answer(Engine engine)
    {
        await using var site = await Open311Sites.On(engine);
        using var caller = new Caller311(site);
        var key = await site.Key();
        var id = (await caller.Post("requests.xml", Open311Sites.Lamp(key))).Id;
        var matter = site.Read(db => db.Set<Matter>().Single());
        await site.Dispatch(matter.Id);
        await site.Move(matter.Id, RequestKind.Respond, "已联系");
        await site.Move(matter.Id, RequestKind.Start);
        await site.Move(matter.Id, RequestKind.ReportBack, "已修好");
        await site.Move(matter.Id, RequestKind.Explain, "已说明");

        var everybody = (await caller.Get("servicerequestupdates.xml")).Xml.Elements("request_update").ToList();
        var filer = (await caller.Get($"servicerequestupdates.xml?api_key={key}&start_date=2026-09-24T00:00:00Z&end_date=2026-09-25T00:00:00Z")).Xml.Elements("request_update").ToList();

        Assert.Equal(["INVESTIGATING", "INVESTIGATING", "IN_PROGRESS", "IN_PROGRESS", "NO_FURTHER_ACTION"], everybody.Select(u => u.Element("status")!.Value));
        Assert.All(everybody, u => Assert.Equal((id, matter.Number), (u.Element("service_request_id")!.Value, u.Element("customer_reference")!.Value)));
        Assert.All(everybody, u => Assert.Equal(Fields, u.Elements().Select(e => e.Name.LocalName)));
        Assert.Equal("Answered", everybody[3].Element("description")!.Value);
        Assert.Equal("已修好", filer[3].Element("description")!.Value);
        Assert.Equal(("closed", "Explained"), ((await caller.Get("requests.json")).Json[0]!["status"]!.ToString(), (await caller.Get("requests.json")).Json[0]!["status_notes"]!.ToString()));
    }

    [Theory, EveryEngine]
    public async Task Are_taken_once_from_whoever_filed_the_request(Engine engine)
    {
        await using var site = await Open311Sites.On(engine);
        using var caller = new Caller311(site);
        var (key, other) = (await site.Key(), await site.Key(name: "other"));
        var id = (await caller.Post("requests.xml", Open311Sites.Lamp(key))).Id;
        (string, string)[] update = [("api_key", key), ("service_request_id", id), ("update_id", "7"), ("status", "REOPEN"), ("updated_datetime", "2026-09-24T16:00:00+08:00"), ("description", "又不亮了"), ("first_name", "张三"), ("last_name", "-")];

        var first = await caller.Post("servicerequestupdates.xml", update);
        var again = await caller.Post("servicerequestupdates.xml", update);
        var stranger = await caller.Post("servicerequestupdates.xml", [("api_key", other), .. update[1..]]);

        Assert.Equal((HttpStatusCode.OK, first.Text), (first.Status, again.Text));
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        var fact = site.Read(db => db.Set<FactRow>().Single(f => f.Kind == "open311_update_taken"));
        Assert.Equal((Audience.Parties, "又不亮了\n张三"), (fact.Audience, fact.Remark));
        Assert.Equal(fact.Seq.ToString(System.Globalization.CultureInfo.InvariantCulture), first.Xml.Element("request_update")!.Element("update_id")!.Value);
    }

    [Fact]
    public async Task Are_refused_with_everything_that_is_wrong()
    {
        await using var site = await Open311Sites.On();
        using var caller = new Caller311(site);

        var answer = await caller.Post("servicerequestupdates.json", ("api_key", await site.Key()), ("status", "SOLVED"), ("updated_datetime", "soon"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["service_request_id", "description", "status", "updated_datetime"], answer.Json.AsArray().Select(e => e!["description"]!.ToString().Split(':')[0]));
    }

    [Fact]
    public async Task Say_nothing_of_what_is_for_staff()
    {
        await using var site = await Open311Sites.On();
        using var caller = new Caller311(site);
        await caller.Post("requests.xml", Open311Sites.Lamp(await site.Key()));
        await site.Move(site.Read(db => db.Set<Matter>().Single().Id), RequestKind.Remark, "内部备注");

        Assert.Equal("[]", (await caller.Get("servicerequestupdates.json")).Text);
    }
}
