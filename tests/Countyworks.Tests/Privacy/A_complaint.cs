using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Privacy;

public sealed class A_complaint
{
    private const string Phone = "13812345678";

    [Theory, EveryEngine]
    public async Task Is_handled_by_a_unit_that_never_learns_who_complains(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File(name: "李小明", phone: Phone);
        var path = $"/requests/{request.Id}";
        using var duty = await site.SignedIn(Role.DutyOfficer);
        await duty.Post($"{path}/hide", new { hidden = "yes" }, from: path);
        await site.Dispatch(request.Id);
        using var handler = await site.SignedIn(Role.Handler, Role.UnitHead);

        var page = await handler.Get(path);
        var asked = await handler.Post($"{path}/reveal", new { reason = "visit", remark = "上门" }, from: "/my/password");
        var json = await handler.Get($"/api/v1{path}");
        var desk = await duty.Get(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.All([page.Text, json.Text], text => Assert.DoesNotContain("李*", text, StringComparison.Ordinal));
        Assert.All([page.Text, json.Text], text => Assert.DoesNotContain("138*", text, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, asked.Status);
        Assert.Contains("李** 138******78", desk.Words, StringComparison.Ordinal);
        Assert.Equal(0, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == "contact_revealed")));
    }

    [Theory, EveryEngine]
    public async Task Is_declared_by_the_desk_or_a_dispatcher_alone(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File(name: "李小明", phone: Phone);
        var path = $"/requests/{request.Id}";
        await site.Dispatch(request.Id);
        using var handler = await site.SignedIn(Role.Handler);

        var refused = await handler.Post($"{path}/hide", new { hidden = "yes" }, from: path);

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.False(site.Read(db => db.Set<Request>().Single().HidesRequester));
    }

    [Theory, EveryEngine]
    public async Task Is_shown_to_the_desk_that_says_why_and_an_auditor_reads_it(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File(name: "李小明", phone: Phone);
        var path = $"/requests/{request.Id}";
        using var duty = await site.SignedIn(Role.DutyOfficer);

        var silent = await duty.Post($"{path}/reveal", new { reason = "verify", remark = "" });
        var hasWords = await duty.Post($"{path}/reveal", new { reason = "verify", remark = "核实门牌号" });
        using var auditor = await site.SignedIn(Role.Administrator);
        var journal = await auditor.Get("/admin/journal?kind=contact_revealed");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.Status);
        Assert.Equal(HttpStatusCode.Found, hasWords.Status);
        Assert.Contains("核实门牌号", journal.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("李小明", journal.Words, StringComparison.Ordinal);
    }
}
