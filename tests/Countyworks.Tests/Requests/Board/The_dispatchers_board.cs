using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Board;
using Countyworks.Neighbourhood.Requests.Routing;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Requests.Board;

public sealed class The_dispatchers_board
{
    [Theory, EveryEngine]
    public async Task Suggests_by_the_table_and_gives_it_there_with_one_press(Engine engine)
    {
        await using var site = await Site.On(engine);
        await Rule(site);
        var filed = await site.File();
        using var dispatcher = await site.SignedIn(Role.Dispatcher);

        var board = await dispatcher.Get("/dispatch");
        var given = await dispatcher.Post("/dispatch", new Dictionary<string, string>
        {
            ["one"] = filed.Id.ToString(),
            [$"suggested_{filed.Id}"] = site.Department.Id.ToString(),
            [$"version_{filed.Id}"] = Version(site, filed.Id),
        });

        Assert.Contains("路由表：所有类别 × 苏仙区", board.Words, StringComparison.Ordinal);
        Assert.Equal(["1", "0", "0", "0", "0", "0", "1", "0"], board.Page.QuerySelectorAll(".tabs .n").Select(n => n.TextContent));
        Assert.Equal(HttpStatusCode.OK, given.Status);
        Assert.Equal(site.Department.Id, site.Read(db => db.Set<Matter>().Single()).UnitId);
        Assert.Contains("\"why\":\"table\"", site.Read(db => db.Set<FactRow>().Single(f => f.Kind == "matter_dispatched")).Data, StringComparison.Ordinal);
        Assert.DoesNotContain('[', board.Words);
    }

