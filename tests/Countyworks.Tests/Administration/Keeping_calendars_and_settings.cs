using System.Net;
using System.Text;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Data.Journal;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.Administration;

public sealed class Keeping_calendars_and_settings
{
    private const string Page = "/admin/calendars";

    private const string NextYear = """{"year":2027,"papers":[],"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-04","isOffDay":true}]}""";

    [Theory, EveryEngine]
    public async Task Warns_from_november_on_and_counts_provisional_deadlines_anew_when_the_year_is_imported(Engine engine)
    {
        await using var site = await Site.On(engine, "2026-12-30T10:00");
        var filed = await site.File();
        await site.Dispatch(filed.Id);
        using var admin = await site.SignedIn(Role.Administrator);
        var before = site.Read(db => db.Set<Matter>().Single());

        var warned = await admin.Get("/admin/people");
        var imported = await Import(admin, NextYear);

        Assert.Contains("还没有导入2027年", warned.Words);
        Assert.Contains("现有1件", warned.Words);
        Assert.Equal(HttpStatusCode.Found, imported.Status);
        var after = site.Read(db => db.Set<MatterMark>().Where(m => m.MatterId == before.Id).OrderBy(m => m.Ordinal).ToList());
        Assert.DoesNotContain(after, m => m.IsProvisional);
        Assert.Equal(new LocalDate(2027, 1, 6), after[1].DueOn);
        Assert.Contains("deadlines_recounted", site.Read(db => db.Set<FactRow>().Where(f => f.SubjectId == before.Id.Value).Select(f => f.Kind).ToList()));
        Assert.DoesNotContain("还没有导入", (await admin.Get("/admin/people")).Words);
    }

    [Fact]
    public async Task Is_quiet_in_october_unless_a_deadline_needs_the_next_year()
    {
        await using var site = await Site.On(now: "2026-10-31T10:00");
        using var admin = await site.SignedIn(Role.Administrator);

        Assert.DoesNotContain("还没有导入", (await admin.Get("/admin/people")).Words);
        site.Clock.Reset(County.At("2026-11-01T10:00"));
        using var november = await site.SignedIn(Role.Administrator);
        Assert.Contains("还没有导入2027年", (await november.Get("/admin/people")).Words);
    }

    [Theory]
    [InlineData("not json at all", "不是")]
    [InlineData("""{"year":"2027","days":[]}""", "年份")]
    [InlineData("""{"year":2027,"days":[]}""", "没有")]
    [InlineData("""{"year":2027,"days":[{"name":"x","date":"2027-02-30","isOffDay":true}]}""", "1")]
    public async Task Refuses_a_bad_file_and_says_why(string file, string word)
    {
        await using var site = await Site.On();
        using var admin = await site.SignedIn(Role.Administrator);

        var refused = await Import(admin, file);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains(word, refused.Page.QuerySelector(".errors")!.TextContent);
    }

    [Fact]
    public async Task Changes_days_of_a_year_in_use_only_when_that_is_confirmed()
    {
        await using var site = await Site.On();
        using var admin = await site.SignedIn(Role.Administrator);
        const string changed = """{"year":2026,"days":[{"name":"x","date":"2026-09-28","isOffDay":true}]}""";

        var asked = await Import(admin, changed);
        var done = await admin.Upload(Page, "file", "2026.json", Encoding.UTF8.GetBytes(changed), new { mayChangeDays = "true" });

        Assert.Equal(HttpStatusCode.Conflict, asked.Status);
        Assert.NotNull(asked.Page.QuerySelector("input[name=mayChangeDays]"));
        Assert.Equal(HttpStatusCode.Found, done.Status);
    }

    [Theory, EveryEngine]
    public async Task Previews_a_clock_and_sets_it_from_a_day(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var admin = await site.SignedIn(Role.Administrator);
        const string page = "/admin/settings/clock.request";

        var preview = await admin.Post(page, Clock("preview"));
        var set = await admin.Post(page, Clock("set"));

        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Contains("2026年9月29日", preview.Words);
        Assert.Equal(HttpStatusCode.Found, set.Status);
        var row = site.Read(db => db.Set<Setting>().Single());
        Assert.Equal(new LocalDate(2026, 10, 1), row.EffectiveFrom);
        Assert.Contains("natural", row.Value);
        Assert.Contains("2026年10月1日", (await admin.Get(page)).Words);
    }

    [Fact]
    public async Task Refuses_a_clock_that_makes_no_sense()
    {
        await using var site = await Site.On();
        using var admin = await site.SignedIn(Role.Administrator);
        var (_, user) = await site.Somebody(false, Role.Administrator);
        using var api = await new Client(site.Address).As(user);

        var refused = await admin.Post("/admin/settings/clock.request", Clock("set", act: "0"));
        var order = await admin.Post("/admin/settings/clock.request", Clock("set", act: "9"));
        var past = await admin.Post("/admin/settings/clock.request", Clock("set", from: "2026-09-01"));

        Assert.All([refused, order, past], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
        Assert.Equal("9", order.Page.QuerySelector("input[name=mark_act]")!.GetAttribute("value"));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "clock_marks_invalid"),
            (await api.Post("settings/clock.request", new { effectiveFrom = "2026-10-01", value = new { code = "x", counting = "working", marks = Array.Empty<object>() } })).Refusal);
    }

    [Fact]
    public async Task Sets_the_weights_of_the_rates_or_leaves_the_score_out()
    {
        await using var site = await Site.On();
        using var admin = await site.SignedIn(Role.Administrator);
        const string page = "/admin/settings/rates.request";

        var wrong = await admin.Post(page, new { weights = "true", weights_response = "50", weights_solution = "50", weights_satisfaction = "50", effectiveFrom = "2026-10-01", deed = "set" });
        var none = await admin.Post(page, new { partlyIsHalf = "true", effectiveFrom = "2026-10-01", deed = "set" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(HttpStatusCode.Found, none.Status);
        Assert.Contains("\"weights\":null", site.Read(db => db.Set<Setting>().Single()).Value);
    }

    [Theory, EveryEngine]
    public async Task Reads_the_journal_by_kind_day_and_subject(Engine engine)
    {
        await using var site = await Site.On(engine);
        var filed = await site.File();
        await site.Dispatch(filed.Id);
        site.Clock.Advance(Duration.FromDays(2));
        using var admin = await site.SignedIn(Role.Administrator);

        var all = await admin.Get("/admin/journal");
        var earlier = await admin.Get("/admin/journal?day=2026-09-24&kind=matter_dispatched");
        var subject = await admin.Get($"/admin/journal?subject={filed.Id}");

        Assert.Contains("添加了人员", all.Words);
        Assert.Equal(1, earlier.Page.QuerySelectorAll("tbody tr").Length);
        Assert.All(subject.Page.QuerySelectorAll("tbody tr"), row => Assert.DoesNotContain("person_added", row.TextContent));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.Get("/admin/journal?day=gestern")).Status);
    }

    private static Task<Answer> Import(Visitor admin, string file) => admin.Upload(Page, "file", "year.json", Encoding.UTF8.GetBytes(file), new { });

    private static object Clock(string deed, string act = "3", string from = "2026-10-01") => new
    {
        counting = "natural", mark_respond = "1", mark_act = act == "3" ? "5" : act, mark_report = "7", remindBefore = "1", returnWithin = "1", maxReturns = "2",
        pause_person = "15", after_0 = "0", warning_0 = "yellow", up_0 = "1", effectiveFrom = from, deed,
    };
}
