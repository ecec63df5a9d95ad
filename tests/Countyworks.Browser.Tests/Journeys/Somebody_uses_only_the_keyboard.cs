using Countyworks.Browser.Tests.Chromium;

namespace Countyworks.Browser.Tests.Journeys;

/// <summary>Staff who never touch the mouse: a dispatcher and a handler.</summary>
public sealed class Somebody_uses_only_the_keyboard(Demo demo)
{
    [Fact]
    public async Task To_find_open_and_answer_a_matter()
    {
        await using var resident = await demo.Staff.Visit(null, "/", width: 360);
        var filed = await resident.Page.Reports("东湖苑5栋北侧的路灯线垂下来了，伸手就能碰到。", "东湖苑");
        await demo.Staff.Dispatches(filed.Number);
        await using var visit = await demo.Staff.Visit(Office.Handler, "/inbox");

        await visit.Page.Locator("cw-rows:defined").WaitForAsync();
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync(filed.Number);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Arrives("**/inbox?*q=*");
        await visit.Page.Locator("cw-rows:defined").WaitForAsync();
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator(".split").WaitForAsync();
        await visit.Page.Keyboard.PressAsync("a");
        await visit.Page.Locator("[name=remark]").WaitForAsync();
        await Reach(visit, "[name=remark]");
        await visit.Page.Keyboard.TypeAsync("今晚派人处理。");
        await Reach(visit, "main form .row > button:first-child");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.Locator(".split").WaitForAsync();
        Assert.Contains("今晚派人处理", await visit.Page.InnerTextAsync(".story"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_dispatch_from_the_page_of_a_matter()
    {
        await using var resident = await demo.Staff.Visit(null, "/", width: 360);
        var filed = await resident.Page.Reports("福兴里7栋转角的路灯被树枝挡住，路面全黑。", "福兴里");
        await using var visit = await demo.Staff.Visit(Office.Dispatcher, "/");
        await visit.Open(await visit.Page.PageOf(filed.Number));

        await Reach(visit, ".deeds a[href$='/dispatch']");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator("[name=lead]").WaitForAsync();
        await Reach(visit, "[name=lead]");
        for (var step = 0; step < 60 && !(await visit.Page.Locator("[name=lead] option:checked").InnerTextAsync()).Contains("市政设施", StringComparison.Ordinal); step++)
            await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Reach(visit, "main form .row > button:first-child");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Page.Locator(".units").WaitForAsync();
        Assert.Contains("市政设施", await visit.Page.InnerTextAsync(".units"), StringComparison.Ordinal);
    }

    // Tabs on until something has the focus; gives up where a person would.
    private static async Task Reach(Visit visit, string what)
    {
        for (var step = 0; step < 120; step++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            if (await visit.Page.Locator($"{what}:focus").CountAsync() > 0)
                return;
        }

        Assert.Fail($"Tab does not reach {what} on {visit.Page.Url}.");
    }
}