    [Theory, EveryEngine]
    public async Task Leaves_the_choice_to_the_dispatcher(Engine engine)
    {
        await using var site = await Site.On(engine);
        await Rule(site);
        var other = await Unit(site, "供水公司");
        var filed = await site.File();
        using var dispatcher = await site.SignedIn(Role.Dispatcher);

        await dispatcher.Post("/dispatch", new Dictionary<string, string>
        {
            ["one"] = filed.Id.ToString(),
            [$"suggested_{filed.Id}"] = site.Department.Id.ToString(),
            [$"unit_{filed.Id}"] = other.Id.ToString(),
        });

        Assert.Equal(other.Id, site.Read(db => db.Set<Matter>().Single()).UnitId);
        Assert.Contains("\"why\":\"chosen\"", site.Read(db => db.Set<FactRow>().Single(f => f.Kind == "matter_dispatched")).Data, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Reports_each_of_several_and_keeps_what_was_changed_meanwhile(Engine engine)
    {
        await using var site = await Site.On(engine);
        await Rule(site);
        var (first, second) = (await site.File("路灯不亮"), await site.File("井盖松动"));
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        var seen = Version(site, second.Id);
        await site.Move(second.Id, RequestKind.Accept);

        var answer = await dispatcher.Post("/dispatch", new Dictionary<string, string>
        {
            ["matter"] = $"{first.Id},{second.Id}",
            [$"suggested_{first.Id}"] = site.Department.Id.ToString(),
            [$"version_{first.Id}"] = Version(site, first.Id),
            [$"suggested_{second.Id}"] = site.Department.Id.ToString(),
            [$"version_{second.Id}"] = seen,
        });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains($"{first.Number}：已派给住建局", answer.Words, StringComparison.Ordinal);
        Assert.Contains($"{second.Number}：没有派出", answer.Words, StringComparison.Ordinal);
        Assert.Equal(second.Id.ToString(), answer.Page.QuerySelector("input[name=matter][checked]")!.GetAttribute("value"));
        Assert.Null(site.Read(db => db.Set<Matter>().Single(m => m.Id == second.Id)).UnitId);
    }

    [Theory, EveryEngine]
    public async Task Puts_a_second_return_up_for_arbitration_and_suggests_neither_unit_again(Engine engine)
    {
        await using var site = await Site.On(engine);
        await Rule(site);
        var other = await Unit(site, "供水公司");
        var filed = await site.File();
        await site.Dispatch(filed.Id);
        await Return(site, filed.Id, isGranted: true);
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        var between = await dispatcher.Get("/dispatch");
        await site.Dispatch(filed.Id, other.Id);
        var second = await Ask(site, filed.Id, AskKind.Return, "not_ours");

        var board = await dispatcher.Get("/dispatch?tab=returns");
        var bare = await dispatcher.Post("/dispatch/decide", new { ask = second, grant = "no", tab = "returns" }, "/dispatch?tab=returns");
        var ruled = await dispatcher.Post("/dispatch/decide", new { ask = second, grant = "no", remark = "按职责属你单位", tab = "returns" }, "/dispatch?tab=returns");

        Assert.DoesNotContain("路由表", between.Words, StringComparison.Ordinal);
        Assert.Contains("待裁定", board.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.Status);
        Assert.Equal(HttpStatusCode.Found, ruled.Status);
        Assert.Equal((RequestKind.Signed, (Id<Organisation>?)other.Id), site.Read(db => { var m = db.Set<Matter>().Single(); return (m.Stage, m.UnitId); }));
    }

    [Theory, EveryEngine]
    public async Task Lists_what_is_not_counted_with_the_reason_and_who_approved_it(Engine engine)
    {
        await using var site = await Site.On(engine);
        var filed = await site.File();
        await site.Dispatch(filed.Id);
        var ask = await Ask(site, filed.Id, AskKind.Exclusion, "untrue");
        using var dispatcher = await site.SignedIn(Role.Dispatcher);

        await dispatcher.Post("/dispatch/decide", new { ask, grant = "yes", tab = "asks" }, "/dispatch?tab=asks");
        var list = await dispatcher.Get("/dispatch?tab=excluded");

        Assert.Contains(filed.Number, list.Words, StringComparison.Ordinal);
        Assert.Contains("张user1", list.Words, StringComparison.Ordinal);
        Assert.True(site.Read(db => db.Set<Request>().Single()).CountedAs.HasFlag(CountedAs.Excluded));
    }

    [Theory, EveryEngine]
    public async Task Shows_a_streets_dispatcher_that_street_alone(Engine engine)
    {
        await using var site = await Site.On(engine);
        var filed = await site.File();
        var elsewhere = site.Read(db => db.Set<Place>().ToList().Last(p => p.Level == PlaceLevel.Street && !InStreet(db, filed.Id, p.Path)));
        var (person, user) = await site.Somebody();
        await site.Appoint(person, Role.Dispatcher, elsewhere);
        using var dispatcher = site.Visitor();
        await dispatcher.SignIn(user);

        var board = await dispatcher.Get("/dispatch");
        var tried = await dispatcher.Post("/dispatch", new Dictionary<string, string> { ["one"] = filed.Id.ToString(), [$"unit_{filed.Id}"] = site.Department.Id.ToString() }, "/routing");

        Assert.DoesNotContain(filed.Number, board.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, tried.Status);
        Assert.Null(site.Read(db => db.Set<Matter>().Single()).UnitId);
    }

    [Fact]
    public async Task Is_not_for_those_who_only_handle()
    {
        await using var site = await Site.On();
        using var handler = await site.SignedIn(Role.Handler);

        Assert.Equal(HttpStatusCode.Forbidden, (await handler.Get("/dispatch")).Status);
    }

    [Theory]
    [InlineData(BoardTab.Queue, "matter_queue")]
    [InlineData(BoardTab.Open, "matter_board")]
    [InlineData(BoardTab.Excluded, "matter_excluded")]
    public async Task Reads_a_page_in_the_order_of_an_index(BoardTab tab, string index)
    {
        await using var county = await County.On(Engine.Sqlite);

        var plan = county.Read(db =>
        {
            var sql = new BoardQuery(db, [""], county.Clock.GetCurrentInstant()).Matters(tab).Take(BoardView.Size).ToQueryString();
            var body = sql[sql.IndexOf("SELECT", StringComparison.Ordinal)..];
            using var command = db.Database.GetDbConnection().CreateCommand();
            db.Database.OpenConnection();
            command.CommandText = "EXPLAIN QUERY PLAN " + body;
            using var reader = command.ExecuteReader();
            var lines = new List<string>();
            while (reader.Read())
            {
                lines.Add(reader.GetString(3));
            }

            return string.Join('\n', lines);
        });

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    private static bool InStreet(Countyworks.Data.Model.DistrictDb db, Id<Matter> matter, string path) =>
        db.Set<Matter>().Single(m => m.Id == matter).PlacePath.StartsWith(path, StringComparison.Ordinal);

    private static string Version(Site site, Id<Matter> matter) => site.Read(db => db.Set<Matter>().Single(m => m.Id == matter)).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task Rule(Site site)
    {
        await site.Do("set_routing_rule", change => new SetRoutingRule(null, null, site.District.Id, site.Department.Id, null).In(change, Caller.Operator));
        site.Get<Cached<RoutingTable>>().Forget();
    }

    private static async Task<Organisation> Unit(Site site, string name)
    {
        var unit = await site.Do("add_organisation", change => new AddOrganisation(name, OrganisationKind.Department, site.District.Id, Code: "water").In(change, Caller.Operator));
        site.Get<Cached<PostDirectory>>().Forget();
        return unit;
    }

    private static async Task<Id<Ask>> Ask(Site site, Id<Matter> matter, AskKind kind, string reason) =>
        (await site.Do("ask", change => new AskFor(matter, kind, reason, 0, null, Words.Of("经核实")).In(change, Caller.Operator, site.Get<MatterRules>()))).Id;

    private static async Task Return(Site site, Id<Matter> matter, bool isGranted)
    {
        var ask = await Ask(site, matter, AskKind.Return, "not_ours");
        await site.Do("decide_ask", change => new DecideAsk(ask, isGranted, Words.None).In(change, Caller.Operator, site.Get<MatterRules>()));
    }
}
