using System.Text.RegularExpressions;
using Countyworks.Browser.Tests.Chromium;
using Countyworks.Browser.Tests.Journeys;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Walk;

/// <summary>How one gets to a page whose address has a part that only the demo knows, or that is told by a query.</summary>
public sealed class Ways(Demo demo)
{
    private readonly Staff staff = demo.Staff;
    private readonly Dictionary<string, Task<IReadOnlyList<Stop>>> found = [];

    /// <summary>An address, and whom of the demo it is opened as; null for somebody without an account.</summary>
    internal sealed record Stop(string? User, string Path);

    /// <summary>The routes that need a way.</summary>
    internal static readonly IReadOnlyDictionary<string, Func<Ways, Task<IReadOnlyList<Stop>>>> All = new Dictionary<string, Func<Ways, Task<IReadOnlyList<Stop>>>>
    {
        ["/track/{number}"] = async w => [new(null, Parent((await w.Received).Path))],
        ["/track/{number}/{code}"] = async w => [new(null, (await w.Received).Path), new(null, (await w.Answered).Path)],
        ["/track/{number}/{code}/more"] = async w => [new(null, (await w.Received).Path + "/more")],
        ["/track/{number}/{code}/forget"] = async w => [new(null, (await w.Received).Path + "/forget")],
        ["/track/{number}/{code}/rate"] = async w => [new(null, (await w.Answered).Path + "/rate")],
        ["/report/filed/{number}/{code}"] = async w => [new(null, (await w.Received).Path.Replace("/track/", "/report/filed/", StringComparison.Ordinal))],
        ["/figures/leaders/list"] = _ => Task.FromResult<IReadOnlyList<Stop>>([new(Office.Leader, "/figures/leaders/list?of=filed"), new(Office.Leader, "/figures/leaders/list?of=overdue")]),
        ["/requests/{id}"] = async w => [new(Office.Handler, await w.FirstOfInbox()), new(Office.Dispatcher, await w.PageOfReceived())],
        ["/requests/{id}/reveal"] = async w => [new(Office.Dispatcher, await w.PageOfReceived() + "/reveal")],
        ["/requests/{id}/{deed}"] = async w => [.. await w.Deeds(Office.Handler, await w.FirstOfInbox()), .. await w.Deeds(Office.Dispatcher, await w.PageOfReceived())],
        ["/instructions/{id}"] = async w => [new(Office.Leader, await w.Instruction())],
        ["/instructions/{id}/{deed}"] = async w => await w.Deeds(Office.Dispatcher, await w.Instruction()),
        ["/import/{id}"] = async w => [new(Office.Dispatcher, await w.Import("hotline"))],
        ["/import/{id}/columns"] = async w => [new(Office.Dispatcher, await w.Import("auto"))],
        ["/requests/{id}/call-back"] = async w => [new(Office.Dispatcher, await w.PageOfAnswered() + "/call-back")],
        ["/knowledge/{id}"] = async w => [await w.Linked(Office.Dispatcher, "/knowledge", "/knowledge/[0-9a-f]{32}")],
        ["/knowledge/{id}/change"] = async w => [new(Office.Dispatcher, (await w.Linked(Office.Dispatcher, "/knowledge", "/knowledge/[0-9a-f]{32}")).Path + "/change")],
        ["/templates/{id}"] = async w => [await w.Linked(Office.Dispatcher, "/templates", "/templates/[0-9a-f]{32}")],
        ["/categories/{code}"] = async w => [await w.Linked(Office.Dispatcher, "/categories", "/categories/street_light")],
        ["/admin/organisations/{id}"] = async w => [await w.Linked(Administrator, "/admin/organisations", "/admin/organisations/[0-9a-f]{32}")],
        ["/admin/people/{id}"] = async w => [await w.Linked(Administrator, "/admin/people", "/admin/people/[0-9a-f]{32}")],
        ["/admin/places/{id}"] = async w => [await w.Linked(Administrator, "/admin/places", "/admin/places/[0-9a-f]{32}")],
        ["/admin/posts/{id}/end"] = async w => [await w.Linked(Administrator, (await w.Linked(Administrator, "/admin/people", "/admin/people/[0-9a-f]{32}")).Path, "/admin/posts/[0-9a-f]{32}/end")],
        ["/admin/settings/{name}"] = async w => [await w.Linked(Administrator, "/admin/settings", "/admin/settings/clock\\.request"), await w.Linked(Administrator, "/admin/settings", "/admin/settings/core\\.duty_phone")],
        ["/votes/{id}"] = async w => [new(null, await w.Vote("充电桩")), new(null, await w.Vote("曳引机")), new("owner8", await w.Vote("曳引机")), new(Office.Dispatcher, await w.Vote("曳引机"))],
        ["/votes/{id}/result"] = async w => [new(null, await w.Vote("充电桩") + "/result")],
        ["/votes/{id}/list"] = async w => [new(null, await w.Vote("充电桩") + "/list")],
        ["/votes/{id}/receipt"] = async w => [new(null, await w.Vote("充电桩") + "/receipt")],
        ["/votes/{id}/ballot"] = async w => [new("owner8", await w.Vote("曳引机") + "/ballot"), new("owner1", await w.Vote("充电桩") + "/ballot")],
        ["/votes/{id}/tellers"] = async w => [new("duty", await w.Vote("曳引机") + "/tellers?head=3")],
        ["/votes/{id}/paper"] = async w => [new(Office.Dispatcher, await w.Vote("曳引机") + "/paper")],
        ["/votes/{id}/evidence"] = async w => [new(Office.Dispatcher, await w.Vote("曳引机") + "/evidence")],
        ["/votes/{id}/edit"] = async w => [new(Office.Dispatcher, await w.DraftedVote() + "/edit")],
        ["/votes/{id}/announce"] = async w => [new(Office.Dispatcher, await w.DraftedVote() + "/announce")],
        ["/funds/{id}"] = async w => [new(Treasurer, await w.Fund()), new("committee3", await w.Fund())],
        ["/funds/{id}/bills"] = async w => [new(Treasurer, await w.Fund() + "/bills?of=arrears")],
        ["/funds/{id}/payments/{payment}"] = async w => [new(Treasurer, await w.Receipt())],
        ["/funds/{id}/expenses"] = async w => [new(Treasurer, await w.Fund() + "/expenses")],
        ["/funds/{id}/expenses/new"] = async w => [new(Treasurer, await w.Fund() + "/expenses/new")],
        ["/funds/{id}/expenses/{expense}"] = async w => [await w.Linked(Treasurer, await w.Fund() + "/expenses", "/funds/[0-9a-f]{32}/expenses/[0-9a-f]{32}")],
        ["/funds/{id}/terms"] = async w => [new(Administrator, await w.Fund() + "/terms")],
        ["/funds/{id}/pay"] = async w => [new(Treasurer, await w.Fund() + "/pay")],
        ["/funds/{id}/bank"] = async w => [new(Treasurer, await w.BankLines()), new(Treasurer, await w.Fund() + "/bank?of=taken")],
        ["/funds/{id}/billing"] = async w => [new(Treasurer, await w.Fund() + "/billing")],
        ["/funds/{id}/income"] = async w => [new(Treasurer, await w.Fund() + "/income")],
        ["/funds/{id}/close"] = async w => [new(Treasurer, await w.Fund() + "/close")],
        ["/funds/{id}/provider"] = async w => [new(Administrator, await w.Fund() + "/provider")],
        ["/funds/{id}/homes"] = async w => [new(Treasurer, await w.Fund() + "/homes")],
        ["/funds/{id}/homes/{number:int}"] = async w => [new(Treasurer, await w.Fund() + "/homes/2"), new("committee3", await w.Fund() + "/homes/14")],
        ["/funds/{id}/bills/{bill}/waive"] = async w => [await w.Linked(Treasurer, await w.Fund() + "/homes/14", "/funds/[0-9a-f]{32}/bills/[0-9a-f]{32}/waive")],
        ["/funds/{id}/payments/{payment}/move"] = async w => [new(Treasurer, await w.Receipt() + "/move")],
        ["/funds/{id}/payments/{payment}/return"] = async w =>
            [await w.Linked(Treasurer, (await w.Linked(Treasurer, await w.Fund() + "/homes/3", "/funds/[0-9a-f]{32}/payments/[0-9a-f]{32}")).Path, "/funds/[0-9a-f]{32}/payments/[0-9a-f]{32}/return")],
        ["/funds/{id}/cash"] = async w => [new(Treasurer, await w.Fund() + "/cash")],
        ["/funds/{id}/manager"] = async w => [new(Treasurer, await w.Fund() + "/manager")],
        ["/funds/{id}/years/{year:int}/dividend"] = async w => [await w.Dividend()],
        ["/funds/{id}/years/{year:int}/dividend/{number:int}"] = async w => [new(Treasurer, (await w.Dividend()).Path + "/16"), new(Treasurer, (await w.Dividend()).Path + "/1")],
        ["/funds/{id}/years"] = async w => [new(Treasurer, await w.Fund() + "/years")],
        ["/happiness/{fund}"] = async w => [new(null, await w.Happiness()), new(null, await w.Happiness() + "?month=2025-03"), new("fuxing1", await w.Happiness())],
        ["/happiness/{fund}/poster"] = async w => [new(null, await w.Happiness() + "/poster")],
        ["/happiness/{fund}/entries/{purse}/{seq:long}"] = async w => [await w.Linked("fuxing1", await w.Happiness(), "/happiness/[0-9a-f]{32}/entries/[a-z]+/[0-9]+")],
        ["/happiness/{fund}/mine"] = async w => [new("fuxing1", await w.Happiness() + "/mine")],
        ["/deliberation/{id}"] = async w =>
        [
            new(null, await w.Proposal("充电")), new("owner8", await w.Proposal("曳引机")), new("owner2", await w.Proposal("坡道")), new("owner3", await w.Proposal("快递柜")),
            new("housing", await w.Proposal("快递柜")), new(Office.Dispatcher, await w.Proposal("充电")), new("owner7", await w.Proposal("东门")), new("owner1", await w.Proposal("快递柜")),
        ],
        ["/deliberation/{id}/versions/{number:int}"] = async w => [new(null, await w.Proposal("充电") + "/versions/1")],
        ["/deliberation/{id}/compare"] = async w => [new(null, await w.Proposal("充电") + "/compare?from=1&to=2")],
        ["/deliberation/{id}/poster"] = async w => [new(null, await w.Proposal("曳引机") + "/poster"), new(null, await w.Proposal("坡道") + "/poster")],
        ["/deliberation/{id}/concern"] = async w => [new("owner3", await w.Proposal("快递柜") + "/concern")],
        ["/deliberation/{id}/concerns/{said}/answer"] = async w => [await w.Linked("housing", await w.Proposal("快递柜"), "/deliberation/[0-9a-f]{32}/concerns/[0-9a-f]{32}/answer")],
        ["/deliberation/{id}/said/{said}/hide"] = async w => [await w.Linked("duty", await w.Proposal("快递柜"), "/deliberation/[0-9a-f]{32}/said/[0-9a-f]{32}/hide")],
        ["/deliberation/{id}/write"] = async w => [new("owner1", await w.Proposal("快递柜") + "/write")],
        ["/deliberation/{id}/experts"] = async w => [new(Office.Dispatcher, await w.Proposal("快递柜") + "/experts")],
        ["/deliberation/{id}/disclose"] = async w => [new(Office.Dispatcher, await w.Proposal("快递柜") + "/disclose")],
        ["/deliberation/{id}/vote"] = async w => [new(Office.Dispatcher, await w.Proposal("坡道") + "/vote")],
        ["/deliberation/{id}/execute"] = async w => [new(Office.Dispatcher, await w.Proposal("充电") + "/execute")],
        ["/deliberation/{id}/report"] = async w => [new(Office.Dispatcher, await w.Proposal("充电") + "/report")],
        ["/proposals/{id}"] = async w => [new("duty", (await w.Proposal("东门")).Replace("/deliberation/", "/proposals/", StringComparison.Ordinal))],
        ["/proposals/{id}/{deed}"] = async w => await w.Deeds("duty", (await w.Proposal("东门")).Replace("/deliberation/", "/proposals/", StringComparison.Ordinal)),
        ["/village/{id}"] = async w => [new(null, await w.Village()), new(Office.Dispatcher, await w.Village())],
        ["/village/{id}/bill"] = async w => [new(null, await w.Village() + "/bill")],
        ["/village/{id}/dividends/{year}"] = async w => [await w.Linked(Office.Dispatcher, await w.Village(), "/village/[0-9a-f]{32}/dividends/[0-9]{4}") with { User = null }],
        ["/village/{id}/register"] = async w => [new(Office.Dispatcher, await w.Village() + "/register")],
        ["/village/{id}/keep/{deed}"] = async w => await w.VillageDeeds("booking", "decision", "dividend", "shares", "contract"),
        ["/village/assets/{asset}"] = async w => [new(null, await w.Station()), new(Office.Dispatcher, await w.Station())],
        ["/village/assets/{asset}/sessions"] = async w => [new(Office.Dispatcher, await w.Station() + "/sessions")],
        ["/village/sessions/{import}"] = async w => [await w.Linked(Office.Dispatcher, await w.Station() + "/sessions", "/village/sessions/[0-9a-f]{32}")],
        ["/roster/{place}"] = async w => [new(Office.Dispatcher, await w.Roster()), new("duty", await w.Roster())],
        ["/roster/{place}/plan"] = async w => [new(Office.Dispatcher, await w.Roster() + "/plan")],
        ["/roster/shifts/{shift}"] = async w => [new(Office.Dispatcher, await w.Shift())],
        ["/roster/hand-over"] = _ => Task.FromResult<IReadOnlyList<Stop>>([new("lake1", "/roster/hand-over"), new("lake3", "/roster/hand-over")]),
    };

