using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countyworks.Core.Modules;
using Countyworks.Core.Posts;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Migrations;
using Countyworks.Server;
using Countyworks.Server.Doctor;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Commands;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Countyworks.Tests.Store;

/// <summary>On PostgreSQL one role migrates and another serves, made as docs/operate/install.md says.</summary>
public sealed partial class A_role_that_only_serves
{
    private const string Document = "docs/operate/install.md";

    [Fact]
    public async Task Does_all_a_server_does_and_changes_no_table()
    {
        Assert.SkipWhen(Databases.Server.WhyNot is not null, Databases.Server.WhyNot ?? "");
        var (owner, role) = ("", $"serves_{Guid.NewGuid():N}");
        try
        {
            await using var site = await Site.On(Engine.Postgres, with: settings => Lesser(settings, role, owner = settings.Postgres!));

            Assert.Empty(new Migrator(site.Get<Database>()).Apply());
            using var office = await site.SignedIn(Role.Dispatcher);
            using var anybody = new Client(site.Address);
            Assert.Equal(HttpStatusCode.Created, (await anybody.Post("requests", new { text = "The lamp is out", placeId = site.District.Id })).Status);
            Assert.Equal(HttpStatusCode.OK, (await office.Get("/dispatch")).Status);
            await using (var scope = site.Services.CreateAsyncScope())
            {
                foreach (var job in site.Get<IReadOnlyList<Job>>())
                {
                    await job.Run(scope.ServiceProvider, site.Clock.GetCurrentInstant(), TestContext.Current.CancellationToken);
                }
            }

            Assert.DoesNotContain("postgres_owner", await Found(site));
            foreach (var deed in (string[])["DROP TRIGGER fact_append_only ON fact", "ALTER TABLE fact NO FORCE ROW LEVEL SECURITY", "TRUNCATE fact", "CREATE TABLE more (a int)", "DELETE FROM migration", "DROP POLICY own_district ON fact"])
            {
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => Run(Of(owner, role), deed)).SqlState);
            }

            Run(owner, $"ALTER TABLE fact OWNER TO {role}");
            Assert.Contains("postgres_owner", await Found(site));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            Run(new NpgsqlConnectionStringBuilder(owner) { Database = "postgres" }.ToString(), $"DROP ROLE IF EXISTS {role}");
        }
    }

    [Fact]
    public async Task Is_told_who_must_migrate_and_how_where_migrations_are_missing()
    {
        Assert.SkipWhen(Databases.Server.WhyNot is not null, Databases.Server.WhyNot ?? "");
        var role = $"serves_{Guid.NewGuid():N}";
        await using var files = await TestDatabase.Fresh(Engine.Postgres);
        await using (var older = TestStore.Open(files, [Countyworks.Data.StoreModule.Part]))
        {
            new Migrator(older).Apply();
        }

        var lesser = Lesser(new(TestStore.District, files.Folder, SettingsFile.UsualUrls), role, files.ConnectionString).Postgres;
        await File.WriteAllTextAsync(
            Path.Combine(files.Folder, DataFolder.SettingsFile), new JsonObject { ["district"] = TestStore.District.Value, ["database"] = lesser }.ToJsonString(), TestContext.Current.CancellationToken);
        try
        {
            foreach (var verb in (string[])["serve", "migrate"])
            {
                var run = await CommandLineRun.Of($"{verb} --data {files.Folder} --lang en");

                Assert.Equal(ExitCode.Refused, run.ExitCode);
                Assert.Contains($"countyworks migrate --data {files.Folder} --database postgres://OWNER", run.Error, StringComparison.Ordinal);
            }
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            Run(files.ConnectionString, $"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    /// <summary>What doctor finds.</summary>
    private static async Task<IEnumerable<string>> Found(Site site) =>
        (await Examination.Of(site.Get<HostSettings>(), site.Clock.GetCurrentInstant())).SelectMany(seen => seen.Findings).Select(finding => finding.Code);

    /// <summary>The statements of the document, for roles and a database of this test.</summary>
    private static HostSettings Lesser(HostSettings settings, string role, string owner)
    {
        var database = new NpgsqlConnectionStringBuilder(owner).Database!;
        foreach (Match statement in Statement().Matches(House.Repository.Read(Document)))
        {
            var sql = statement.Groups["sql"].Value;
            if (!sql.StartsWith("CREATE DATABASE", StringComparison.Ordinal) && !sql.StartsWith("CREATE ROLE countyworks_owner", StringComparison.Ordinal))
            {
                Run(owner, sql.Replace("countyworks_owner", new NpgsqlConnectionStringBuilder(owner).Username, StringComparison.Ordinal)
                    .Replace("countyworks_server", role, StringComparison.Ordinal).Replace("DATABASE countyworks", $"DATABASE {database}", StringComparison.Ordinal));
            }
        }

        return settings with { Postgres = Of(owner, role) };
    }

    private static string Of(string owner, string role) => new NpgsqlConnectionStringBuilder(owner) { Username = role }.ToString();

    private static void Run(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    [GeneratedRegex("^(?<sql>(CREATE|ALTER|GRANT|REVOKE) [^;]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Statement();
}
