using System.Net;
using System.Text;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Api;

public sealed class Calling_the_API
{
    [Fact]
    public async Task Leads_a_request_from_filing_to_rating()
    {
        await using var site = await Site.On();
        using var anybody = new Client(site.Address);
        using var dispatcher = await SignedIn(site, Role.Dispatcher);
        using var handler = await SignedIn(site, Role.Handler);
        var file = (await anybody.PostFile("灯.pdf", "%PDF-1.7"u8.ToArray()))["id"];

        var filed = await anybody.Post("requests", new { text = "The lamp is out", placeId = site.District.Id, files = new[] { file } });
        var tracking = $"requests/tracking/{Uri.EscapeDataString(filed["number"])}";
        var code = "?code=" + filed["trackingCode"];
        var added = await anybody.Post($"{tracking}/information{code}", new { remark = "since Monday" });
        var matter = "matters/" + filed["id"];
        var seen = (await dispatcher.Get(matter)).Headers.ETag!.ToString();
        var dispatched = await dispatcher.Post(matter + "/dispatch", new { lead = site.Department.Id }, ("If-Match", seen));
        var inbox = await handler.Get("inbox");
        await handler.Post(matter + "/moves/respond", new { remark = "We are coming" });
        await handler.Post(matter + "/moves/report_back", new { remark = "It shines again" });
        var rated = await anybody.Post($"{tracking}/rating{code}", new { result = "solved", response = "satisfied" });
        var tracked = await anybody.Get(tracking + code);

        Assert.Equal(HttpStatusCode.Created, filed.Status);
        Assert.Equal($"/api/v1/requests/{filed["id"]}", filed.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.NoContent, added.Status);
        Assert.Equal("dispatched", dispatched["stage"]);
        Assert.Equal(filed["id"], Assert.Single(inbox.Json["items"]!.AsArray())!["matter"]!["id"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, rated.Status);
        Assert.Equal(("solved", "It shines again"), (tracked["stage"], tracked["answer"]));
    }

    [Fact]
    public async Task Says_who_calls_and_what_they_may()
    {
        await using var site = await Site.On();
        using var dispatcher = await SignedIn(site, Role.Dispatcher);

        var me = await dispatcher.Get("me");
        var organisations = await dispatcher.Get("organisations");

        Assert.Contains("requests.dispatch", me.Json["permissions"]!.AsArray().Select(p => p!.ToString()));
        Assert.Equal("dispatcher", me.Json["posts"]![0]!["role"]!.ToString());
        Assert.Equal("housing", Assert.Single(organisations.Json["items"]!.AsArray())!["code"]!.ToString());
    }

    [Fact]
    public async Task Ends_with_signing_out()
    {
        await using var site = await Site.On();
        using var somebody = await SignedIn(site);

        await somebody.Send(HttpMethod.Delete, "session", null);

        Assert.Equal((HttpStatusCode.Unauthorized, "sign_in_needed"), (await somebody.Get("me")).Refusal);
    }

    [Fact]
    public async Task Lists_ones_own_requests_page_by_page_newest_first()
    {
        await using var site = await Site.On();
        using var somebody = await SignedIn(site);
        foreach (var text in (string[])["first", "second", "third"])
        {
            await File(somebody, site, text);
        }

        var one = await somebody.Get("my/requests?limit=2");
        var two = await somebody.Get($"my/requests?limit=2&after={one["next"]}");

        Assert.Equal(["诉-2026-000003", "诉-2026-000002"], Numbers(one));
        Assert.Equal(["诉-2026-000001"], Numbers(two));
        Assert.Null(two.Json["next"]);
    }

    [Theory]
    [InlineData("\"0\"", HttpStatusCode.OK)]
    [InlineData("\"7\", \"0\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"7\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"0\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("0", HttpStatusCode.PreconditionFailed)]
    public async Task Changes_only_the_version_that_If_Match_names(string ifMatch, HttpStatusCode answer)
    {
        await using var site = await Site.On();
        using var dispatcher = await SignedIn(site, Role.Dispatcher);
        var matter = "matters/" + (await File(dispatcher, site))["id"];
        var version = (await dispatcher.Get(matter)).Json["matter"]!["version"]!.ToString();

        var dispatched = await dispatcher.Post(matter + "/dispatch", new { lead = site.Department.Id }, ("If-Match", ifMatch.Replace("0", version, StringComparison.Ordinal)));

        Assert.Equal(answer, dispatched.Status);
        Assert.Equal(answer == HttpStatusCode.OK ? "dispatched" : "received", (await dispatcher.Get(matter)).Json["matter"]!["stage"]!.ToString());
    }

    [Fact]
    public async Task Sends_nothing_again_that_the_client_has()
    {
        await using var site = await Site.On();
        using var dispatcher = await SignedIn(site, Role.Dispatcher);
        var matter = "matters/" + (await File(dispatcher, site))["id"];
        var tag = (await dispatcher.Get(matter)).Headers.ETag!.ToString();

        Assert.Equal(HttpStatusCode.NotModified, (await dispatcher.Get(matter, ("If-None-Match", $"\"x\", W/{tag}"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await dispatcher.Get(matter, ("If-None-Match", "\"x\""))).Status);
    }

    [Fact]
    public async Task Answers_a_repeat_with_the_same_key_as_the_first_time_and_files_nothing_twice()
    {
        await using var site = await Site.On();
        using var somebody = await SignedIn(site);
        using var another = await SignedIn(site);

        var first = await File(somebody, site, "lamp", ("Idempotency-Key", "k1"));
        var again = await File(somebody, site, "lamp", ("Idempotency-Key", "k1"));
        var other = await File(somebody, site, "water", ("Idempotency-Key", "k1"));
        var theirs = await File(another, site, "water", ("Idempotency-Key", "k1"));

        Assert.Equal((first.Status, first.Text, first.Headers.Location), (again.Status, again.Text, again.Headers.Location));
        Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_reused"), other.Refusal);
        Assert.Equal("诉-2026-000002", theirs["number"]);
    }

    [Fact]
    public async Task Hangs_no_file_on_a_second_thing()
    {
        await using var site = await Site.On();
        using var anybody = new Client(site.Address);
        var file = (await anybody.PostFile("a.pdf", "%PDF-1.7"u8.ToArray()))["id"];
        object body = new { text = "lamp", placeId = site.District.Id, files = new[] { file } };

        Assert.Equal(HttpStatusCode.Created, (await anybody.Post("requests", body)).Status);
        Assert.Equal((HttpStatusCode.BadRequest, "file_absent"), (await anybody.Post("requests", body)).Refusal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", true)]
    [InlineData("Sec-Fetch-Site", "same-site", true)]
    [InlineData("Sec-Fetch-Site", "same-origin", false)]
    [InlineData("Sec-Fetch-Site", "none", false)]
    [InlineData("Origin", "https://evil.example", true)]
    [InlineData("Origin", "null", true)]
    [InlineData("Origin", "here", false)]
    public async Task From_a_page_of_another_site_changes_nothing(string header, string value, bool isRefused)
    {
        await using var site = await Site.On();
        using var somebody = await SignedIn(site);

        var answer = await File(somebody, site, "lamp", (header, value == "here" ? $"{site.Address.Scheme}://{site.Address.Authority}" : value));

        Assert.Equal(isRefused ? (HttpStatusCode.Forbidden, "cross_site") : (HttpStatusCode.Created, null), answer.Refusal);
    }

    [Fact]
    public async Task Too_often_without_an_account_must_wait()
    {
        await using var site = await Site.On();
        using var anybody = new Client(site.Address);
        using var desk = await SignedIn(site, Role.DutyOfficer);
        for (var i = 0; i < ApiGate.MostCalls; i++)
        {
            await anybody.Get("requests/tracking/2026-1");
        }

        var refused = await File(anybody, site);
        var fromTheDesk = await File(desk, site);
        site.Clock.Advance(CallLimit.Period);

        Assert.Equal((HttpStatusCode.TooManyRequests, "called_too_often"), refused.Refusal);
        Assert.Equal(CallLimit.Period.ToTimeSpan(), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.Created, fromTheDesk.Status);
        Assert.Equal(HttpStatusCode.Created, (await File(anybody, site)).Status);
    }

    private static async Task<Client> SignedIn(Site site, params Role[] roles) => await new Client(site.Address).As((await site.Somebody(false, roles)).UserName);

    private static Task<Reply> File(Client client, Site site, string text = "lamp", params (string, string)[] headers) =>
        client.Post("requests", new { text, placeId = site.District.Id }, headers);

    private static IEnumerable<string> Numbers(Reply page) => page.Json["items"]!.AsArray().Select(item => item!["request"]!["number"]!.ToString());
}
