using System.Net.Http.Headers;
using System.Text;

namespace Countyworks.Tests.BadInput;

/// <summary>Bad input of software that speaks GeoReport v2: the answer is a list of errors in the format asked for.</summary>
public sealed class At_Open311(BadCounty county) : IClassFixture<BadCounty>
{
    private const string Script = Asking.Script;

    internal static readonly IReadOnlyList<BadCase> Cases =
    [
        BadCase.Of("no key", 403, "refusal.open311_key_missing", a => a.Report("json", ("api_key", ""))),
        BadCase.Of("a wrong key", 403, "refusal.open311_key_wrong", a => a.Report("xml", ("api_key", "stolen"))),
        BadCase.Of("a key that is script", 403, "refusal.open311_key_wrong", a => a.Report("xml", ("api_key", Script))),
        BadCase.Of("no service", 400, "refusal.missing", a => a.Report("json", ("service_code", ""))),
        BadCase.Of("an unknown service", 404, "refusal.open311_service_unknown", a => a.Report("xml", ("service_code", Script))),
        BadCase.Of("a service that has ended", 404, "refusal.open311_service_unknown", a => a.Report("json", ("service_code", "gone"))),
        BadCase.Of("a latitude that is no number", 400, "refusal.open311_position_unreadable", a => a.Report("json", ("lat", "north"))),
        BadCase.Of("a latitude beyond the pole", 400, "refusal.open311_position_unreadable", a => a.Report("json", ("lat", "91"))),
        BadCase.Of("a latitude that is not a number, as machines say it", 400, "refusal.open311_position_unreadable", a => a.Report("json", ("lat", "NaN"))),
        BadCase.Of("a latitude with a comma", 400, "refusal.open311_position_unreadable", a => a.Report("xml", ("lat", "25,7901"))),
        BadCase.Of("a latitude without a longitude", 400, "refusal.open311_position_unreadable", a => a.Report("xml", ("long", ""))),
        BadCase.Of("a place on the other side of the world", 400, "refusal.open311_far_away", a => a.Report("json", ("lat", "40.71"), ("long", "-74.00"))),
        BadCase.Of("nowhere at all", 400, "refusal.open311_where_missing", a => a.Report("json", ("lat", ""), ("long", ""))),
        BadCase.Of("an address code that is none", 400, "refusal.open311_address_unknown", a => a.Report("json", ("lat", ""), ("long", ""), ("address_id", Script))),
        BadCase.Of("a description too long", 400, "refusal.too_long", a => a.Report("json", ("description", new string('长', 4001)))),
        BadCase.Of("an e-mail too long", 400, "refusal.too_long", a => a.Report("json", ("email", new string('a', 5000)))),
        BadCase.Of("a picture at a script", 400, "refusal.open311_url_unreadable", a => a.Report("json", ("media_url", "javascript:alert(1)"))),
        BadCase.Of("a picture on our own disk", 400, "refusal.open311_url_unreadable", a => a.Report("json", ("media_url", "file:///etc/passwd"))),
        BadCase.Of("a picture at an address too long", 400, "refusal.too_long", a => a.Report("json", ("media_url", "https://a.example/" + new string('a', 600)))),
        BadCase.Of("an answer that is none of the values", 400, "refusal.open311_attribute_choice", a => a.Report("json", ("attribute[fault]", Script))),
        BadCase.Of("a question left unanswered", 400, "refusal.missing", a => a.Report("json", ("attribute[fault]", ""))),
        BadCase.Of("a form too large", 400, "refusal.open311_form_unreadable", a => a.Report("json", ("description", new string('a', 200_000)))),
        BadCase.Of("a thousand fields and more", 400, "refusal.open311_form_unreadable", a => a.Report("json", [.. Enumerable.Range(0, 1100).Select(i => ($"x{i}", "y"))])),
        BadCase.Of("JSON for a form", 403, "refusal.open311_key_missing", a => Send(a, new StringContent("{}", Encoding.UTF8, "application/json"))),
        BadCase.Of("a form of parts that never ends", 400, "refusal.open311_form_unreadable", a => Send(a, Raw("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1", "multipart/form-data; boundary=x"))),
        BadCase.Of("a form of parts without a boundary", 400, "refusal.open311_form_unreadable", a => Send(a, Raw("a", "multipart/form-data"))),
        BadCase.Of("a format nobody knows", 404, "refusal.open311_not_there", a => a.Report("yaml")),
        BadCase.Of("a request that is not there", 404, "refusal.open311_request_unknown", a => a.Get("/open311/v2/requests/2026-999999.json")),
        BadCase.Of("a request that is script", 404, "refusal.open311_request_unknown", a => a.Get($"/open311/v2/requests/{Uri.EscapeDataString("<script>alert(1)</script>")}.xml")),
        BadCase.Of("a day that is none", 400, "refusal.open311_date_unreadable", a => a.Get("/open311/v2/requests.json?start_date=yesterday")),
        BadCase.Of("another method", 404, "refusal.open311_not_there", a => a.Send(new(HttpMethod.Delete, "/open311/v2/requests.json"))),
        new("the same report twice", async a => { await a.Report("json", ("description", "同一件事")); return await a.Report("json", ("description", "同一件事")); }, 200, null) { IsKept = true },
        new("script in every word of a report", a => a.Report("xml", ("description", Script), ("first_name", "<b>"), ("address_string", Script), ("account_id", Script)), 200, null) { IsKept = true },
        new("GB 18030 for UTF-8", a => Send(a, Raw(a.County.Key, null)), 200, null) { IsKept = true },
    ];

    public static readonly TheoryData<string> Rows = BadCase.Names(Cases);

    [Theory, MemberData(nameof(Rows))]
    public Task Is_answered_with_a_list_of_errors_and_writes_nothing(string what) => county.Hold(Cases.Single(c => c.What == what));

    [Fact]
    public async Task Files_once_what_comes_twice()
    {
        using var asking = await Asking.As(county, Countyworks.Ui.Language.English, new Dictionary<Core.Posts.Role, string>());
        var before = county.Written().Matters;

        var (first, again) = (await asking.Report("json", ("description", "twice")), await asking.Report("json", ("description", "twice")));

        Assert.Equal((first.Text, before + 1), (again.Text, county.Written().Matters));
    }

    private static Task<Told> Send(Asking asking, HttpContent content) => asking.Send(new(HttpMethod.Post, "/open311/v2/requests.json") { Content = content });

    private static ByteArrayContent Raw(string text, string? type)
    {
        byte[] gb = [.. Encoding.UTF8.GetBytes($"api_key={text}&service_code=noise&lat=25.7901&long=113.0402&description="), 0xC2, 0xB7, 0xB5, 0xC6];
        var content = new ByteArrayContent(type is null ? gb : Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type ?? "application/x-www-form-urlencoded");
        return content;
    }
}
