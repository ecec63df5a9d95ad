using System.Text.RegularExpressions;
using Countyworks.Core.Seals;
using Countyworks.Data.Jobs;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using Countyworks.Server;
using Countyworks.Server.Doctor;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Commands;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Tests.House;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.Doctor;

public sealed partial class Examining_an_installation : IDisposable
{
    // A cluster of tests is quick and careless on purpose.
    private static readonly string[] ofTheTestCluster = ["postgres_role", "postgres_forgetful"];

    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-tests-").FullName;

    private string Data => Path.Combine(folder, "district");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, EveryEngine]
    public async Task Finds_nothing_wrong_where_all_is_well(Engine engine)
    {
        await using var site = await Site.On(engine);
        await site.Get<Sealer>().Run(site.Clock.GetCurrentInstant());

        Assert.Empty(await Wrong(site));
    }

    [Theory, EveryEngine]
    public async Task Finds_work_that_does_not_go_on(Engine engine)
    {
        await using var site = await Site.On(engine);
        var now = site.Clock.GetCurrentInstant();
        var old = now - Duration.FromHours(3);
        await site.Do<Done>("spoil", change =>
        {
            change.Add(new Lease { Job = "broken", Holder = "x", Until = old, NextRunAt = now, Failures = 3, Error = "no" });
            change.Add(new Lease { Job = "resting", Holder = "x", Until = old, NextRunAt = old });
            change.Add(new Message { Id = change.NewId<Message>(), At = old, Topic = "mail", Body = "{}", NextTryAt = old });
            change.Add(new Message { Id = change.NewId<Message>(), At = old, Topic = "mail", Body = "{}", NextTryAt = null });
            return Done.It;
        });

        site.Clock.AdvanceMinutes(20);

        Assert.Equal(["job_failing", "job_resting", "outbox_stuck", "seal_late"], await Wrong(site));
        Assert.Contains("outbox_given_up", (await Look(site)).SelectMany(s => s.Findings).Select(f => f.Code));
    }

    [Theory, EveryEngine]
    public async Task Finds_a_journal_that_was_altered(Engine engine)
    {
        await using var site = await Site.On(engine);
        await site.Get<Sealer>().Run(site.Clock.GetCurrentInstant());
        await site.Do<Done>("spoil", change =>
        {
            change.Db.Database.ExecuteSqlRaw(engine == Engine.Sqlite ? "DROP TRIGGER fact_no_update" : "ALTER TABLE fact DISABLE TRIGGER ALL");
            change.Db.Database.ExecuteSqlRaw("UPDATE fact SET at = at + 1 WHERE seq = 1");
            return Done.It;
        });

        Assert.Equal(["journal_altered"], await Wrong(site));
    }

    [Fact]
    public async Task Speaks_to_people_and_to_programs_and_ends_with_0()
    {
        await Found();

        var people = await CommandLineRun.Of($"doctor --data {Data} --lang en");
        var chinese = await CommandLineRun.Of($"doctor --data {Data} --lang zh-CN");
        var programs = await CommandLineRun.Of($"doctor --data {Data} --json");

        Assert.Equal((ExitCode.Done, ""), (people.ExitCode, people.Error));
        Assert.Contains("0 things are wrong", people.Out, StringComparison.Ordinal);
        Assert.Contains("0 项有问题", chinese.Out, StringComparison.Ordinal);
        Assert.True((bool)programs.Json["good"]!);
        Assert.Contains(programs.Json["checks"]!.AsArray(), check => (string)check!["name"]! == "fsync" && ((string)check["measured"]!).EndsWith("/s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finds_a_key_that_others_may_read_and_says_what_to_do()
    {
        await Found();
        var key = Path.Combine(Data, SealKeys.SecretFile);
        File.WriteAllText(key, "");
        if (OperatingSystem.IsWindows())
        {
            return;   // Rights are asked otherwise there.
        }

        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var run = await CommandLineRun.Of($"doctor --data {Data} --lang en");

        Assert.Equal(ExitCode.FoundWrong, run.ExitCode);
        Assert.Contains($"chmod go-rwx {key}", run.Out, StringComparison.Ordinal);
        Assert.Contains("holds no key", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE migration SET checksum = 'x' WHERE module = 'core'", "schema_unknown")]
    [InlineData("DELETE FROM migration WHERE module = 'core' AND name = (SELECT max(name) FROM migration WHERE module = 'core')", "schema_old")]
    [InlineData("DROP TRIGGER fact_no_update; UPDATE fact SET at = at + 999999999999", "clock_back")]
    [InlineData("UPDATE series SET last = last", null)]
    public async Task Finds_what_the_database_says(string spoil, string? code)
    {
        await Found();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "431003.db")};Pooling=False"))
        {
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = spoil;
            command.ExecuteNonQuery();
        }

        Assert.Equal(code, (await Codes()).FirstOrDefault());
    }

    [Fact]
    public async Task Finds_a_database_that_is_gone_and_makes_none()
    {
        await Found();
        File.Delete(Path.Combine(Data, "431003.db"));

        Assert.Equal(["database_absent"], await Codes());
        Assert.False(File.Exists(Path.Combine(Data, "431003.db")));
    }

    [Fact]
    public async Task Finds_backups_that_are_too_old_or_not_there()
    {
        await Found();
        var backups = Path.Combine(folder, "backups");
        File.WriteAllText(Path.Combine(Data, "countyworks.json"), $$"""{ "district": 431003, "backups": "{{backups}}" }""");

        var absent = await Codes();
        Directory.CreateDirectory(backups);
        var file = Path.Combine(backups, "one.backup");
        File.WriteAllText(file, "x");
        var fresh = await Codes();
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        var old = await Codes();

        Assert.Equal("backups_absent/ /backups_old", string.Join("/", absent) + "/ " + string.Join("/", fresh) + "/" + string.Join("/", old));
    }

    [Theory]
    [InlineData("""{ "district": 431003, "telemetry": { "oltp": "http://x" } }""", "telemetry.oltp")]
    [InlineData("""{ "district": 431003, "telemetry": { "traceShare": 2 } }""", "telemetry.traceShare")]
    [InlineData("""{ "district": 431003, "telemetry": { "metricsFrom": ["here"] } }""", "telemetry.metricsFrom")]
    [InlineData("""{ "district": 431003, "telemetry": { "drainSeconds": 60 } }""", "telemetry.drainSeconds")]
    public async Task Refuses_settings_it_does_not_understand(string settings, string says)
    {
        await Found();
        File.WriteAllText(Path.Combine(Data, "countyworks.json"), settings);

        var run = await CommandLineRun.Of($"doctor --data {Data} --lang en");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_of_every_finding_what_it_is_why_it_matters_and_what_to_do()
    {
        var texts = Repository.Read("src/Countyworks.Server/Texts.en.resx");
        Repository.None(
            from path in Repository.Files("src/Countyworks.Server/Doctor", ".cs")
            from Match code in Code().Matches(Repository.Read(path))
            from part in new[] { "what", "why", "do" }
            let key = $"doctor.{code.Groups["code"].Value}.{part}"
            where !texts.Contains($"\"{key}\"", StringComparison.Ordinal)
            select key,
            "Not said:");
    }

    private Task<CommandLineRun> Found() => CommandLineRun.Of($"init --data {Data}");

    private async Task<IReadOnlyList<string>> Codes() =>
        [.. (await CommandLineRun.Of($"doctor --data {Data} --json")).Json["checks"]!.AsArray()
            .SelectMany(check => check!["findings"]!.AsArray()).Where(f => !(bool)f!["isAdvice"]!).Select(f => (string)f!["code"]!)];

    private static Task<IReadOnlyList<Seen>> Look(Site site) => Examination.Of(site.Get<HostSettings>(), site.Clock.GetCurrentInstant());

    private static async Task<IReadOnlyList<string>> Wrong(Site site) =>
        [.. (await Look(site)).SelectMany(s => s.Findings).Where(f => !f.IsAdvice && !ofTheTestCluster.Contains(f.Code)).Select(f => f.Code).Order(StringComparer.Ordinal)];

    [GeneratedRegex("Finding\\(\"(?<code>[a-z_]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
