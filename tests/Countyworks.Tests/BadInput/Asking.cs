using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using Countyworks.Core.Posts;
using Countyworks.Tests.Given;
using Countyworks.Ui;

namespace Countyworks.Tests.BadInput;

/// <summary>Sends what a row wants to send, as somebody, in a language.</summary>
internal sealed class Asking : IDisposable
{
    private readonly Dictionary<Role, HttpClient> signedIn = [];
    private readonly HttpClient stranger;

    private Asking(BadCounty county, Language language) => (County, stranger) = (county, Http(county, language));

    /// <summary>What script looks like when it comes back as it was sent.</summary>
    public const string Script = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>";

    public BadCounty County { get; }

    /// <summary>An id of nothing.</summary>
    public static string Nowhere { get; } = new('0', 32);

    /// <summary>Browsers of a stranger and of everybody known, signed in.</summary>
    public static async Task<Asking> As(BadCounty county, Language language, IReadOnlyDictionary<Role, string> users)
    {
        var asking = new Asking(county, language);
        foreach (var (role, user) in users)
        {
            using var body = new StringContent($$"""{"user":"{{user}}","password":"{{Site.Password}}"}""", Encoding.UTF8, "application/json");
            var http = asking.signedIn[role] = Http(county, language);
            Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync("/api/v1/session", body)).StatusCode);
        }

        return asking;
    }

    /// <summary>Asks for an address, as a stranger or in a role.</summary>
    public async Task<Told> Get(string path, Role? role = null) => await Told.Of(await Of(role).GetAsync(path));

    /// <summary>Sends the form of a page with these fields (<c>a=1&amp;b=2</c>, not encoded) to where it goes.</summary>
    public async Task<Told> Post(string path, string fields, Role? role = null, string? from = null)
    {
        var http = Of(role);
        var pairs = fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).Select(f => KeyValuePair.Create(f[0], f[1])).ToList();
        pairs.Add(KeyValuePair.Create("__RequestVerificationToken", await Token(http, from ?? path)));
        using var form = new FormUrlEncodedContent(pairs);
        return await Told.Of(await http.PostAsync(path, form));
    }

    /// <summary>Sends the form of a page with a file.</summary>
    public async Task<Told> Upload(string path, string field, string name, byte[] bytes, Role? role, params (string Name, string Value)[] fields)
    {
        var http = Of(role);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), field, name }, { new StringContent(await Token(http, path)), "__RequestVerificationToken" } };
        foreach (var (key, value) in fields)
        {
            form.Add(new StringContent(value), key);
        }

        return await Told.Of(await http.PostAsync(path, form));
    }

    /// <summary>Sends JSON to the API.</summary>
    public async Task<Told> Json(string path, string body, Role? role = null, string method = "POST", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await Send(request, role, headers);
    }

    /// <summary>Keeps a file by the API.</summary>
    public async Task<Told> Keep(string name, byte[] bytes, string field = "file")
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), field, name } };
        return await Told.Of(await stranger.PostAsync("/api/v1/files", form));
    }

    /// <summary>Sends anything.</summary>
    public async Task<Told> Send(HttpRequestMessage request, Role? role = null, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Told.Of(await Of(role).SendAsync(request));
    }

    /// <summary>Files by Open311: a good report of a street light, but for these fields.</summary>
    public async Task<Told> Report(string format, params (string Name, string Value)[] but)
    {
        var fields = Requests.Open311.Open311Sites.Lamp(County.Key).ToDictionary(f => f.Item1, f => f.Item2);
        foreach (var (name, value) in but)
        {
            fields[name] = value;
        }

        using var form = new FormUrlEncodedContent(fields);
        return await Told.Of(await stranger.PostAsync("/open311/v2/requests." + format, form));
    }

    public void Dispose()
    {
        stranger.Dispose();
        foreach (var http in signedIn.Values)
        {
            http.Dispose();
        }
    }

    /// <summary>A browser signed in with a role; a stranger's without one.</summary>
    public HttpClient Of(Role? role) => role is { } held ? signedIn[held] : stranger;

    private static async Task<string> Token(HttpClient http, string path) => new HtmlParser().ParseDocument(await http.GetStringAsync(path))
        .QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";

    private static HttpClient Http(BadCounty county, Language language)
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = county.Site.Address };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language.Tag());
        return http;
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The kind of content.</param>
/// <param name="Text">As it came.</param>
/// <param name="Location">Where it leads.</param>
internal sealed record Told(int Status, string? Type, string Text, string? Location)
{
    /// <summary>What a person reads in it.</summary>
    public string Words => Type switch
    {
        "text/html" => new HtmlParser().ParseDocument(Text).Body!.TextContent,
        "application/problem+json" => string.Join('\n', new[] { Parsed["title"], Parsed["detail"] }.Concat(Parsed["errors"]?.AsArray().Select(e => e!["detail"]) ?? []).Select(n => n?.ToString())),
        "application/json" when Text.StartsWith('[') => string.Join('\n', Parsed.AsArray().Select(e => e!["description"]?.ToString())),
        "text/xml" => XDocument.Parse(Text).Root!.Value,
        _ => Text,
    };

    /// <summary>Whether no script that was sent would run in a browser: by the document a browser makes of it, and by its kind.</summary>
    public bool IsHarmless => Type != "text/html" || IsHarmlessPage();

    private JsonNode Parsed => JsonNode.Parse(Text)!;

    public static async Task<Told> Of(HttpResponseMessage answer) => new(
        (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.ToString());

    private bool IsHarmlessPage()
    {
        var page = new HtmlParser().ParseDocument(Text);
        return !page.QuerySelectorAll("script").Any(s => !(s.GetAttribute("src")?.StartsWith('/') ?? false))
            && !page.All.Any(e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name == "style"
                || a.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) && a.Name is "href" or "src" or "action" or "formaction"));
    }
}
