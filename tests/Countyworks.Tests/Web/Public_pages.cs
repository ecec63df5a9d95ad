using System.IO.Compression;
using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Web;

public sealed class Public_pages
{
    private const string Path = "/figures";

    [Fact]
    public async Task Come_packed_to_whoever_takes_them_packed_and_plain_to_others_whatever_was_kept_before()
    {
        await using var site = await Site.On();
        using var http = new HttpClient { BaseAddress = site.Address };

        foreach (var taken in new[] { "gzip", "", "gzip;q=0", "br, gzip;q=0.5", "identity", "*" })
        {
            for (var time = 0; time < 2; time++)
            {
                using var answer = await Ask(http, taken);
                var packed = taken is "gzip" or "br, gzip;q=0.5" or "*";
                Assert.Equal(packed ? ["gzip"] : [], answer.Content.Headers.ContentEncoding);
                Assert.Contains("</html>", await Text(answer, packed), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Are_neither_kept_nor_packed_for_somebody_signed_in()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody(false, Role.Leader);
        using var http = new HttpClient { BaseAddress = site.Address };
        using var signedIn = await http.PostAsync("/api/v1/session", Client.Json($$"""{"user":"{{user}}","password":"{{Site.Password}}"}"""), TestContext.Current.CancellationToken);

        using var answer = await Ask(http, "gzip");

        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Contains("no-store", answer.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, signedIn.StatusCode);
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient http, string taken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        if (taken.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", taken);
        }

        var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private static async Task<string> Text(HttpResponseMessage answer, bool packed)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(packed ? new GZipStream(body, CompressionMode.Decompress) : body);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
