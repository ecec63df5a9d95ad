using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.Files;

public sealed class Tidying_files
{
    [Theory, EveryEngine]
    public async Task Throws_away_after_a_week_what_hangs_on_nothing_and_keeps_the_rest(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (used, unused, shared) = (await Keep(site, "%PDF-1.7 used"), await Keep(site, "%PDF-1.7 unused"), await Keep(site, "%PDF-1.7 shared"));
        var again = await Keep(site, "%PDF-1.7 shared");
        var abandoned = await Take(site, "%PDF-1.7 a form that was never sent");
        var request = await site.File();
        await site.Do("hang", change =>
        {
            foreach (var file in new[] { used.Id, shared.Id })
            {
                change.Add(new MatterFile { MatterId = request.Id, FileId = file, Seq = 1, Purpose = "report" });
            }

            return Outcome(Done.It);
        });
        var incoming = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(PathOf(site, used.Content)))!)!, "incoming", "half");
        await File.WriteAllTextAsync(incoming, "…");
        foreach (var path in new[] { used, unused, shared }.Select(f => PathOf(site, f.Content)).Append(PathOf(site, abandoned)).Append(incoming))
        {
            File.SetLastWriteTimeUtc(path, site.Clock.GetCurrentInstant().ToDateTimeUtc());
        }

        site.Clock.AdvanceDays(6);
        await FileTidying.RunAsync(site.Services, site.Clock.GetCurrentInstant(), default);
        Assert.Equal(4, site.Read(db => db.Set<StoredFile>().Count()));
        Assert.True(File.Exists(incoming));

        site.Clock.AdvanceDays(2);
        await FileTidying.RunAsync(site.Services, site.Clock.GetCurrentInstant(), default);
        await FileTidying.RunAsync(site.Services, site.Clock.GetCurrentInstant(), default);

        Assert.Equal([.. new[] { used.Id, shared.Id }.Order()], site.Read(db => db.Set<StoredFile>().Select(f => f.Id).ToList()).Order());
        Assert.NotEqual(again.Id, shared.Id);
        Assert.Equal([true, false, true, false, false], new[] { PathOf(site, used.Content), PathOf(site, unused.Content), PathOf(site, shared.Content), PathOf(site, abandoned), incoming }.Select(File.Exists));
    }

    private static Outcome<Done> Outcome(Done done) => done;

    private static string PathOf(Site site, FileContent content) => site.Get<FileStore>().PathOf(content.Sha256);

    private static async Task<FileContent> Take(Site site, string text) =>
        (await site.Get<FileIntake>().Take("a.pdf", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)))).Value;

    private static async Task<(Id<StoredFile> Id, FileContent Content)> Keep(Site site, string text)
    {
        var content = await Take(site, text);
        return (await site.Do("keep_file", new KeepFile(content).In), content);
    }
}
