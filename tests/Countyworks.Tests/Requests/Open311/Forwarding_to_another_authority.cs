using Countyworks.Core.Matters;
using Countyworks.Core.Modules;
using Countyworks.Core.Notices;
using Countyworks.Core.Posts;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Open311.Forwarding;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Countyworks.Tests.Requests.Open311;

public sealed class Forwarding_to_another_authority
{
    [Theory, EveryEngine]
    public async Task Files_it_there_without_who_asked_and_brings_the_answer_back(Engine engine)
    {
        await using var there = await Open311Sites.On(engine);
        await using var here = await Here(engine, $"{there.Address}open311/v2", await there.Key(name: "neighbour"), OnRemoteClosed.ReportBack);
        await File(here, "东湖苑3栋路灯不亮");
        var own = here.Read(db => db.Set<Matter>().Single());
        await here.Dispatch(own.Id);

        await Deliver(here);

        var (matter, request) = there.Read(db => (db.Set<Matter>().Single(), db.Set<Request>().Single()));
        Assert.Equal("东湖苑3栋路灯不亮\n[431003-2026-000001]", request.Text);
        Assert.Equal((null, null), (there.ContactOf(request).Name, there.ContactOf(request).Phone));
        Assert.Equal((ForwardState.Known, "2026-000001"), (Only(here).State, Only(here).RemoteId));

        await there.Dispatch(matter.Id);
        await there.Move(matter.Id, RequestKind.Respond, "已派人");
        await Poll(here, Duration.FromMinutes(31));
        Assert.Equal("open", Only(here).RemoteStatus);

        await there.Move(matter.Id, RequestKind.ReportBack, "灯泡已更换");
        await there.Move(matter.Id, RequestKind.Explain, "已说明");
        await Poll(here, Duration.FromMinutes(62));

        var (answered, answer) = here.Read(db => (db.Set<Matter>().Single(), db.Set<Request>().Single().Answer));
        Assert.Equal((RequestKind.FedBack, "灯泡已更换"), (answered.Stage, answer));
        Assert.Equal((ForwardState.Closed, null), (Only(here).State, Only(here).NextPollAt));
        Assert.Single(Facts(here, "remote_closed"));
        Assert.Equal(["已派人", "灯泡已更换", "已说明"], Facts(here, "remote_updated").Select(f => f.Remark).Where(r => r is "已派人" or "灯泡已更换" or "已说明"));
    }

    [Fact]
    public async Task Tells_the_unit_where_the_rule_says_so()
    {
        await using var there = await Open311Sites.On();
        await using var here = await Here(Engine.Sqlite, $"{there.Address}open311/v2", await there.Key(), OnRemoteClosed.Tell);
        await here.Somebody(false, Role.Handler);
        await File(here);
        await here.Dispatch(here.Read(db => db.Set<Matter>().Single().Id));
        await Deliver(here);
        await there.Move(there.Read(db => db.Set<Matter>().Single().Id), RequestKind.AnswerAtOnce, "已处理");
        await Poll(here, Duration.FromMinutes(31));

        Assert.Equal(RequestKind.Dispatched, here.Read(db => db.Set<Matter>().Single().Stage));
        Assert.Single(here.Read(db => db.Set<Notice>().Where(n => n.Key == "notice.remote_closed").ToList()));
    }

    [Fact]
    public async Task Sends_nothing_that_came_from_another_system_or_is_about_something_else()
    {
        await using var there = await Open311Sites.On();
        await using var here = await Here(Engine.Sqlite, $"{there.Address}open311/v2", await there.Key(), OnRemoteClosed.Tell);
        using var caller = new Caller311(here);

        await caller.Post("requests.xml", Open311Sites.Lamp(await here.Key()));
        await here.File();

        Assert.Empty(here.Read(db => db.Set<ForwardedRequest>().ToList()));
    }

    [Fact]
    public async Task Does_not_double_when_the_answer_was_lost_and_their_list_shows_it()
    {
        await using var other = await Other.Started();
        await using var here = await Here(Engine.Sqlite, other.Url, "k", OnRemoteClosed.Tell);
        other.LosesAnswers = true;
        await File(here);

        await Deliver(here);
        Assert.Equal((ForwardState.Waiting, 1), (Only(here).State, other.Filed.Count));
        other.LosesAnswers = false;
        await Deliver(here, Duration.FromMinutes(1));

        Assert.Equal((ForwardState.Known, "638344", 1), (Only(here).State, Only(here).RemoteId, other.Filed.Count));
    }

