using System.Globalization;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Countyworks.Ui;
using Countyworks.Ui.Styleguide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countyworks.Tests.Ui;

/// <summary>The style guide served from memory, read as a browser would.</summary>
public sealed class Sheet : IAsyncLifetime
{
    private WebApplication app = null!;

    public HttpClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddUi([]);
        app = builder.Build();
        app.Use((http, next) =>
        {
            var frame = http.RequestServices.GetRequiredService<PageFrame>();
            frame.Preferences = Preferences.Read(http.Request);
            frame.DistrictName = "苏仙区";
            frame.Path = http.Request.Path.ToUriComponent();
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = frame.Preferences.Language.Culture();
            return next(http);
        });
        app.UseRouting();
        app.UseAntiforgery();
        StyleguideEndpoints.Map(app);
        PreferenceEndpoints.Map(app);
        await app.StartAsync();
        Client = app.GetTestClient();
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public async Task<string> Html(string path, string language = "zh-CN", string cookies = "") =>
        await (await Get(path, language, cookies)).Content.ReadAsStringAsync();

    public async Task<HttpResponseMessage> Get(string path, string language = "zh-CN", string cookies = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return await Client.SendAsync(request);
    }

    public async Task<IHtmlDocument> Read(string path, string language = "zh-CN", string cookies = "") =>
        Parse(await Html(path, language, cookies));

    public static IHtmlDocument Parse(string html) => (IHtmlDocument)BrowsingContext.New()
        .OpenAsync(request => request.Content(html)).GetAwaiter().GetResult();

    /// <summary>Text of a node with white space as a reader sees it.</summary>
    public static string Seen(INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
