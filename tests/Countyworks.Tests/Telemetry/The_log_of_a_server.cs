using Countyworks.Core.Posts;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.Logging;

namespace Countyworks.Tests.Telemetry;

public sealed class The_log_of_a_server : IDisposable
{
    private const int Request = 100;
    private const int Command = 2;

    private readonly LinesKept lines = new();

    public void Dispose() => lines.Dispose();

    [Fact]
    public async Task Has_one_line_a_request_with_its_route_and_not_its_address()
    {
        await using var site = await Site.On(configure: lines.In);
        using var visitor = site.Visitor();

        await visitor.Get("/track/SECRETNUMBER/SECRETCODE?phone=13800001234");
        await visitor.Get("/health/live");

        var line = Assert.Single(lines.Of(Request));
        Assert.Equal(("GET", "/track/{number}/{code}", 404), ((string)line["method"]!, (string)line["route"]!, (int)line["status"]!));
        Assert.Equal(32, ((string)line["trace"]!).Length);
        Assert.True((double)line["milliseconds"]! > 0);
        Assert.DoesNotContain("SECRET", lines.Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Has_one_line_a_command_with_its_outcome(Engine engine)
    {
        await using var site = await Site.On(engine, configure: lines.In);

        var done = lines.Of(Command).Single(line => (string)line["command"]! == "load_divisions");

        Assert.Equal(("done", 1), ((string)done["outcome"]!, (int)done["batch"]!));
    }

    [Fact]
    public async Task Says_who_asked_by_an_id_and_why_it_was_refused_by_a_code()
    {
        await using var site = await Site.On(configure: lines.In);
        var (person, user) = await site.Somebody(false, Role.Dispatcher);
        using var visitor = site.Visitor();
        await visitor.SignIn(user, "not the password");
        await visitor.SignIn(user);

        await visitor.Get("/inbox");

        var refused = lines.Of(Request).Single(line => (string)line["method"]! == "POST" && (string?)line["outcome"] == "sign_in_failed");
        Assert.Equal("/sign-in", (string)refused["route"]!);
        Assert.Equal(person.Id.ToString(), (string)lines.Of(Request)[^1]["actor"]!);
    }

    /// <summary>A server is used as people use it, with words planted wherever they may type; none is found again.</summary>
    [Fact]
    public async Task Has_nothing_of_what_people_typed()
    {
        await using var site = await Site.On(configure: lines.In);
        using var office = await site.SignedIn(Role.Dispatcher);
        using var stranger = site.Visitor();

        await stranger.SignIn("planted-name", "planted-password");
        await stranger.Get("/report?text=planted-text");
        await stranger.Post("/report", new { text = "planted-text", contactName = "planted-name", contactPhone = "13811112222", address = "planted-address" });
        await office.Get("/search?q=planted-text");
        await office.Post("/desk", new { text = "planted-text", contactName = "planted-name", contactPhone = "13811112222" });
        await office.Send(HttpMethod.Post, "/api/v1/requests", new StringContent("""{"text":"planted-text","contactPhone":13811112222}""", System.Text.Encoding.UTF8, "application/json"));

        Assert.True(lines.Of(Request).Count > 5);
        Assert.DoesNotContain("planted", lines.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("13811112222", lines.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("张user1", lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeats_no_words_of_an_exception_that_repeats_what_was_typed()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(lines));
        var log = factory.CreateLogger("test");

#pragma warning disable CA1848, CA2254 // A test of how any event is written.
        log.LogError(new FormatException("The input string '13811112222' was not in a correct format."), "Broken");
        log.LogError(new IOException("No space left on device"), "Broken");
#pragma warning restore CA1848, CA2254

        Assert.DoesNotContain("13811112222", lines.Text, StringComparison.Ordinal);
        Assert.Contains("System.FormatException", lines.Text, StringComparison.Ordinal);
        Assert.Contains("No space left on device", lines.Text, StringComparison.Ordinal);
    }
}