    [Fact]
    public async Task Asks_a_person_when_nobody_knows_whether_it_arrived()
    {
        await using var other = await Other.Started();
        await using var here = await Here(Engine.Sqlite, other.Url, "k", OnRemoteClosed.Tell);
        (other.LosesAnswers, other.HidesDescriptions) = (true, true);
        await File(here);

        await Deliver(here);
        await Deliver(here, Duration.FromMinutes(1));
        await Deliver(here, Duration.FromHours(20));

        Assert.Equal((ForwardState.Uncertain, 1), (Only(here).State, other.Filed.Count));
        await here.Do("again", new ForwardAgain(Only(here).Id, "638344").In);
        Assert.Equal((ForwardState.Known, "638344"), (Only(here).State, Only(here).RemoteId));
    }

    [Fact]
    public async Task Sends_again_where_a_repeat_is_answered_with_the_first()
    {
        await using var there = await Open311Sites.On();
        await using var here = await Here(Engine.Sqlite, $"{there.Address}open311/v2", await there.Key(), OnRemoteClosed.Tell, answersRepeats: true);
        await File(here);
        await Deliver(here);
        await here.Do<Done>("forget", change =>
        {
            // As after a crash between the call and its record.
            var lost = change.Db.Set<ForwardedRequest>().Single();
            (lost.State, lost.RemoteId, lost.SentAt) = (ForwardState.Waiting, null, null);
            change.Put(lost);
            change.Send(OrderForwarding.Topic, new ForwardOrder(lost.Id));
            return Done.It;
        });

        await Deliver(here);

        Assert.Equal((ForwardState.Known, 1), (Only(here).State, there.Read(db => db.Set<Matter>().Count())));
    }

    [Fact]
    public async Task Tries_again_by_itself_when_nobody_answered_and_says_so_in_the_end()
    {
        await using var here = await Here(Engine.Sqlite, "http://127.0.0.1:1/v2", "k", OnRemoteClosed.Tell);
        await File(here);

        for (var i = 0; i < Message.TryLimit; i++)
        {
            await Deliver(here, Duration.FromHours(7 * (i + 1)));
        }

        Assert.Equal((ForwardState.Failed, Message.TryLimit), (Only(here).State, Only(here).Failures));
        Assert.Single(Facts(here, "forwarding_failed"));
    }

