using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Countyworks.Tests.Given;

/// <summary>Software that calls the API of a site, in English, as somebody or as nobody.</summary>
internal sealed class Client : IDisposable
{
    private readonly HttpClient http;

    public Client(Uri site)
    {
        http = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(site, "/api/v1/") };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    /// <summary>Signs in.</summary>
    public async Task<Client> As(string user)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await Post("session", new { user, password = Site.Password })).Status);
        return this;
    }

    /// <summary>Asks for something.</summary>
    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    /// <summary>Sends JSON.</summary>
    public Task<Reply> Post(string path, object body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, Json(System.Text.Json.JsonSerializer.Serialize(body, Countyworks.Data.Json.Options)), headers);

    /// <summary>Sends JSON as it is.</summary>
    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>Sends a file.</summary>
    public Task<Reply> PostFile(string name, byte[] content) => Send(HttpMethod.Post, "files", new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } });

    /// <summary>Sends anything.</summary>
    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Reply.Of(await http.SendAsync(request));
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What the API answered.</summary>
internal sealed record Reply(HttpStatusCode Status, string? MediaType, string Text, HttpResponseHeaders Headers)
{
    /// <summary>The answer as JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The status and the code of a refusal.</summary>
    public (HttpStatusCode Status, string? Code) Refusal => MediaType == "application/problem+json" ? (Status, (string?)Json["code"]) : (Status, null);

    /// <summary>A text of the answer.</summary>
    public string this[string name] => Json[name]!.ToString();

    public static async Task<Reply> Of(HttpResponseMessage response) =>
        new(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response.Headers);
}
