using System.Net;
using System.Net.Http.Json;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Votes;

/// <summary>From the titles to the result, by software as the desk has it.</summary>
public sealed class Keeping_a_vote_over_the_API
{
    [Theory, EveryEngine]
    public async Task Leads_from_the_titles_to_the_result_with_a_sheet_that_a_third_teller_decides(Engine engine)
    {
        await using var desk = await Desk.On(engine);
        var (site, place, keeper) = desk;
        using var anybody = new Client(site.Address);

        var titles = await keeper.Post("votes/titles", Titles(place));
        var drafted = await keeper.Post("votes", Draft(place));
        var vote = "votes/" + drafted["id"];
        var hidden = await anybody.Get(vote);
        var stale = await Put(keeper, vote, Draft(place, "是否同意装十个充电桩"), "\"7\"");
        var changed = await Put(keeper, vote, Draft(place, "是否同意装十个充电桩"), (await keeper.Get(vote)).Headers.ETag!.ToString());
        var announced = await keeper.Post(vote + "/announce", Days());
        var late = await Put(keeper, vote, Draft(place), "*");
        var roll = await keeper.Get(vote + "/roll?limit=2");
        var rest = await keeper.Get($"{vote}/roll?limit=2&after={roll["next"]}");

        Assert.Equal(("4", "0"), (titles["added"], titles["changed"]));
        Assert.Equal((HttpStatusCode.Created, "/api/v1/" + vote, "draft"), (drafted.Status, drafted.Headers.Location?.ToString(), drafted["stage"]));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.PreconditionFailed), (hidden.Status, stale.Status));
        Assert.Equal(("是否同意装十个充电桩", "announced", "2026-10-23T16:00:00Z"), (changed["question"], announced["stage"], announced["closesAt"]));
        Assert.Equal((HttpStatusCode.Conflict, "vote_not_draft"), late.Refusal);
        Assert.Equal((HttpStatusCode.Conflict, "vote_not_draft"), (await keeper.Post(vote + "/announce", Days())).Refusal);
        Assert.Equal(["3栋 101", "3栋 102", "3栋 103 104"], roll.Json["items"]!.AsArray().Concat(rest.Json["items"]!.AsArray()).Select(item => (string?)item!["units"]));

        var holder = (await site.Somebody()).UserName;
        Assert.Equal(HttpStatusCode.NoContent, (await keeper.Post(vote + "/mandates", new { head = 1, holder })).Status);
        Assert.Equal((HttpStatusCode.Conflict, "mandate_given"), (await keeper.Post(vote + "/mandates", new { head = 1, holder })).Refusal);
        Assert.Equal(HttpStatusCode.NoContent, (await keeper.Post(vote + "/deliveries", new { heads = new[] { 1, 2, 3 }, way = "byHand" })).Status);
        Assert.Equal(3, site.Read(db => db.Set<DeliveryRow>().Count()));
        Assert.Equal((HttpStatusCode.Conflict, "vote_not_open"), (await keeper.Post(vote + "/paper", Sheet(2))).Refusal);

        site.Clock.Reset(County.At("2026-10-10T09:00"));
        using var first = await SignedIn(site, Role.DutyOfficer);
        using var second = await SignedIn(site, Role.Administrator);
        using var third = await SignedIn(site, Role.Supervisor);
        using var mandated = await new Client(site.Address).As(holder);
        Assert.Equal(HttpStatusCode.OK, (await mandated.Post(vote + "/ballots", Sheet(1))).Status);
        var read = await first.Post(vote + "/paper", Sheet(2));
        var differs = await second.Post(vote + "/paper", Sheet(2, "no"));
        var again = await second.Post(vote + "/paper", Sheet(2));
        var waiting = Assert.Single((await third.Get(vote + "/paper")).Json.AsArray())!;
        var settled = await third.Post(vote + "/paper", Sheet(2));
        await first.Post(vote + "/paper", Sheet(3));
        await second.Post(vote + "/paper", Sheet(3));

        Assert.Equal(("waiting", null, "differs"), (read["state"], read.Json["code"], differs["state"]));
        Assert.Equal((HttpStatusCode.Conflict, "teller_read_it"), again.Refusal);
        Assert.Equal((2, "differs", null), ((int)waiting["head"]!, (string?)waiting["state"], waiting["choice"]));
        Assert.Equal(("settled", 14), (settled["state"], settled["code"].Length));
        Assert.Empty((await third.Get(vote + "/paper")).Json.AsArray());

        site.Clock.Reset(County.At("2026-10-24T00:00"));
        await site.Do("close", change => new CloseVote(Id<Vote>.Parse(drafted["id"], null)).In(change));
        var result = (await anybody.Get(vote)).Json["result"]!;
        Assert.Equal((35_000L, 3L, true), ((long)result["area"]!["yes"]!, (long)result["heads"]!["yes"]!, (bool)result["passed"]!));
        var published = Receipt.Listed(settled["code"], drafted["number"], Engines.Ballots.Choice.Yes);
        Assert.Contains((await anybody.Get(vote + "/list")).Json["items"]!.AsArray(), item => (string?)item!["receipts"]![0] == published);
    }

    [Fact]
    public async Task Refuses_what_is_missing_or_wrong_and_names_the_field()
    {
        await using var desk = await Desk.On(Engine.Sqlite);
        var (site, place, keeper) = desk;
        var (draft, announced) = (await desk.Drafted(), await desk.Drafted());
        await keeper.Post("votes/titles", Titles(place));
        await keeper.Post(announced + "/announce", Days());

        foreach (var (path, body, code, field) in new (string, object, string, string?)[]
        {
            ("votes", new { }, "body_invalid", "placeId"),
            ("votes", new { placeId = "x" }, "body_invalid", "placeId"),
            ("votes", Draft(place, " "), "missing", "question"),
            ("votes", Draft(place, document: ""), "missing", "document"),
            ("votes", Draft(place, item: 10), "vote_item_unknown", "item"),
            ("votes", Draft(place, cap: 51), "out_of_range", "mandateCap"),
            (draft + "/announce", Days("2026-10-08"), "vote_notice_too_short", "opensOn"),
            (draft + "/announce", Days("-9998-01-01"), "vote_notice_too_short", "opensOn"),
            (draft + "/announce", Days(last: "2026-10-08"), "vote_closes_too_early", "lastDay"),
            (draft + "/announce", Days(last: "9999-12-31"), "vote_open_too_long", "lastDay"),
            (draft + "/withdraw", new { reason = "" }, "missing", "reason"),
            (announced + "/mandates", new { head = 9, holder = "user1" }, "head_unknown", "head"),
            (announced + "/mandates", new { head = 1, holder = "ghost" }, "person_unknown", "holder"),
            (announced + "/deliveries", new { heads = Array.Empty<int>(), way = "letter" }, "missing", "heads"),
            (announced + "/deliveries", new { heads = new[] { 1, 9 }, way = "letter" }, "head_unknown", "heads"),
            (announced + "/paper", Sheet(9), "head_unknown", "head"),
            (announced + "/paper", Sheet(1, "perhaps"), "body_invalid", "choice"),
            ("votes/titles", new { placeId = place.Id, lines = Array.Empty<int>() }, "missing", "lines"),
            ("votes/titles", new { placeId = place.Id, lines = new[] { new { building = "3栋", unit = "101", area = -1, owner = "a" } } }, "title_line_unreadable", "lines"),
            ("votes/titles", new { placeId = place.Id, lines = new[] { new { building = "3栋", unit = "999", area = 1, owner = "a" } } }, "title_unit_unknown", "lines"),
        })
        {
            var answer = await keeper.Post(path, body);
            Assert.Equal((path, HttpStatusCode.BadRequest, code, field), (path, answer.Status, answer.Refusal.Code, (string?)answer.Json["field"]));
        }
    }

    [Fact]
    public async Task Is_for_those_who_keep_the_place_and_to_others_a_draft_is_not_there()
    {
        await using var desk = await Desk.On(Engine.Sqlite);
        var (site, place, keeper) = desk;
        var vote = await desk.Drafted();
        var (elsewhere, user) = await site.Somebody();
        await site.Appoint(elsewhere, Role.Dispatcher, site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).Last()));
        using var far = await new Client(site.Address).As(user);
        using var teller = await SignedIn(site, Role.DutyOfficer);
        using var stranger = new Client(site.Address);

        foreach (var (path, body) in new (string, object)[]
        {
            ("votes", Draft(place)), ("votes/titles", Titles(place)), (vote + "/announce", Days()), (vote + "/withdraw", new { reason = "错了" }),
            (vote + "/mandates", new { head = 1, holder = user }), (vote + "/deliveries", new { heads = new[] { 1 }, way = "letter" }),
        })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await far.Post(path, body)).Status));
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await teller.Post(path, body)).Status));
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, (await stranger.Post(path, body)).Status));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await Put(far, vote, Draft(place), "*")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await teller.Post(vote + "/paper", Sheet(1))).Status);
        foreach (var (client, path) in new[] { (far, "/roll"), (keeper, "/roll"), (far, "/paper"), (teller, "/paper") })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await client.Get(vote + path)).Status));
        }
    }

    [Fact]
    public async Task Answers_a_repeated_key_as_the_first_time()
    {
        await using var desk = await Desk.On(Engine.Sqlite);
        var (site, place, keeper) = desk;
        await keeper.Post("votes/titles", Titles(place));

        var first = await keeper.Post("votes", Draft(place), ("Idempotency-Key", "d"));
        var again = await keeper.Post("votes", Draft(place), ("Idempotency-Key", "d"));
        var other = await keeper.Post("votes", Draft(place, "别的"), ("Idempotency-Key", "d"));
        var vote = "votes/" + first["id"];
        await keeper.Post(vote + "/announce", Days());
        site.Clock.Reset(County.At("2026-10-10T09:00"));
        using var one = await SignedIn(site, Role.DutyOfficer);
        using var two = await SignedIn(site, Role.Administrator);
        await one.Post(vote + "/paper", Sheet(1));
        var settled = await two.Post(vote + "/paper", Sheet(1), ("Idempotency-Key", "p"));
        var repeated = await two.Post(vote + "/paper", Sheet(1), ("Idempotency-Key", "p"));

        Assert.Equal((first.Status, first.Text, first.Headers.Location), (again.Status, again.Text, again.Headers.Location));
        Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_reused"), other.Refusal);
        Assert.Equal(("settled", settled.Text), (settled["state"], repeated.Text));
        Assert.Equal((1, 2, 1), site.Read(db => (db.Set<Vote>().Count(), db.Set<PaperEntry>().Count(), db.Set<CastRow>().Count())));
    }

    [Fact]
    public async Task Takes_a_vote_back_with_its_reason_once()
    {
        await using var desk = await Desk.On(Engine.Sqlite);
        var (site, place, keeper) = desk;
        await keeper.Post("votes/titles", Titles(place));
        var vote = await desk.Drafted();
        var announced = await keeper.Post(vote + "/announce", Days());

        var stale = await keeper.Post(vote + "/withdraw", new { reason = "图纸有误" }, ("If-Match", "\"0\""));
        var withdrawn = await keeper.Post(vote + "/withdraw", new { reason = "图纸有误" }, ("If-Match", $"\"{announced["version"]}\""));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "withdrawn"), (stale.Status, withdrawn["stage"]));
        Assert.Equal((HttpStatusCode.Conflict, "vote_over"), (await keeper.Post(vote + "/withdraw", new { reason = "图纸有误" })).Refusal);
    }

    private static object Titles(Place place) => new
    {
        placeId = place.Id,
        lines = new[] { ("101", 10_000, "a"), ("102", 10_000, "b"), ("103", 10_000, "c"), ("104", 5_000, "c") }.Select(t => new { building = "3栋", unit = t.Item1, area = t.Item2, owner = t.Item3 }),
    };

    private static object Draft(Place place, string question = "是否同意安装充电桩", string document = "在北门安装充电桩。", int item = 8, int cap = 3) =>
        new { placeId = place.Id, item, question, document, mandateCap = cap };

    private static object Days(string opens = "2026-10-09", string last = "2026-10-23") => new { opensOn = opens, lastDay = last };

    private static object Sheet(int head, string choice = "yes") => new { head, choice };

    private static Task<Reply> Put(Client client, string path, object body, string ifMatch) =>
        client.Send(HttpMethod.Put, path, JsonContent.Create(body, null, Countyworks.Data.Json.Options), ("If-Match", ifMatch));

    private static async Task<Client> SignedIn(Site site, Role role) => await new Client(site.Address).As((await site.Somebody(false, role)).UserName);

    /// <summary>A neighbourhood, and the software of whoever keeps its votes.</summary>
    private sealed record Desk(Site Site, Place Place, Client Keeper) : IAsyncDisposable
    {
        public static async Task<Desk> On(Engine engine)
        {
            var site = await Site.On(engine);
            return new(site, await VoteSite.Neighbourhood(site), await SignedIn(site, Role.Dispatcher));
        }

        /// <summary>The address of a draft.</summary>
        public async Task<string> Drafted() => "votes/" + (await Keeper.Post("votes", Draft(Place)))["id"];

        public ValueTask DisposeAsync()
        {
            Keeper.Dispose();
            return Site.DisposeAsync();
        }
    }
}
