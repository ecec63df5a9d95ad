using System.Net;
using System.Text;
using Countyworks.Core.Matters;
using Countyworks.Core.Notices.Channels;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Server.Backups;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Tests.Requests.Open311;
using Countyworks.Tests.Requests.Pages;
using Countyworks.Tests.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countyworks.Tests.Privacy;

/// <summary>A marked person comes in by every door; then everything the product shows, sends, logs and keeps is searched for the marks.</summary>
public sealed class Planted_marks
{
    [Theory, EveryEngine]
    public async Task Are_found_nowhere_but_where_it_is_declared(Engine engine)
    {
        using var trap = new LogTrap();
        await using var site = await Open311Sites.On(engine, configure: builder =>
        {
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(trap);
            builder.Services.AddSingleton(new Core.Notices.NoticeSettings { Sms = true });
        });
        await ByEveryDoor(site);
        await Handle(site);

        Assert.Equal(5, site.Read(db => db.Set<Request>().ToList()).Count(r => site.ContactOf(r).Phone == Marked.Phone));
        Assert.Equal("", string.Join('\n', await Shown(site)));
        await Deliver(site);
        Assert.Equal([], Marked.In(Marked.Rows(site)));
        Assert.Equal("", string.Join('\n', OnDisk(site)));
        Assert.Equal("", string.Join('\n', trap.Lines(LogLevel.Trace).Where(line => Marked.In(line).Any())));
        Assert.DoesNotContain(trap.Lines(LogLevel.Trace), line => line.Contains(Marked.Words, StringComparison.Ordinal));

        // Who types a mark into the address finds it in the web server's own trace of addresses, which is off, and nowhere else.
        Assert.Equal("", string.Join('\n', await ErrorPages(site)));
        Assert.Equal("", string.Join('\n', trap.Lines(LogLevel.Warning).Where(line => Marked.In(line).Any())));

        // What must be sent is in the gateway's folder, and nowhere else.
        Assert.Contains(Directory.GetFiles(Path.Combine(site.Folder, SmsChannel.Folder)), file => File.ReadAllText(file).Contains(Marked.Phone, StringComparison.Ordinal));
        Assert.Equal("", string.Join('\n', await InBackup(site)));
    }

    private static async Task ByEveryDoor(Site site)
    {
        await site.Do("add_person", change => new AddPerson("张有职", Marked.StaffPhone, Marked.StaffEmail).In(change, Caller.Operator));
        var web = Resident.At(site);
        var where = await web.Send(await web.Get("/report"), [("text", $"路灯不亮，{Marked.Words}")]);
        var who = await web.Send(where, [("place_text", "suyuanlu"), ("address", "3栋")]);
        await web.Send(who, [("contactName", Marked.Name), ("contactPhone", Marked.Phone)]);

        using var desk = await site.SignedIn(Role.DutyOfficer, Role.Dispatcher);
        var call = new { contactPhone = Marked.Phone, contactName = Marked.Name, text = $"噪音，{Marked.Words}", place_text = "苏园路社区", door = "phone", deed = "file" };
        Assert.Equal(HttpStatusCode.Found, (await desk.Post("/desk", call)).Status);

        using var api = new Client(site.Address);
        var place = site.Read(db => db.Set<Core.Places.Place>().Single(p => p.Name == "苏园路社区").Id);
        Assert.Equal(HttpStatusCode.Created, (await api.Post("requests", new { text = $"水管漏水，{Marked.Words}", placeId = place, contactName = Marked.Name, contactPhone = Marked.Phone })).Status);

        using var other = new Caller311(site);
        var lamp = Open311Sites.Lamp(await site.Key(), ("first_name", Marked.Name), ("last_name", ""), ("phone", Marked.Phone));
        Assert.Equal(HttpStatusCode.OK, (await other.Post("requests.xml", lamp)).Status);

        var file = Encoding.UTF8.GetBytes(
            $"工单编号,主要内容,受理时间,来电人,来电人电话\nA1,灯不亮{Marked.Words},2026-09-01 08:00,{Marked.Name},{Marked.Phone}\nA2,水管,上周,{Marked.Name},{Marked.Phone}\n");
        var sent = await desk.Upload("/import", "file", "hotline.csv", file, new { profile = "hotline" });
        await desk.Post(sent.Location!, from: sent.Location);
    }

    private static async Task Handle(Site site)
    {
        var (taken, request) = site.Read(db => (db.Set<Matter>().OrderBy(m => m.Id).First(), db.Set<Request>().OrderBy(r => r.Id).First()));
        await site.Dispatch(taken.Id);
        await site.Move(taken.Id, RequestKind.Respond, "已派人");
        await site.Move(taken.Id, RequestKind.ReportBack, "修好了");
        using var stranger = site.Visitor();
        var track = Tracked.AddressOf(taken.Number, request.TrackingCode);
        Assert.Equal(HttpStatusCode.Found, (await stranger.Post(track + "/rate", new { result = "solved", remark = "谢谢" })).Status);
    }