    [Fact]
    public async Task Is_refused_for_good_with_their_words()
    {
        await using var there = await Open311Sites.On();
        await using var here = await Here(Engine.Sqlite, $"{there.Address}open311/v2", "wrong", OnRemoteClosed.Tell);
        await File(here);

        await Deliver(here);

        Assert.Equal(ForwardState.Failed, Only(here).State);
        Assert.StartsWith("HTTP 403", Only(here).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolves_a_token_asking_less_and_less_often()
    {
        await using var other = await Other.Started();
        await using var here = await Here(Engine.Sqlite, other.Url, "k", OnRemoteClosed.Tell);
        other.GivesTokens = true;
        await File(here);
        await Deliver(here);
        Assert.Equal((ForwardState.HasToken, "503fc045901932078800163c"), (Only(here).State, Only(here).RemoteToken));

        var pauses = new List<Duration>();
        for (var i = 0; i < 3; i++)
        {
            var due = Only(here).NextPollAt!.Value;
            here.Clock.Reset(due);
            await Poll(here, Duration.Zero);
            pauses.Add(Only(here).NextPollAt!.Value - due);
        }

        other.KnowsTokens = true;
        here.Clock.Reset(Only(here).NextPollAt!.Value);
        await Poll(here, Duration.Zero);

        Assert.Equal([10, 20, 40], pauses.Select(p => p.TotalSeconds));
        Assert.Equal((ForwardState.Known, "638344"), (Only(here).State, Only(here).RemoteId));
    }

    [Fact]
    public async Task Never_calls_an_address_of_the_inside()
    {
        await using var there = await Open311Sites.On();
        await using var here = await Here(Engine.Sqlite, $"{there.Address}open311/v2".Replace("127.0.0.1", "localhost", StringComparison.Ordinal), "k", OnRemoteClosed.Tell);
        await File(here);

        await Deliver(here);

        Assert.Equal(ForwardState.Failed, Only(here).State);
        Assert.Contains("not an address of the open internet", Only(here).Error, StringComparison.Ordinal);
        Assert.False(here.Get<Open311Client>().MayCall("http://localhost/v2"));
        Assert.False(here.Get<Open311Client>().MayCall("file:///etc/passwd"));
        Assert.True(here.Get<Open311Client>().MayCall("https://open311.example.org/v2"));
    }

    private static async Task<Site> Here(Engine engine, string url, string key, OnRemoteClosed onClosed, bool answersRepeats = false)
    {
        var site = await Open311Sites.On(engine);
        await System.IO.File.WriteAllTextAsync(site.Get<DataFolder>().Below(DataFolder.SettingsFile), """{"open311":{"allowedHosts":["127.0.0.1"]}}""");
        var lamp = site.Read(db => db.Set<Category>().Single(c => c.Code == "street_light"));
        await site.Do("rule", change => new AddForwardingRule("邻区市政", lamp, site.District, url, "noise", onClosed) { ApiKey = key, AnswersRepeats = answersRepeats }.In(change));
        return site;
    }

    private static Task File(Site site, string text = "路灯不亮")
    {
        var (place, lamp) = site.Read(db => (db.Set<Core.Places.Place>().Single(p => p.Name == "苏园路社区"), db.Set<Category>().Single(c => c.Code == "street_light")));
        return site.Do("file_request", change => new FileRequest(text, place, place.Id, lamp, Door.Phone, FileRequest.NewTrackingCode()) { ContactName = "张三", ContactPhone = "13800001234" }.In(change, site.Get<MatterRules>()));
    }

    private static async Task Deliver(Site site, Duration later = default)
    {
        var courier = site.Get<Courier>();
        await courier.DeliverDue(site.Clock.GetCurrentInstant() + later);
    }

    private static Task Poll(Site site, Duration later)
    {
        var polling = site.Get<IReadOnlyList<Job>>().Single(j => j.Name == "open311_polling");
        return polling.Run(site.Services, site.Clock.GetCurrentInstant() + later, CancellationToken.None);
    }

    private static ForwardedRequest Only(Site site) => site.Read(db => db.Set<ForwardedRequest>().Single());

    private static List<FactRow> Facts(Site site, string kind) => site.Read(db => db.Set<FactRow>().Where(f => f.Kind == kind).OrderBy(f => f.Seq).ToList());

    /// <summary>A server of somebody else: it forgets no request and answers no repeat.</summary>
    private sealed class Other : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Other(WebApplication app) => this.app = app;

        public List<string> Filed { get; } = [];

        public bool LosesAnswers { get; set; }

        public bool HidesDescriptions { get; set; }

        public bool GivesTokens { get; set; }

        public bool KnowsTokens { get; set; }

        public string Url => app.Urls.First() + "/v2";

        public static async Task<Other> Started()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var other = new Other(builder.Build());
            other.app.Urls.Add("http://127.0.0.1:0");
            other.app.MapPost("/v2/requests.xml", other.File);
            other.app.MapGet("/v2/requests.xml", other.List);
            other.app.MapGet("/v2/tokens/{token}", () => other.KnowsTokens
                ? Results.Text(Mock("token.xml"), "text/xml")
                : Results.Text("<service_requests><request><token>503fc045901932078800163c</token></request></service_requests>", "text/xml"));
            await other.app.StartAsync();
            return other;
        }

        public static string Mock(string name) => System.IO.File.ReadAllText(Path.Combine(House.Repository.Root, "tests", "Countyworks.Tests", "Requests", "Open311", "Mocks", name));

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private async Task<IResult> File(HttpRequest request)
        {
            var form = await request.ReadFormAsync();
            Filed.Add(form["description"].ToString());
            return LosesAnswers ? Results.StatusCode(504) : Results.Text(Mock(GivesTokens ? "boston-submitrequest-token.xml" : "token.xml"), "text/xml");
        }

        private IResult List() => Results.Text(
            $"<service_requests>{string.Concat(Filed.Select(f => $"<request><service_request_id>638344</service_request_id><description>{(HidesDescriptions ? "" : f)}</description></request>"))}</service_requests>", "text/xml");
    }
}
