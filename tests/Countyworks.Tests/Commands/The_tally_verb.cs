using System.Globalization;
using Countyworks.Server;

namespace Countyworks.Tests.Commands;

public sealed class The_tally_verb
{
    private const string Roll = """[{"unit":"1-101","area":8953,"owner":"p1"},{"unit":"1-102","area":10000,"owner":"p2"},{"unit":"1-103","area":9000,"owner":"p3"},{"unit":"1-104","area":9000,"owner":"p1"}]""";

    [Fact]
    public async Task Answers_in_json_word_for_word()
    {
        var run = await Of($$"""{"law":"owners","item":5,"roll":{{Roll}},"ballots":[{"owner":"p1","choice":"yes"},{"owner":"p2","choice":"no"}]}""", "--json --lang en");
        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """{"area":{"total":36953,"participating":27953,"yes":17953,"no":10000,"abstain":0},"heads":{"total":3,"participating":2,"yes":1,"no":1,"abstain":0},"quorum":true,"passed":false,"rule":"general","why":"Failed: by heads 1 in favour, more than 1/2 of those who took part is needed, which is 2: 1 missing.","missing":[{"measure":"heads","of":"yes","has":1,"needs":2,"missing":1}]}""",
            run.Out);
    }

    [Theory]
    [InlineData("owners", 5, "general")]
    [InlineData("owners", 8, "special")]
    [InlineData("village", 7, "village")]
    public async Task Says_by_which_rule(string law, int item, string rule)
    {
        var run = await Of($$"""{"law":"{{law}}","item":{{item}},"roll":{{Roll}},"ballots":[{"owner":"p1","choice":"yes"},{"owner":"p2","choice":"yes"},{"owner":"p3","choice":"abstain"}]}""", "--json");
        Assert.Equal((rule, true), ((string?)run.Json["rule"], (bool?)run.Json["quorum"]));
    }

    [Fact]
    public async Task Counts_members_who_have_no_units()
    {
        var run = await Of("""{"law":"village","roll":[{"owner":"a"},{"owner":"b"},{"owner":"c"}],"ballots":[{"owner":"a","choice":"yes"},{"owner":"b","choice":"yes"}]}""", "--json");
        Assert.Equal((3, true, true), ((int?)run.Json["heads"]!["total"], (bool?)run.Json["quorum"], (bool?)run.Json["passed"]));
    }

    [Fact]
    public async Task Says_what_is_missing_to_a_hundredth_of_a_square_metre()
    {
        var run = await Of("""{"law":"owners","item":5,"roll":[{"unit":"1","area":799999,"owner":"a"},{"unit":"2","area":400001,"owner":"b"}],"ballots":[{"owner":"a","choice":"yes"}]}""", "--lang zh");
        Assert.Contains("差 0.01 m²", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("无效", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_the_last_ballot_of_an_owner_count()
    {
        var run = await Of($$"""{"law":"owners","item":5,"roll":{{Roll}},"ballots":[{"owner":"p1","choice":"yes"},{"owner":"p1","choice":"abstain"}]}""", "--json");
        Assert.Equal((0, 1), ((int?)run.Json["heads"]!["yes"], (int?)run.Json["heads"]!["abstain"]));
    }

    [Fact]
    public async Task Prints_both_results_where_silence_counts()
    {
        var run = await Of($$"""{"law":"owners","item":5,"roll":{{Roll}},"ballots":[{"owner":"p1","choice":"yes"}],"silenceOf":["p2","p3"]}""", "--json");
        Assert.Equal((false, true), ((bool?)run.Json["passed"], (bool?)run.Json["withSilence"]!["passed"]));
    }

    [Theory]
    [InlineData("""{"law":"owners","item":5,"roll":[{"unit":"1","area":1,"owner":"a"}],"ballots":[{"owner":"ghost","choice":"yes"}]}""", "not_on_roll", "owner", "ghost")]
    [InlineData("""{"law":"owners","item":5,"roll":[{"unit":"1","area":1,"owner":"a"},{"unit":"1","area":1,"owner":"b"}],"ballots":[]}""", "roll_unit_twice", "unit", "1")]
    [InlineData("""{"law":"owners","item":12,"roll":[{"unit":"1","area":1,"owner":"a"}],"ballots":[]}""", "vote_item_unknown", "last", "9")]
    [InlineData("""{"law":"owners","roll":[{"unit":"1","area":1,"owner":"a"}],"ballots":[]}""", "missing", "field", "item")]
    [InlineData("""{"law":"owners","item":5,"roll":[],"ballots":[]}""", "roll_empty", "field", "roll")]
    [InlineData("""{"law":"owners","item":5,"roll":[{"unit":"1","area":-1,"owner":"a"}],"ballots":[]}""", "area_negative", "unit", "1")]
    [InlineData("""{"law":"owners","item":5,"roll":[{"unit":"1","area":1}],"ballots":[]}""", "unit_without_owner", "unit", "1")]
    [InlineData("""{"law":"village","item":8,"byDelegates":true,"roll":[{"unit":"1","owner":"a"}],"ballots":[]}""", "delegates_may_not_decide", "item", "8")]
    [InlineData("""{"law":"owners","item":5,"roll":[{"unit":"1","area":89.53,"owner":"a"}],"ballots":[]}""", "vote_file_unreadable", "where", "$.roll[0].area")]
    [InlineData("""{"law":"owners","item":5,"roll":[{"unit":"1","area":1,"owner":"a"}],"ballots":[{"owner":"a","choice":"maybe"}]}""", "vote_file_unreadable", "where", "$.ballots[0].choice")]
    [InlineData("""{"law":"owners","item":5,"roll":[null],"ballots":[]}""", "vote_file_unreadable", "where", "$")]
    [InlineData("""{"law":"owners","item":5}""", "vote_file_unreadable", "where", "$")]
    [InlineData("""[1""", "vote_file_unreadable", "where", "$")]
    [InlineData("", "vote_file_unreadable", "where", "$")]
    public async Task Refuses_by_code_and_says_which(string file, string code, string name, string value)
    {
        var run = await Of(file, "--json");
        Assert.Equal((ExitCode.Refused, code, value), (run.ExitCode, (string?)run.Json["code"], run.Json[name]!.ToString()));
        Assert.NotEqual("", (string?)run.Json["message"]);
    }

    [Fact]
    public async Task Counts_a_hundred_thousand_ballots_of_a_file()
    {
        var roll = string.Join(',', Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"unit":"{{i}}","area":10000,"owner":"p{{i}}"}""")));
        var ballots = string.Join(',', Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"owner":"p{{i}}","choice":"yes"}""")));
        var run = await Of($$"""{"law":"owners","item":8,"roll":[{{roll}}],"ballots":[{{ballots}}]}""", "--json");
        Assert.Equal((1_000_000_000L, true), ((long)run.Json["area"]!["yes"]!, (bool)run.Json["passed"]!));
    }

    private static Task<CommandLineRun> Of(string file, string words) => CommandLineRun.Of($"tally - {words}", input: file);
}
