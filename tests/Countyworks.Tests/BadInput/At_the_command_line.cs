using System.Text;
using Countyworks.Server;
using Countyworks.Tests.Commands;

namespace Countyworks.Tests.BadInput;

/// <summary>Bad words at the command line: an exit code, a code for machines, a sentence for people, and nothing made.</summary>
public sealed class At_the_command_line : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-tests-bad").FullName;

    /// <summary>What is typed (F is a folder without a district), the exit code, the code in JSON; null for a verb that speaks to people alone.</summary>
    public static readonly TheoryData<string, int, string?> Cases = new()
    {
        { "explode", ExitCode.WrongUsage, "wrong_usage" },
        { "deadline", ExitCode.WrongUsage, "wrong_usage" },
        { "deadline --received yesterday", ExitCode.WrongUsage, "wrong_usage" },
        { "deadline --received 2026-02-30T09:00", ExitCode.WrongUsage, "wrong_usage" },
        { "deadline --received 99999-01-01T09:00", ExitCode.WrongUsage, "wrong_usage" },
        { "deadline --rule 999 --received 2026-09-24T16:30", ExitCode.WrongUsage, "wrong_usage" },
        { "deadline --rule 137 --received 2026-12-31T16:30", ExitCode.Refused, "calendar_year_missing" },
        { "tally", ExitCode.WrongUsage, "wrong_usage" },
        { "tally /nowhere.json", ExitCode.Refused, "file_unreadable" },
        { "tally -", ExitCode.Refused, "vote_file_unreadable" },
        { "serve --data F", ExitCode.Refused, null },
        { "migrate --data F", ExitCode.Refused, null },
        { "verify --data F", ExitCode.Refused, "district_absent" },
        { "backup F/b --data F", ExitCode.Refused, "district_absent" },
        { "import requests /nowhere.csv --data F", ExitCode.Refused, "file_unreadable" },
        { "import requests", ExitCode.WrongUsage, "wrong_usage" },
        { "init --data F --district 0", ExitCode.Refused, null },
        { "init --data F --district <script>", ExitCode.Refused, null },
    };

    [Theory, MemberData(nameof(Cases))]
    public async Task Are_answered_with_a_code_and_make_nothing(string words, int exitCode, string? code)
    {
        var typed = words.Replace("F", folder, StringComparison.Ordinal);

        if (code is not null)
        {
            var run = await CommandLineRun.Of(typed + " --json");
            Assert.Equal((exitCode, code), (run.ExitCode, (string?)run.Json["code"]));
        }

        foreach (var (locale, isChinese) in new[] { ("zh_CN.UTF-8", true), ("en_GB.UTF-8", false) })
        {
            var told = await CommandLineRun.Of(typed, locale);
            Assert.Equal(exitCode, told.ExitCode);
            Assert.NotEqual("", told.Error);
            Assert.Equal(isChinese, told.Error.EnumerateRunes().Any(r => r.Value is >= 0x4E00 and <= 0x9FFF));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "district": "four" }""")]
    [InlineData("""{ "district": 431003, "urls": 1 }""")]
    [InlineData("""{ "district": 431003, "proxies": ["nobody"] }""")]
    [InlineData("""{ "district": 431003, "misspelt": 1 }""")]
    public async Task Settings_that_cannot_be_understood_stop_the_server_before_it_begins(string settings)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "countyworks.json"), settings, Encoding.UTF8, TestContext.Current.CancellationToken);

        var run = await CommandLineRun.Of($"serve --data {folder}");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.NotEqual("", run.Error);
        Assert.Single(Directory.GetFileSystemEntries(folder));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
