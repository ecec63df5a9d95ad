using System.Net;
using Countyworks.Core.Matters.Templates;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Matters;

public sealed class Keeping_templates
{
    [Theory, EveryEngine]
    public async Task Adds_changes_and_ends_one_and_records_each(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var keeper = await site.SignedIn(Role.Dispatcher);
        var use = (await keeper.Get("/templates/new")).Page.QuerySelectorAll("#move option").Select(o => o.GetAttribute("value")!).First(v => v.StartsWith("request/", StringComparison.Ordinal));

        var added = await keeper.Post("/templates/new", new { move = use, title = "已修好", text = "您反映的问题已修好。" });
        var template = site.Read(db => db.Set<ReplyTemplate>().Single());
        var path = $"/templates/{template.Id}";
        await keeper.Post(path, new { title = "修好了", text = "已修好,请您看看。", version = 0 });
        await keeper.Post(path + "/offer", new { offered = "false" }, from: path);

        Assert.Equal(HttpStatusCode.Found, added.Status);
        var ended = site.Read(db => db.Set<ReplyTemplate>().Single());
        Assert.Equal((use, "修好了", false), ($"{ended.Kind}/{ended.Move}", ended.Title, ended.IsActive));
        Assert.Equal(3, site.Read(db => db.Set<FactRow>().Count(f => f.SubjectId == template.Id.Value)));
        Assert.Contains("修好了", (await keeper.Get("/templates?ended=true")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_a_use_that_no_kind_has_and_keeps_what_was_typed()
    {
        await using var site = await Site.On();
        using var keeper = await site.SignedIn(Role.Dispatcher);

        var refused = await keeper.Post("/templates/new", new { move = "request/fly", title = "飞", text = "飞走了" });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "飞走了"), (refused.Status, refused.Page.QuerySelector("#text")!.TextContent));
        Assert.Empty(site.Read(db => db.Set<ReplyTemplate>().ToList()));
    }

    [Fact]
    public async Task Is_not_for_those_who_only_handle()
    {
        await using var site = await Site.On();
        using var handler = await site.SignedIn(Role.Handler);

        Assert.Equal(HttpStatusCode.Forbidden, (await handler.Get("/templates")).Status);
    }
}
