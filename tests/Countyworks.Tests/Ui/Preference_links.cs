using System.Net;

namespace Countyworks.Tests.Ui;

public sealed class Preference_links(Sheet sheet) : IClassFixture<Sheet>
{
    [Fact]
    public async Task Keep_the_choice_and_return_to_where_the_reader_was()
    {
        var answer = await sheet.Get("/preferences?language=en&return=%2Fstyleguide%3Fpage%3D2");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/styleguide?page=2", answer.Headers.Location!.OriginalString);
        Assert.StartsWith("cw_language=en;", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("~/x")]
    [InlineData("/路灯")]
    [InlineData("")]
    public async Task Never_leave_the_site(string path)
    {
        var answer = await sheet.Get("/preferences?type=large&return=" + Uri.EscapeDataString(path));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Keep_nothing_they_do_not_know()
    {
        var answer = await sheet.Get("/preferences?language=fr&type=huge&theme=pink");

        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
