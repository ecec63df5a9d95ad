using System.Net;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Api;

/// <summary>Whatever is sent, the answer is problem details with a code, never a page and never 500.</summary>
public sealed class What_cannot_be_understood
{
    /// <summary>Method, address, kind of content, body, and what is answered: status and code.</summary>
    public static readonly TheoryData<string, string, string?, string, int, string> Calls = new()
    {
        { "POST", "requests", "application/json", "{", 400, "body_invalid" },
        { "POST", "requests", "application/json", "", 400, "invalid" },
        { "POST", "requests", "application/json", "null", 400, "invalid" },
        { "POST", "requests", "application/json", "[]", 400, "body_invalid" },
        { "POST", "requests", "application/json", "{}", 400, "body_invalid" },
        { "POST", "requests", "application/json", """{"text":null,"placeId":"00000000000000000000000000000000"}""", 400, "body_invalid" },
        { "POST", "requests", "application/json", """{"text":"a","placeId":"x"}""", 400, "body_invalid" },
        { "POST", "requests", "application/json", """{"text":"a","placeId":"00000000000000000000000000000000"}""", 400, "not_found" },
        { "POST", "requests", "application/json", """{"text":"a","placeId":"DISTRICT","category":"nothing"}""", 400, "category_unknown" },
        { "POST", "requests", "application/json", """{"text":" ","placeId":"DISTRICT"}""", 400, "missing" },
        { "POST", "requests", "application/json", """{"text":"a","placeId":"DISTRICT","contactPhone":"12"}""", 400, "phone_invalid" },
        { "POST", "requests", "application/json", """{"text":"a","placeId":"DISTRICT","files":["00000000000000000000000000000000"]}""", 400, "file_absent" },
        { "POST", "requests", "application/json", """{"text":"a","placeId":"DISTRICT","joins":"00000000000000000000000000000000"}""", 409, "join_impossible" },
        { "POST", "requests", "text/plain", """{"text":"a"}""", 415, "media_type_unsupported" },
        { "POST", "requests", "application/x-www-form-urlencoded", "text=a", 415, "media_type_unsupported" },
        { "POST", "requests", "application/json", "LONG", 413, "too_large" },
        { "PATCH", "requests", "application/json", "{}", 405, "method_unsupported" },
        { "POST", "files", "application/json", "{}", 415, "media_type_unsupported" },
        { "GET", "requests/tracking/2026-1", null, "", 400, "missing" },
        { "GET", "requests/tracking/2026-1?code=WRONG234", null, "", 404, "track_not_found" },
        { "GET", "requests/tracking/nonsense?code=WRONG234", null, "", 404, "track_not_found" },
        { "POST", "requests/tracking/2026-1/rating?code=WRONG234", "application/json", """{"result":"wonderful"}""", 400, "body_invalid" },
        { "POST", "requests/tracking/2026-1/rating?code=WRONG234", "application/json", """{"result":1}""", 400, "body_invalid" },
        { "POST", "requests/tracking/2026-1/rating?code=WRONG234", "application/json", """{"result":"solved"}""", 404, "track_not_found" },
        { "GET", "places?limit=many", null, "", 400, "invalid" },
        { "GET", "nowhere", null, "", 404, "not_found" },
        { "GET", "matters/x", null, "", 400, "invalid" },
        { "GET", "matters/00000000000000000000000000000000", null, "", 404, "not_found" },
        { "GET", "matters?after=x", null, "", 400, "after_invalid" },
        { "GET", "matters?after=99999999999999999999.00000000000000000000000000000000", null, "", 400, "after_invalid" },
        { "GET", "inbox?after=x", null, "", 400, "after_invalid" },
        { "POST", "matters/00000000000000000000000000000000/dispatch", "application/json", """{"lead":"00000000000000000000000000000000"}""", 404, "not_found" },
        { "POST", "matters/00000000000000000000000000000000/asks", "application/json", """{"kind":"pause"}""", 400, "body_invalid" },
        { "POST", "session", "application/json", """{"user":"nobody","password":"wrong"}""", 400, "sign_in_failed" },
    };

    [Theory, MemberData(nameof(Calls))]
    public async Task Is_answered_with_a_problem_that_says_what(string method, string path, string? mediaType, string body, int status, string code)
    {
        await using var site = await Site.On();
        using var client = await new Client(site.Address).As((await site.Somebody(false, Role.Dispatcher)).UserName);
        var text = body == "LONG" ? $"{{\"text\":\"{new string('a', (int)ApiGate.BodyBytes)}\"}}" : body.Replace("DISTRICT", site.District.Id.ToString(), StringComparison.Ordinal);

        var answer = await client.Send(new HttpMethod(method), path, mediaType is null ? null : new StringContent(text, Encoding.UTF8, mediaType));

        Assert.Equal(((HttpStatusCode)status, code), answer.Refusal);
        Assert.Equal(status, (int)answer.Json["status"]!);
        Assert.False(string.IsNullOrWhiteSpace(answer["title"]) || string.IsNullOrWhiteSpace(answer["detail"]));
    }

    [Theory]
    [InlineData("requests", """{"text":"a","placeId":"x"}""", "placeId")]
    [InlineData("requests", """{"text":1,"placeId":"DISTRICT"}""", "text")]
    [InlineData("requests", """{"text":null,"placeId":"DISTRICT"}""", "text")]
    [InlineData("requests", """{"text":"a","placeId":"DISTRICT","latitude":"far"}""", "latitude")]
    [InlineData("requests", """{"text":"a","placeId":"DISTRICT","files":["x"]}""", "files[0]")]
    [InlineData("requests", """{"text":"a"}""", "placeId")]
    [InlineData("requests", "{}", "text", "placeId")]
    [InlineData("votes/titles", """{"placeId":"DISTRICT","lines":[{"building":"1","unit":"1","area":1,"owner":"a"},{"building":"1"}]}""", "lines[1].unit", "lines[1].area")]
    [InlineData("requests", "[]", null)]
    [InlineData("requests", "{", null)]
    public async Task Names_the_fields_that_are_wrong_or_absent_by_their_place_in_the_JSON(string path, string body, string? field, params string[] further)
    {
        await using var site = await Site.On();
        using var client = await new Client(site.Address).As((await site.Somebody(false, Role.Dispatcher)).UserName);

        var answer = await client.Send(HttpMethod.Post, path, Client.Json(body.Replace("DISTRICT", site.District.Id.ToString(), StringComparison.Ordinal)));

        Assert.Equal("body_invalid", answer["code"]);
        Assert.Equal(field, (string?)answer.Json["field"]);
        Assert.Equal([field, .. further], answer.Json["errors"]!.AsArray().Select(error => (string?)error!["field"]));
    }

    [Fact]
    public async Task Is_a_file_that_is_none()
    {
        await using var site = await Site.On();
        using var client = new Client(site.Address);

        Assert.Equal((HttpStatusCode.BadRequest, "file_empty"), (await client.PostFile("a.pdf", [])).Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "file_kind_unknown"), (await client.PostFile("a.exe", "MZ\0\0"u8.ToArray())).Refusal);
    }
}
