using System.Text.Json.Nodes;
using Countyworks.Core.Indicators;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany;
using Countyworks.Server;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Commands;

public sealed class The_figures_verb : IDisposable
{
    private static readonly Instant Now = County.At("2026-09-24T16:30");

    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, EveryEngine]
    public async Task Computes_from_the_demos_records_beside_the_server_what_was_reported_and_follows_them(Engine engine)
    {
        await using var files = await TestDatabase.Fresh(engine, TestStore.Template, TestStore.Migrate);
        await using var host = await Demo(engine, files);

        var people = await CommandLineRun.Of($"figures --data {folder} --lang en");
        var software = await CommandLineRun.Of($"figures --data {folder} --json --lang zh");

        Assert.Equal((ExitCode.Done, "", ""), (software.ExitCode, software.Error, people.Error));
        Assert.Equal(
            [
                ("F04", "N1", "168", "168", "hours"), ("F05", "N5", "< 35", "33.12", "percent"), ("F06", "N5", "> 90", "92.75", "percent"), ("F07", "N5", "800000", "800000", "yuan"),
                ("F08", "N4", "92", "92", "percent"), ("F10", "N10", "100", "100", "percent"), ("F11", "N10", "80000", "80000", "yuan"),
            ],
            software.Json.AsArray().Select(f => ((string)f!["id"]!, (string)f["system"]!, (string)f["reported"]!, f["computed"]!.ToJsonString(), (string)f["unit"]!)));
        Assert.All(software.Json.AsArray(), f => Assert.True((bool)f!["holds"]!));
        Assert.Equal((92, 100), ((int)software.Json[4]!["part"]!, (int)software.Json[4]!["whole"]!));
        Assert.Contains("值班表", (string)software.Json[0]!["name"]!, StringComparison.Ordinal);
        Assert.Contains("✓ F08 N4 Agreement to the charging-pile proposal, of the owners who took part: reported 92%, computed 92% (92 of 100)", people.Out.Split('\n'));
        Assert.EndsWith("7 of 7 figures hold.", people.Out, StringComparison.Ordinal);

        await SomebodyElseBuysIn(host);
        var changed = await CommandLineRun.Of($"figures --data {folder} --json");

        Assert.Equal((ExitCode.FoundWrong, "99", false), (changed.ExitCode, changed.Json[5]!["computed"]!.ToJsonString(), (bool)changed.Json[5]!["holds"]!));
        Assert.All(changed.Json.AsArray().Where(f => (string)f!["id"]! != "F10"), f => Assert.True((bool)f!["holds"]!));
    }

    [Fact]
    public async Task Says_of_a_district_without_such_records_that_there_are_none()
    {
        await CommandLineRun.Of($"init --data {folder}/district");
        var people = await CommandLineRun.Of($"figures --data {folder}/district --lang en");
        var software = await CommandLineRun.Of($"figures --data {folder}/district --json");

        Assert.Equal((ExitCode.FoundWrong, ExitCode.FoundWrong), (people.ExitCode, software.ExitCode));
        Assert.Contains("✗ F10", people.Out, StringComparison.Ordinal);
        Assert.Contains("computed nothing: there is no record of it", people.Out, StringComparison.Ordinal);
        Assert.All(software.Json.AsArray(), f => Assert.Equal((null, false), (f!["computed"], (bool)f["holds"]!)));
    }

    [Theory]
    [InlineData("figures --json --data {0}/nowhere", "district_absent")]
    [InlineData("figures --json --data {0}/empty", "district_absent")]
    public async Task Refuses_where_there_is_no_district(string words, string code)
    {
        Directory.CreateDirectory($"{folder}/empty");
        await File.WriteAllTextAsync($"{folder}/empty/countyworks.json", """{ "district": 431003 }""");
        var run = await CommandLineRun.Of(string.Format(System.Globalization.CultureInfo.InvariantCulture, words, folder));

        Assert.Equal((ExitCode.Refused, code), (run.ExitCode, (string?)run.Json["code"]));
        Assert.Equal(["countyworks.json"], Directory.EnumerateFiles($"{folder}/empty").Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("zh", "尚未建成的系统，其数字不列出")]
    [InlineData("en", "Figures of systems that do not exist yet are not listed")]
    public async Task Says_in_its_help_where_the_demo_is_and_what_is_not_listed(string language, string says)
    {
        var help = (await CommandLineRun.Of($"figures --help --lang {language}")).Out.ReplaceLineEndings("");

        Assert.Contains(".data/demo", help, StringComparison.Ordinal);
        Assert.Contains(says, help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=", 35, "35", true), InlineData("=", 35, "34.99", false), InlineData("=", 35, "35.01", false)]
    [InlineData("<", 35, "34.99", true), InlineData("<", 35, "35", false)]
    [InlineData("≤", 30, "30", true), InlineData("≤", 30, "30.01", false)]
    [InlineData(">", 90, "90.01", true), InlineData(">", 90, "90", false)]
    public void Holds_a_figure_against_what_was_reported(string relation, int reported, string computed, bool holds)
    {
        var said = relation switch { "<" => Reported.Below(reported), "≤" => Reported.AtMost(reported), ">" => Reported.Above(reported), _ => Reported.Exactly(reported) };
        Assert.Equal(holds, said.IsMetBy(decimal.Parse(computed, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Knows_each_figure_once_and_by_name()
    {
        var figures = CountyHost.Modules.SelectMany(m => m.Figures).ToList();
        var known = new Terminal(TextReader.Null, TextWriter.Null, TextWriter.Null, "").T;

        Assert.Equal(figures.Count, figures.DistinctBy(f => f.Id).Count());
        Assert.All(figures, f => Assert.True(known.Has(f.Text), f.Text));
        Assert.All(Enum.GetValues<FigureUnit>(), unit => Assert.True(known.Has("figures." + EnumNames<FigureUnit>.Of(unit)), unit.ToString()));
    }

    // A demo that is served: the verb reads beside it.
    private async Task<WebApplication> Demo(Engine engine, TestDatabase files)
    {
        var postgres = engine == Engine.Postgres ? files.ConnectionString : null;
        var file = Path.Combine(folder, "431003.db");
        if (postgres is null)
            File.Move(Path.Combine(files.Folder, "district.db"), file);
        await File.WriteAllTextAsync(Path.Combine(folder, "countyworks.json"), new JsonObject { ["district"] = 431003, ["database"] = postgres }.ToJsonString());
        var host = CountyHost.Build(new HostSettings(TestStore.District, folder, "http://127.0.0.1:0", postgres) { RunsWorkers = false }, new FakeClock(Now));
        await DemoDistrict.FoundAsync(host.Services, DemoYear.Founded(Now), TestContext.Current.CancellationToken);
        await new DemoYear(new DemoPlayers(host.Services), Now, requests: 0).PlayAsync(TestContext.Current.CancellationToken);
        return host;
    }

    // 50,000,000 fen are the collective's: a hundredth more comes from another.
    private static async Task SomebodyElseBuysIn(WebApplication host)
    {
        var keeper = new DemoPlayers(host.Services).Dispatcher;
        var bought = await host.Services.GetRequiredService<Writer>().Run(keeper.Envelope("add_holding", Now), change =>
            new AddHolding(change.Db.Set<Company>().Single().Id, "外来资本", HolderKind.Other, Money.FromFen(505_050), CountyTime.LocalDay(Now)).In(change, keeper));
        Assert.Null(bought.Refusal);
    }
}
