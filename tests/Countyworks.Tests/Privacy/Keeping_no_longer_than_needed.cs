using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Erasing;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Privacy;

public sealed class Keeping_no_longer_than_needed
{
    [Theory, EveryEngine]
    public async Task A_contact_is_erased_two_years_after_the_end_and_not_a_day_earlier(Engine engine)
    {
        await using var site = await Site.On(engine, "2024-03-05T10:00");
        var ended = await site.File(name: "李小明", phone: "13812345678");
        var open = await site.File(name: "王五", phone: "13800000000");
        await site.Move(ended.Id, RequestKind.AnswerAtOnce, "归住建局管");

        await RunAt(site, "2026-03-05T23:00");
        var before = await Names(site);
        await RunAt(site, "2026-03-06T01:00");
        await RunAt(site, "2026-03-06T02:00");
        var after = await Names(site);

        Assert.Equal(["李小明", "王五"], before);
        Assert.Equal([null, "王五"], after);
        Assert.Equal(1, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == "contact_erased")));
        Assert.Equal(open.Id, site.Read(db => db.Set<Request>().Single(r => r.SealedContact != null).Id));
    }

    [Theory, EveryEngine]
    public async Task Files_are_taken_off_a_matter_five_years_after_its_end(Engine engine)
    {
        await using var site = await Site.On(engine, "2021-03-05T10:00");
        var ended = await site.File();
        await site.Do<Done>("hang", change =>
        {
            var file = new StoredFile { Id = change.NewId<StoredFile>(), Sha256 = new byte[32], MediaType = "image/jpeg", Length = 1, Name = "a.jpg", At = change.Now };
            change.Add(file);
            change.Add(new MatterFile { MatterId = ended.Id, FileId = file.Id, Seq = 1, Purpose = FileRequest.ReportPurpose });
            return Done.It;
        });
        await site.Move(ended.Id, RequestKind.AnswerAtOnce, "归住建局管");

        await RunAt(site, "2026-03-05T10:00");
        var before = site.Read(db => db.Set<MatterFile>().Count());
        await RunAt(site, "2026-03-06T10:00");

        Assert.Equal((1, 0), (before, site.Read(db => db.Set<MatterFile>().Count())));
        Assert.Equal(1, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == "files_dropped")));
    }

    private static async Task RunAt(Site site, string local)
    {
        await KeepContacts.Job.Run(site.Services, County.At(local), default);
        await FileRetention.Job.Run(site.Services, County.At(local), default);
    }

    private static Task<List<string?>> Names(Site site) =>
        Task.FromResult(site.Read(db => db.Set<Request>().OrderBy(r => r.Id).ToList()).ConvertAll(r => site.ContactOf(r).Name));
}
