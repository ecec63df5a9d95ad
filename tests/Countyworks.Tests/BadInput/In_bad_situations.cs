using System.Net;
using System.Net.Sockets;
using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Modules;
using Countyworks.Core.Posts;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.BadInput;

/// <summary>What is sent is good, but the situation is not: twice, too late, by somebody else, over a line that breaks, by a clock that goes wrong.</summary>
public sealed class In_bad_situations
{
    /// <summary>How many there are; the table of bad input counts them.</summary>
    internal static int Count => typeof(In_bad_situations).GetMethods().Count(m => m.GetCustomAttributes(typeof(FactAttribute), inherit: false).Length > 0);

    [Fact]
    public async Task A_double_click_files_once()
    {
        await using var site = await Site.On();
        using var visitor = site.Visitor();
        var page = (await visitor.Post("/report", new { text = "路灯不亮", step = "where", place = site.District.Id.ToString() }, "/report")).Page;
        var form = page.QuerySelectorAll("form input[name], form textarea[name]").Where(e => e.GetAttribute("type") != "file")
            .GroupBy(e => e.GetAttribute("name")!).ToDictionary(g => g.Key, g => g.First().GetAttribute("value") ?? g.First().TextContent);

        var answers = await Task.WhenAll(visitor.Send("/report", form), visitor.Send("/report", form));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Redirect, answer.Status));
        Assert.Equal(answers[0].Location, answers[1].Location);
        Assert.Equal(1, site.Read(db => db.Set<Matter>().Count()));
    }

    [Fact]
    public async Task The_same_key_with_another_wish_is_refused()
    {
        await using var site = await Site.On();
        using var client = new Client(site.Address);
        object Wish(string text) => new { text, placeId = site.District.Id.ToString() };

        var first = await client.Post("requests", Wish("路灯不亮"), ("Idempotency-Key", "k1"));
        var again = await client.Post("requests", Wish("路灯不亮"), ("Idempotency-Key", "k1"));
        var other = await client.Post("requests", Wish("水管漏水"), ("Idempotency-Key", "k1"));

        Assert.Equal((first.Text, HttpStatusCode.Conflict, 1), (again.Text, other.Status, site.Read(db => db.Set<Matter>().Count())));
    }

    [Fact]
    public async Task A_session_that_ended_gives_back_what_was_typed()
    {
        await using var site = await Site.On();
        using var staff = await site.SignedIn(Role.Dispatcher);
        var token = await staff.TokenOf("/desk");
        site.Clock.Advance(Duration.FromHours(13));
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["text"] = "王大爷家的路灯不亮", ["__RequestVerificationToken"] = token });

        var answer = await Answer.Of(await Browser(site, staff, content));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("王大爷家的路灯不亮", answer.Words, StringComparison.Ordinal);
        Assert.Equal(0, site.Read(db => db.Set<Matter>().Count()));
    }

    [Fact]
    public async Task A_form_without_its_token_is_not_read()
    {
        await using var site = await Site.On();
        using var visitor = site.Visitor();

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Send("/report", new { text = "灯" }, "forged")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Send("/report", new { text = "灯" })).Status);
    }

    [Fact]
    public async Task The_token_of_somebody_else_does_not_hold()
    {
        await using var site = await Site.On();
        using var one = await site.SignedIn(Role.Dispatcher);
        using var other = await site.SignedIn(Role.Dispatcher);

        Assert.Equal(HttpStatusCode.BadRequest, (await other.Send("/desk", new { text = "灯" }, await one.TokenOf("/desk"))).Status);
    }

    [Fact]
    public async Task Somebody_elses_request_is_as_absent_as_one_that_never_was()
    {
        await using var site = await Site.On();
        var filed = await site.File();
        using var resident = await site.SignedIn();

        var (others, none) = (await resident.Get($"/requests/{filed.Id}"), await resident.Get($"/requests/{new string('0', 32)}"));

        Assert.Equal((HttpStatusCode.NotFound, none.Words), (others.Status, others.Words));
    }

    [Fact]
    public async Task The_code_of_one_request_opens_no_other_nor_its_files()
    {
        await using var site = await Site.On();
        var (mine, other) = (await site.File(), await site.File("水管漏水"));
        using var visitor = site.Visitor();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/track/{Uri.EscapeDataString(other.Number)}/{mine.TrackingCode}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/track/{Uri.EscapeDataString(mine.Number)}/{mine.TrackingCode}/files/{new string('0', 32)}")).Status);
    }

    [Fact]
    public async Task A_line_that_breaks_in_the_middle_of_a_file_leaves_nothing()
    {
        await using var site = await Site.On();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, site.Address.Port, TestContext.Current.CancellationToken);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST /api/v1/files HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf"), TestContext.Current.CancellationToken);
        }

        // Whoever comes next is served, and finds nothing of it.
        using var client = new Client(site.Address);
        Assert.Equal(HttpStatusCode.Created, (await client.PostFile("whole.txt", "whole"u8.ToArray())).Status);
        Assert.Equal("whole.txt", site.Read(db => db.Set<StoredFile>().Single()).Name);
        Assert.Empty(Directory.GetFiles(site.Get<DataFolder>().Below("incoming")));
    }

    [Fact]
    public async Task A_clock_set_back_takes_no_time_from_anybody_and_breaks_no_order()
    {
        await using var site = await Site.On();
        var before = await site.File();
        site.Clock.Advance(Duration.FromHours(-3));

        var after = await site.File("水管漏水");

        var facts = site.Read(db => db.Set<Data.Journal.FactRow>().OrderBy(f => f.Seq).Select(f => f.At).ToList());
        Assert.NotEqual(before.Number, after.Number);
        Assert.Equal(2, site.Read(db => db.Set<Matter>().Count()));
        Assert.Equal(facts.Count, site.Read(db => (int)db.Set<Data.Journal.FactRow>().Max(f => f.Seq)));
    }

    [Fact]
    public async Task A_clock_set_back_holds_nobody_out_for_longer_than_the_time_of_the_limit()
    {
        await using var site = await Site.On();
        using var visitor = site.Visitor();
        await visitor.Get("/track/2026-1/WRONG234");
        site.Clock.Advance(Duration.FromDays(-1));

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/track/2026-1/WRONG234")).Status);
    }

    [Fact]
    public async Task A_way_back_to_another_site_leads_home()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        foreach (var evil in new[] { "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1" })
        {
            using var visitor = site.Visitor();
            Assert.Equal("/", (await visitor.SignIn(user, @return: evil)).Location);
        }
    }

    [Fact]
    public async Task A_head_that_is_too_long_is_not_read()
    {
        await using var site = await Site.On();
        using var http = new HttpClient { BaseAddress = site.Address };

        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await http.GetAsync("/" + new string('a', 10_000), TestContext.Current.CancellationToken)).StatusCode);
        http.DefaultRequestHeaders.TryAddWithoutValidation("X-Long", new string('a', 20_000));
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, (await http.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_form_too_large_says_so_on_a_page()
    {
        await using var site = await Site.On();
        using var visitor = site.Visitor();

        var answer = await visitor.Send(HttpMethod.Post, "/sign-in", new StringContent("user=" + new string('a', 3_000_000), Encoding.UTF8, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("太大", answer.Words, StringComparison.Ordinal);
    }

    // As a browser sends it: with where it comes from.
    private static Task<HttpResponseMessage> Browser(Site site, Visitor visitor, HttpContent content) =>
        visitor.Raw(new HttpRequestMessage(HttpMethod.Post, "/desk") { Content = content, Headers = { { "Origin", site.Address.GetLeftPart(UriPartial.Authority) } } });
}
