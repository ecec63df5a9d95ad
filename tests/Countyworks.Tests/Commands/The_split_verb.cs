using Countyworks.Server;

namespace Countyworks.Tests.Commands;

public sealed class The_split_verb
{
    [Theory]
    [InlineData("split --sum 100000 --weights - --json", "8953\n12010\n7537\n", """{"parts":[31414,42140,26446],"carry":0}""")]
    [InlineData("split --sum 100000 --weights - --method largest-remainder --json", "\uFEFF8953\r\n12010\r\n7537", """{"parts":[31414,42140,26446],"carry":0}""")]
    [InlineData("split --sum 32116457 --weights - --method floor-carry --json", "1000\n1000\n1000\n1000\n1000\n1000\n1000\n500\n500\n250", """{"parts":[3892903,3892903,3892903,3892903,3892903,3892903,3892903,1946451,1946451,973225],"carry":9}""")]
    [InlineData("split --sum 0 --weights - --json", "3\n4", """{"parts":[0,0],"carry":0}""")]
    [InlineData("split --sum -100 --weights - --method floor-carry --json", "1\n1\n1", """{"parts":[-33,-33,-33],"carry":-1}""")]
    public async Task Answers_in_json_word_for_word(string words, string weights, string json)
    {
        var run = await CommandLineRun.Of(words, input: weights);
        Assert.Equal((ExitCode.Done, json, ""), (run.ExitCode, run.Out, run.Error));
    }

    [Fact]
    public async Task Gives_the_fen_that_several_could_have_by_name_and_line_and_always_the_same_way()
    {
        var (one, again, other) = (await Of("2026-07"), await Of("2026-07"), await Of("2026-08"));

        Assert.Equal((one.Out, 3), (again.Out, other.Json["parts"]!.AsArray().Count));

        static Task<CommandLineRun> Of(string name) => CommandLineRun.Of($"split --sum 100 --weights - --distribution {name} --json", input: "1\n1\n1");
    }

    [Theory]
    [InlineData("", "weights_missing", null)]
    [InlineData("0\n0", "weights_all_zero", null)]
    [InlineData("5\n-1", "weight_negative", 2)]
    [InlineData("5\n1.5", "weight_unreadable", 2)]
    [InlineData("5\n\n5", "weight_unreadable", 2)]
    [InlineData("99999999999999999999", "weight_unreadable", 1)]
    [InlineData("five", "weight_unreadable", 1)]
    public async Task Refuses_weights_that_divide_nothing_and_names_the_line(string weights, string code, int? line)
    {
        var run = await CommandLineRun.Of("split --sum 100 --weights - --json", input: weights);
        Assert.Equal((ExitCode.Refused, code, line), (run.ExitCode, (string?)run.Json["code"], (int?)run.Json["line"]));
        Assert.NotEqual(code, (string?)run.Json["message"]);
    }

    [Theory]
    [InlineData("split --sum 1.5 --weights -")]
    [InlineData("split --weights -")]
    [InlineData("split --sum 100")]
    [InlineData("split --sum 100 --weights - --method by-hand")]
    [InlineData("split --sum 99999999999999999999 --weights -")]
    public async Task Says_what_it_does_not_understand(string words) => Assert.Equal(ExitCode.WrongUsage, (await CommandLineRun.Of(words)).ExitCode);

    [Fact]
    public async Task Refuses_a_file_that_is_not_there() => Assert.Equal(ExitCode.Refused, (await CommandLineRun.Of("split --sum 100 --weights /nowhere/weights")).ExitCode);

    [Theory, InlineData("zh"), InlineData("en")]
    public async Task Tells_people_each_part_in_yuan(string language)
    {
        var run = await CommandLineRun.Of($"split --sum 32116457 --weights - --method floor-carry --lang {language}", input: "1000\n1000\n1000\n1000\n1000\n1000\n1000\n500\n500\n250");
        var lines = run.Out.Split('\n');
        Assert.Equal(11, lines.Length);
        Assert.EndsWith("¥38,929.03", lines[0].TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("¥0.09", lines[10].TrimEnd(), StringComparison.Ordinal);
    }
}