    private static async Task Deliver(Site site)
    {
        while (await site.Get<Courier>().DeliverDue(site.Clock.GetCurrentInstant()) > 0)
        {
            // What was routed is delivered next.
        }
    }

    /// <summary>What every page and endpoint shows to everybody, to each role, and to somebody without a post.</summary>
    private static async Task<IReadOnlyList<string>> Shown(Site site)
    {
        var leaks = new List<string>();
        var paths = Paths(site);
        using var stranger = site.Visitor();
        foreach (var path in paths)
        {
            var text = (await stranger.Get(path)).Text;
            leaks.AddRange(Marked.In(text).Select(mark => $"{path} shows {mark} to a stranger"));
            if (text.Contains(Marked.Words, StringComparison.Ordinal))
            {
                leaks.Add($"{path} shows words to a stranger");
            }
        }

        foreach (Role? role in Enum.GetValues<Role>().Cast<Role?>().Append(null))
        {
            using var visitor = await (role is { } held ? site.SignedIn(held) : site.SignedIn());
            foreach (var path in paths)
            {
                var answer = await visitor.Get(path);
                leaks.AddRange(Marked.In(answer.Text).Where(mark => !IsDeclared(path, role)).Select(mark => $"{path} shows {mark} to {role}"));
                if (answer.Page.Title?.Contains(Marked.Words, StringComparison.Ordinal) == true)
                {
                    leaks.Add($"{path} has words in its title");
                }
            }
        }

        return leaks;
    }

    // Rows that could not be imported are given back as they came to whoever imports, to be put right.
    private static bool IsDeclared(string path, Role? role) => path.EndsWith("/rejected.csv", StringComparison.Ordinal) && role is Role.Dispatcher or Role.Administrator;

    private static List<string> Paths(Site site)
    {
        var matters = site.Read(db => db.Set<Matter>().OrderBy(m => m.Id).ToList());
        var batch = site.Read(db => db.Set<Neighbourhood.Requests.Importing.Batches.ImportBatch>().Single().Id.ToString());
        var person = site.Read(db => db.Set<Person>().Single(p => p.Name == "张有职").Id.ToString());
        return
        [
            .. new[] { matters[0].Id.ToString(), matters[1].Id.ToString(), batch, person }.SelectMany(id => DeclaredRoutes.Of(site, id)).Where(r => r.Method == HttpMethod.Get)
                .Select(r => r.Path).Distinct(),
            .. matters.Select(m => $"/track/{TrackingNumber.InAddress(m.Number)}"), .. matters.Select(m => $"/requests/{m.Id}"),
            "/open311/v2/requests.json", "/open311/v2/requests.xml", $"/open311/v2/requests/{TrackingNumber.InAddress(matters[0].Number)}.json",
            "/dispatch?q=" + Uri.EscapeDataString(Marked.Words), "/admin/people?q=张", "/figures/leaders/list?of=filed",
        ];
    }

    /// <summary>Errors say what is wrong and repeat nothing of the address or of what is hidden.</summary>
    private static async Task<IReadOnlyList<string>> ErrorPages(Site site)
    {
        var leaks = new List<string>();
        using var stranger = site.Visitor();
        using var handler = await site.SignedIn(Role.Handler);
        foreach (var path in new[] { $"/nowhere/{Marked.Phone}", $"/requests/{Marked.Phone}", $"/api/v1/requests/{Marked.Phone}", $"/track/{Marked.Phone}/{Marked.Phone}" })
        {
            foreach (var visitor in new[] { stranger, handler })
            {
                var answer = await visitor.Get(path);
                leaks.AddRange(Marked.In(answer.Page.Title ?? "").Concat(answer.MediaType == "text/html" ? Marked.In(answer.Page.Title ?? "") : Marked.In(answer.Text)).Select(mark => $"{path} [{answer.Status}] {mark}"));
            }
        }

        return leaks;
    }

    private static IEnumerable<string> OnDisk(Site site) =>
        from file in Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories)
        where !file.EndsWith(".lock", StringComparison.Ordinal) && !file.Contains(SmsChannel.Folder, StringComparison.Ordinal)
        from mark in Marked.In(Bytes(file))
        select $"{file} holds {mark}";

    private static async Task<IReadOnlyList<string>> InBackup(Site site)
    {
        Directory.Delete(Path.Combine(site.Folder, SmsChannel.Folder), recursive: true);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Assert.NotNull((await new BackUp(site.Get<HostSettings>(), file).Run(site.Clock.GetCurrentInstant(), default)).Value);
            return [.. Marked.In(Marked.Unpacked(file)).Select(mark => $"the backup holds {mark}")];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
