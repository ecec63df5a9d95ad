using Countyworks.Server;
using Countyworks.Tests.Commands;

namespace Countyworks.Tests.Importing;

public sealed class The_import_verb
{
    private static readonly string sample = Path.Combine(House.Repository.Root, "data", "samples", "nyc311-2025-03-24.csv");

    [Fact]
    public async Task Imports_without_a_server_and_accounts_for_every_row()
    {
        await using var district = await District.Founded();
        var run = await CommandLineRun.Of($"import requests {sample} --profile nyc311 --data {district.Folder} --json");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Equal((235, 235, 0, 0), ((int?)run.Json["rows"], (int?)run.Json["created"], (int?)run.Json["merged"], (int?)run.Json["already"]));
        Assert.Empty(run.Json["rejected"]!.AsArray());
    }

    [Fact]
    public async Task Refuses_a_folder_without_a_district_and_a_file_that_is_not_there()
    {
        Assert.Equal("district_absent", (string?)(await CommandLineRun.Of($"import requests {sample} --data /nowhere --json")).Json["code"]);
        Assert.Equal("file_unreadable", (string?)(await CommandLineRun.Of("import requests /nowhere.csv --data /nowhere --json")).Json["code"]);
    }

    [Fact]
    public async Task Refuses_while_a_server_holds_the_district()
    {
        await using var district = await District.Founded();
        using var held = new FileStream(Path.Combine(district.Folder, "431003.db.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var run = await CommandLineRun.Of($"import requests {sample} --data {district.Folder} --json");
        Assert.Equal((ExitCode.Refused, "district_in_use"), (run.ExitCode, (string?)run.Json["code"]));
    }

    private sealed class District : IAsyncDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("countyworks-tests-import").FullName;

        public static async Task<District> Founded()
        {
            var district = new District();
            Assert.Equal(ExitCode.Done, (await CommandLineRun.Of($"init --data {district.Folder}")).ExitCode);
            return district;
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
