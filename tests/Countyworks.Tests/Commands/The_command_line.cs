using Countyworks.Server;

namespace Countyworks.Tests.Commands;

public sealed class The_command_line
{
    [Fact]
    public async Task Without_a_verb_shows_the_help()
    {
        var run = await CommandLineRun.Of("");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("deadline", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dedline")]
    [InlineData("deadline")]
    [InlineData("deadline --received tomorrow")]
    [InlineData("deadline --received 2026-02-30T09:00")]
    [InlineData("deadline --received 2026-09-24T16:30 --days weeks")]
    public async Task Says_what_it_does_not_understand_and_where_the_help_is(string words)
    {
        var run = await CommandLineRun.Of(words);
        Assert.Equal((ExitCode.WrongUsage, ""), (run.ExitCode, run.Out));
        Assert.EndsWith("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_wrong_usage_in_json_to_those_who_read_json()
    {
        var run = await CommandLineRun.Of("deadline --json");
        Assert.Equal((ExitCode.WrongUsage, "wrong_usage"), (run.ExitCode, (string?)run.Json["code"]));
    }

    [Theory]
    [InlineData("deadline --help", "zh_CN.UTF-8", true)]
    [InlineData("deadline --help", "en_GB.UTF-8", false)]
    [InlineData("deadline --help", "C", false)]
    [InlineData("deadline --help --lang zh", "C", true)]
    [InlineData("--lang=en deadline --help", "zh_CN.UTF-8", false)]
    public async Task Speaks_the_language_of_whoever_sits_there(string words, string locale, bool chinese)
    {
        var run = await CommandLineRun.Of(words, locale);
        Assert.Equal(chinese, run.Out.Contains("推算", StringComparison.Ordinal));
    }
}

public sealed class The_deadline_verb
{
    [Theory]
    [InlineData(
        "deadline --rule 137 --received 2026-09-24T16:30 --json",
        """{"received":"2026-09-24T16:30:00+08:00","days":"working","respondBy":"2026-09-28","actBy":"2026-09-30","reportBy":"2026-10-12"}""")]
    [InlineData(
        "deadline --rule 137 --received 2026-09-24T08:30:00Z --days natural --json",
        """{"received":"2026-09-24T16:30:00+08:00","days":"natural","respondBy":"2026-09-25","actBy":"2026-09-27","reportBy":"2026-10-01"}""")]
    [InlineData(
        "deadline --rule 137 --received 2026-12-31T16:30 --provisional --json",
        """{"received":"2026-12-31T16:30:00+08:00","days":"working","respondBy":"2027-01-01","actBy":"2027-01-05","reportBy":"2027-01-11","provisional":true}""")]
    [InlineData(
        "deadline --rule instruction --received 2026-02-13T16:30 --json",
        """{"received":"2026-02-13T16:30:00+08:00","days":"working","respondBy":"2026-02-14","reportBy":"2026-02-25"}""")]
    public async Task Answers_in_json_word_for_word(string words, string json)
    {
        var run = await CommandLineRun.Of(words);
        Assert.Equal((ExitCode.Done, json, ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Refuses_a_year_without_calendar_by_code_and_year()
    {
        var run = await CommandLineRun.Of("deadline --rule 137 --received 2026-12-31T16:30 --json");
        Assert.Equal((ExitCode.Refused, "calendar_year_missing", 2027), (run.ExitCode, (string?)run.Json["code"], (int?)run.Json["year"]));
        Assert.Contains("2027", (string?)run.Json["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_people_why_not_on_the_error_stream()
    {
        var run = await CommandLineRun.Of("deadline --received 2026-12-31T16:30");
        Assert.Equal((ExitCode.Refused, ""), (run.ExitCode, run.Out));
        Assert.Contains("2027", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_the_provisional_lines_and_no_others()
    {
        var run = await CommandLineRun.Of("deadline --received 2026-12-30T09:00 --provisional --lang zh");
        Assert.Equal([false, false, true, true], run.Out.Split('\n').Select(line => line.Contains("暂定", StringComparison.Ordinal)));
    }
}
