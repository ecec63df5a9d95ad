using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Countyworks.Tests.Given;

/// <summary>A browser without script: keeps cookies, follows no redirect by itself, sends the forms that pages show.</summary>
internal sealed class Visitor(Uri site) : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = site };

    /// <summary>Asks for an address.</summary>
    public async Task<Answer> Get(string path) => await Answer.Of(await http.GetAsync(path));

    /// <summary>Sends the form of the page <paramref name="from"/> (of the address itself, unless said otherwise) with these fields.</summary>
    public async Task<Answer> Post(string path, object? fields = null, string? from = null)
    {
        var token = (await Get(from ?? path)).Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        return await Send(path, fields, token);
    }

    /// <summary>Sends fields with a token, or without one.</summary>
    public async Task<Answer> Send(string path, object? fields, string token = "")
    {
        // Several of one name are written with commas between them; ids have none.
        var values = fields is IReadOnlyDictionary<string, string> named
            ? named.SelectMany(field => field.Value.Split(',').Select(value => KeyValuePair.Create(field.Key, value))).ToList()
            : [.. (fields?.GetType().GetProperties() ?? []).Select(p => KeyValuePair.Create(p.Name.TrimStart('@'), p.GetValue(fields)?.ToString() ?? ""))];
        values.Add(KeyValuePair.Create("__RequestVerificationToken", token));
        using var content = new FormUrlEncodedContent(values);
        return await Answer.Of(await http.PostAsync(path, content));
    }

    /// <summary>Sends fields as a browser gathered them from a page, its token among them.</summary>
    public async Task<Answer> Send(string path, IReadOnlyDictionary<string, string> values)
    {
        using var content = new FormUrlEncodedContent(values);
        return await Answer.Of(await http.PostAsync(path, content));
    }

    /// <summary>Sends the form of a page with a file.</summary>
    public async Task<Answer> Upload(string path, string field, string fileName, byte[] file, object fields)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), field, fileName } };
        var token = (await Get(path)).Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        content.Add(new StringContent(token), "__RequestVerificationToken");
        foreach (var property in fields.GetType().GetProperties())
        {
            content.Add(new StringContent(property.GetValue(fields)?.ToString() ?? ""), property.Name);
        }

        return await Answer.Of(await http.PostAsync(path, content));
    }

    /// <summary>Sends anything.</summary>
    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await Answer.Of(await http.SendAsync(request));
    }

    /// <summary>Sends a request as it is.</summary>
    public Task<HttpResponseMessage> Raw(HttpRequestMessage request) => http.SendAsync(request);

    /// <summary>The token that a page of <paramref name="path"/> puts into its forms.</summary>
    public async Task<string> TokenOf(string path) =>
        (await Get(path)).Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? throw new InvalidOperationException($"No form at {path}.");

    /// <summary>Signs in.</summary>
    public Task<Answer> SignIn(string user, string password = Site.Password, string? @return = null) =>
        Post("/sign-in", new { user, password, @return }, "/sign-in?return=" + Uri.EscapeDataString(@return ?? ""));

    /// <summary>Speaks another language from now on.</summary>
    public Visitor Speaking(string language)
    {
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return this;
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, string? Location, string Text, string? MediaType, IReadOnlyList<string> Cookies)
{
    /// <summary>The page.</summary>
    public IHtmlDocument Page { get; } = new HtmlParser().ParseDocument(Text);

    /// <summary>What a reader sees in the main part.</summary>
    public string Words => string.Join(' ', (Page.QuerySelector("main")?.TextContent ?? Text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static async Task<Answer> Of(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Headers.Location?.ToString(),
        await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
}