    /// <summary>Where a route's pages are; asked once a run.</summary>
    internal Task<IReadOnlyList<Stop>> Of(string route, Func<Ways, Task<IReadOnlyList<Stop>>> way) => found.TryGetValue(route, out var stops) ? stops : found[route] = way(this);

    private Task<Journeys.Resident.Filed> Received => demo.Scene.Received;

    private Task<Journeys.Resident.Filed> Answered => demo.Scene.Answered;

    private static string Administrator => Staff.With(Core.Posts.Role.Administrator);

    private static string Parent(string path) => path[..path.LastIndexOf('/')];

    private async Task<string> FirstOfInbox()
    {
        await using var visit = await staff.Visit(Office.Handler, "/inbox");
        return (await visit.Page.Locator(".go a").First.GetAttributeAsync("href"))!;
    }

    private async Task<string> PageOfReceived() => await PageOf(await Received);

    private async Task<string> PageOfAnswered() => await PageOf(await Answered);

    private async Task<string> PageOf(Journeys.Resident.Filed filed)
    {
        await using var visit = await staff.Visit(Office.Dispatcher, "/");
        return await visit.Page.PageOf(filed.Number);
    }

    // The first page of a form that a list leads to.
    private async Task<Stop> Linked(string user, string list, string form)
    {
        await using var visit = await staff.Visit(user, list);
        var links = await visit.Page.Locator("main a[href]").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        return new Stop(user, links.First(href => Regex.IsMatch(href, $"^{form}$", RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    // Every page that asks for something, among what can be done with a matter now.
    private async Task<IReadOnlyList<Stop>> Deeds(string user, string matter)
    {
        await using var visit = await staff.Visit(user, matter);
        var links = await visit.Page.Locator(".deeds a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        return [.. links.Select(href => new Stop(user, href))];
    }

    private async Task<string> Roster()
    {
        await using var visit = await staff.Visit(Office.Dispatcher, "/roster");
        return (await visit.Page.Locator(".go a").First.GetAttributeAsync("href"))!;
    }

    private async Task<string> Shift()
    {
        await using var visit = await staff.Visit(Office.Dispatcher, await Roster());
        return (await visit.Page.Locator("a[href^='/roster/shifts/']").Last.GetAttributeAsync("href"))!;
    }

    private const string Treasurer = "treasurer";

    private async Task<string> Fund()
    {
        await using var visit = await staff.Visit(Treasurer, "/funds");
        return (await visit.Page.Locator(".go a").First.GetAttributeAsync("href"))!;
    }

    private async Task<Stop> Dividend() => await Linked(Treasurer, await Fund() + "/years", "/funds/[0-9a-f]{32}/years/[0-9]{4}/dividend");

    // A line that names its home, one that names two, one that names none.
    private async Task<string> BankLines()
    {
        var bank = await Fund() + "/bank";
        var file = "交易日期,收入金额,支出金额,余额,交易流水号,对方户名,摘要\n2026-01-05,200.00,,200.00,w1,张三,1栋101 物业费\n2026-01-05,50.00,,250.00,w2,李四,1栋102、1栋103\n2026-01-06,7.00,,257.00,w3,,利息\n";
        await using var visit = await staff.Visit(Treasurer, bank);
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "bank.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(file) });
        await visit.Page.Locator("form[enctype] button").ClickAsync();
        await visit.Page.Locator("[name=id_3]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return bank;
    }

    private async Task<string> Receipt()
    {
        await using var visit = await staff.Visit(Treasurer, await Fund() + "/pay");
        await visit.Page.FillAsync("[name=unit]", "1栋 102");
        await visit.Page.FillAsync("[name=sum]", "0.01");
        await visit.Page.GoesOn();
        await visit.Page.Arrives("**/payments/*");
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    private async Task<string> Happiness()
    {
        await using var visit = await staff.Visit(Treasurer, "/happiness");
        return (await visit.Page.Locator(".go a").First.GetAttributeAsync("href"))!;
    }

    private async Task<string> Village() => (await Linked(Office.Dispatcher, "/village", "/village/[0-9a-f]{32}")).Path;

    private async Task<string> Station()
    {
        await using var visit = await staff.Visit(Office.Dispatcher, await Village());
        return (await visit.Page.Locator(".go a", new() { HasText = "充电站" }).First.GetAttributeAsync("href"))!.Split('?')[0];
    }

    private async Task<IReadOnlyList<Stop>> VillageDeeds(params string[] deeds)
    {
        var village = await Village();
        return [.. deeds.Select(deed => new Stop(Office.Dispatcher, $"{village}/keep/{deed}"))];
    }

    private async Task<string> Vote(string about)
    {
        await using var visit = await staff.Visit(Office.Dispatcher, "/votes");
        return (await visit.Page.Locator(".go a", new() { HasText = about }).First.GetAttributeAsync("href"))!;
    }

    private async Task<string> Proposal(string about)
    {
        await using var visit = await staff.Visit(null, "/deliberation");
        return (await visit.Page.Locator(".go a", new() { HasText = about }).First.GetAttributeAsync("href"))!;
    }

    private async Task<string> DraftedVote()
    {
        await using var visit = await staff.Visit(Office.Dispatcher, "/votes/new");
        await visit.Page.ChoosesPlace("东玺门第");
        await visit.Page.SelectOptionAsync("[name=item]", "4");
        await visit.Page.FillAsync("[name=question]", "是否同意续聘现物业服务企业");
        await visit.Page.FillAsync("[name=document]", "续聘期两年，服务内容和价格不变。");
        await visit.Page.GoesOn();
        await visit.Page.Leaves("/new");
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    private async Task<string> Instruction()
    {
        await using var visit = await staff.Visit(Office.Leader, "/instructions/new");
        await visit.Page.FillAsync("[name=title]", "检查城区路灯");
        await visit.Page.FillAsync("[name=text]", "本周内把主城区路灯检查一遍，坏了的列表报来。");
        await visit.Page.GoesOn();
        await visit.Page.Locator(".split").WaitForAsync();
        return new Uri(visit.Page.Url).AbsolutePath;
    }

    // A hotline's table is looked through at once; of a table nobody knows, the page asks what its columns mean.
    private async Task<string> Import(string profile)
    {
        var table = profile == "hotline" ? "工单编号,主要内容,受理时间\nA1,灯不亮,2026-09-01\nA2,水管漏,上周\n" : "No,What,When\n1,灯不亮,2026-09-01 08:00\n";
        await using var visit = await staff.Visit(Office.Dispatcher, "/import");
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = profile + ".csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(table) });
        await visit.Page.SelectOptionAsync("[name=profile]", profile);
        await visit.Page.GoesOn();
        await visit.Page.Arrives("**/import/**");
        return new Uri(visit.Page.Url).AbsolutePath;
    }
}
