using System.Net;
using System.Net.Http.Headers;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Data.Migrations;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Testing;
using SkiaSharp;

namespace Countyworks.Tests.Files;

public sealed class Handing_files_out : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-files").FullName;
    private readonly Guests guests = new();
    private WebApplication app = null!;
    private HttpClient browser = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new HostSettings(TestStore.District, folder, "http://127.0.0.1:0") { RunsWorkers = false };
        app = CountyHost.Build(settings, new FakeClock(TestStore.Now), builder =>
        {
            builder.WebHost.UseTestServer();
            builder.Services.AddSingleton<IFileAccess>(guests);
        });
        new Migrator(app.Services.GetRequiredService<Database>()).Apply();
        await app.StartAsync();
        browser = app.GetTestClient();
    }

    [Fact]
    public async Task What_no_rule_admits_does_not_exist()
    {
        var file = await Keep("a.pdf", "%PDF-1.7"u8.ToArray());

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/files/{file}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/files/{file}/thumb")).StatusCode);
    }

    [Fact]
    public async Task A_document_is_saved_and_never_opened_in_the_page()
    {
        var answer = await Admitted(await Keep("证明.pdf", "%PDF-1.7"u8.ToArray()));

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("attachment", "证明.pdf"), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_shown_in_the_page_and_has_a_thumbnail()
    {
        var file = await Keep("路灯.png", Pictures.Encoded(SKEncodedImageFormat.Png, 960, 480));

        Assert.Equal("inline", (await Admitted(file)).Content.Headers.ContentDisposition?.DispositionType);
        using var thumbnail = SKBitmap.Decode(await (await Admitted(file, "/thumb")).Content.ReadAsStreamAsync());
        Assert.Equal((480, 240), (thumbnail.Width, thumbnail.Height));
    }

    [Fact]
    public async Task A_document_has_no_thumbnail()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Admitted(await Keep("a.pdf", "%PDF-1.7"u8.ToArray()), "/thumb")).StatusCode);
    }

    [Fact]
    public async Task Who_has_it_already_is_told_so()
    {
        var file = await Keep("a.pdf", "%PDF-1.7"u8.ToArray());
        var first = await Admitted(file);
        Assert.True(first.Headers.CacheControl is { Private: true, MaxAge.TotalDays: 365 });

        var request = new HttpRequestMessage(HttpMethod.Get, $"/files/{file}");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        Assert.Equal(HttpStatusCode.NotModified, (await browser.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_part_can_be_asked_for()
    {
        var file = await Keep("a.pdf", "%PDF-1.7"u8.ToArray());
        guests.Admitted.Add(file);
        var request = new HttpRequestMessage(HttpMethod.Get, $"/files/{file}") { Headers = { Range = new RangeHeaderValue(1, 3) } };

        var answer = await browser.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("PDF", await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<HttpResponseMessage> Admitted(Id<StoredFile> file, string part = "")
    {
        guests.Admitted.Add(file);
        return await browser.GetAsync($"/files/{file}{part}");
    }

    private async Task<Id<StoredFile>> Keep(string name, byte[] bytes)
    {
        var content = (await app.Services.GetRequiredService<FileIntake>().Take(name, new MemoryStream(bytes))).Value;
        var envelope = new Envelope("keep_file", Actor.Anybody, TestStore.Now);
        return (await app.Services.GetRequiredService<Writer>().Run(envelope, new KeepFile(content).In)).Value;
    }

    private sealed class Guests : IFileAccess
    {
        public HashSet<Id<StoredFile>> Admitted { get; } = [];

        public Task<bool> Admits(Caller caller, Id<StoredFile> file, DistrictDb db, CancellationToken cancellation) =>
            Task.FromResult(Admitted.Contains(file));

        public IQueryable<Id<StoredFile>> HungIn(DistrictDb db) => db.Set<StoredFile>().Where(f => false).Select(f => f.Id);
    }
}
