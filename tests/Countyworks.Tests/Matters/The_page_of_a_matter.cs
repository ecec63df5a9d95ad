using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Matters;

public sealed class The_page_of_a_matter
{
    [Theory, EveryEngine]
    public async Task Does_not_exist_for_strangers(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File();
        using var resident = await site.SignedIn();
        using var handler = await site.SignedIn(Role.Handler);
        using var anybody = site.Visitor();

        Assert.Equal(HttpStatusCode.NotFound, (await resident.Get($"/requests/{request.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await handler.Get($"/requests/{request.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await handler.Get($"/requests/{request.Id}/respond")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await anybody.Get($"/requests/{request.Id}")).Status);
    }

    [Theory, EveryEngine]
    public async Task Tells_the_unit_that_has_it_what_to_do_next(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File();
        await site.Dispatch(request.Id);
        using var handler = await site.SignedIn(Role.Handler);

        var page = await handler.Get($"/requests/{request.Id}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(
            ["联系诉求人", "签收", "内部备注", "请其他单位会办", "申请退单", "申请暂停计时", "申请延期", "申请剔除", "关联另一件", "关注"],
            page.Page.QuerySelectorAll(".deeds .b").Select(b => b.TextContent.Trim()));
        Assert.DoesNotContain('[', page.Words);
    }

    [Theory, EveryEngine]
    public async Task Moves_on_by_a_form_that_was_answered(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File();
        await site.Dispatch(request.Id);
        using var handler = await site.SignedIn(Role.Handler);
        var path = $"/requests/{request.Id}/respond";
        var version = (await handler.Get(path)).Page.QuerySelector("input[name=version]")!.GetAttribute("value");

        var empty = await handler.Post(path, new { version });
        var done = await handler.Post(path, new { version, remark = "今天来修" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Equal($"/requests/{request.Id}", done.Location);
        Assert.Contains("今天来修", (await handler.Get(done.Location!)).Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Keeps_what_was_typed_when_it_was_changed_meanwhile(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File();
        await site.Dispatch(request.Id);
        using var handler = await site.SignedIn(Role.Handler);
        var path = $"/requests/{request.Id}/respond";
        var version = (await handler.Get(path)).Page.QuerySelector("input[name=version]")!.GetAttribute("value");
        await site.Move(request.Id, MoveNames.Sign);

        var refused = await handler.Post(path, new { version, remark = "今天来修" });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("今天来修", refused.Page.QuerySelector("textarea[name=remark]")!.TextContent);
        Assert.Contains("签收", refused.Words, StringComparison.Ordinal);
        Assert.NotEqual(version, refused.Page.QuerySelector("input[name=version]")!.GetAttribute("value"));
    }

    [Theory, EveryEngine]
    public async Task Shows_who_asked_only_to_those_who_say_why(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File(name: "李小明", phone: "13812345678");
        await site.Dispatch(request.Id);
        using var handler = await site.SignedIn(Role.Handler);
        var path = $"/requests/{request.Id}";

        var masked = await handler.Get(path);
        await handler.Post($"{path}/reveal", new { reason = "visit", remark = "约定上门时间" });
        var shown = await handler.Get(path);
        site.Clock.AdvanceMinutes(61);
        var later = await handler.Get(path);

        Assert.Contains("李** 138******78", masked.Words, StringComparison.Ordinal);
        Assert.Contains("李小明 13812345678", shown.Words, StringComparison.Ordinal);
        Assert.Contains("查看了联系方式（需要上门）", shown.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("13812345678", later.Words, StringComparison.Ordinal);
        Assert.Equal(1, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == "contact_revealed")));
    }

    [Fact]
    public async Task Shows_beforehand_what_the_requester_will_read()
    {
        await using var site = await Site.On();
        var request = await site.File();
        await site.Dispatch(request.Id);
        await site.Move(request.Id, RequestKind.Respond, "来了");
        using var handler = await site.SignedIn(Role.Handler);

        var preview = await handler.Post($"/requests/{request.Id}/report_back", new { remark = "换了灯泡", _do = "preview" });

        Assert.Contains("诉求人将看到", preview.Words, StringComparison.Ordinal);
        Assert.Contains("住建局 反馈结果", preview.Words, StringComparison.Ordinal);
        Assert.Equal(RequestKind.Responded, site.Read(db => db.Set<Matter>().Single().Stage));
    }
}
