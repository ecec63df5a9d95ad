using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Execution.Instructions;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Matters;

public sealed class An_instruction
{
    [Theory, EveryEngine]
    public async Task Is_given_handled_reported_and_signed_off_by_the_pages_every_kind_has(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var leader = await site.SignedIn(Role.Leader);
        using var handler = await site.SignedIn(Role.Handler);

        var filed = await leader.Post("/instructions/new", new { title = "排查老旧小区电梯", text = "一周内报告结果" });
        var path = filed.Location!;
        await site.Dispatch(site.Read(db => db.Set<Matter>().Single().Id));
        await Do(handler, path, "start", "今天开始排查");
        await Do(handler, path, "report", "已全部排查");
        var signed = await Do(leader, path, "sign_off");

        var matter = site.Read(db => db.Set<Matter>().Single());
        Assert.Equal(("批-2026-000001", InstructionKind.SignedOff, false), (matter.Number, matter.Stage, matter.IsOpen));
        Assert.Equal(path, signed.Location);
        Assert.DoesNotContain('[', (await leader.Get(path)).Words);
    }

    [Fact]
    public async Task Is_given_by_nobody_but_leaders_and_supervisors()
    {
        await using var site = await Site.On();
        using var handler = await site.SignedIn(Role.Handler);

        Assert.Equal(HttpStatusCode.Forbidden, (await handler.Get("/instructions/new")).Status);
    }

    private static async Task<Answer> Do(Visitor visitor, string path, string deed, string? remark = null)
    {
        var version = (await visitor.Get(path)).Page.QuerySelector("input[name=version]")?.GetAttribute("value")
            ?? (await visitor.Get($"{path}/{deed}")).Page.QuerySelector("input[name=version]")!.GetAttribute("value");
        return await visitor.Post($"{path}/{deed}", new { version, remark }, from: path);
    }
}
