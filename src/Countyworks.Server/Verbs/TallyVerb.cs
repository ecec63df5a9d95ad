using System.CommandLine;
using System.Text.Json.Nodes;
using Countyworks.Core.Votes;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Server.Verbs;

/// <summary>Counts a vote from a file: roll, ballots and rule in the hands of anybody, without a district.</summary>
public static class TallyVerb
{
    /// <summary><c>tally FILE [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var file = new Argument<string>("FILE") { Description = T["tally.file"] };
        var json = terminal.JsonOption();
        var verb = new Command("tally", T["tally.description"]) { file, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var asJson = parsed.GetValue(json);
            var outcome = (await terminal.Read(parsed.GetRequiredValue(file), cancellation)).Then(VoteFile.Read).Then(vote => vote.Count());
            return !outcome.IsDone(out var counted, out var why) ? terminal.Refuse(why, asJson)
                : asJson ? terminal.PrintJson(AsJson(terminal, counted))
                : Print(terminal, counted);
        });
        return verb;
    }

    private static JsonObject AsJson(Terminal terminal, CountedVote counted)
    {
        var json = AsJson(terminal, counted.Tally);
        if (counted.WithSilence is { } silent)
        {
            json["withSilence"] = AsJson(terminal, silent);
        }

        return json;
    }

    private static JsonObject AsJson(Terminal terminal, Tally tally) => new()
    {
        ["area"] = AsJson(tally.Area),
        ["heads"] = AsJson(tally.Heads),
        ["quorum"] = tally.HasQuorum,
        ["passed"] = tally.IsPassed,
        ["rule"] = tally.Rule == VoteRule.Delegates ? VoteRule.Village.Name : tally.Rule.Name,
        ["why"] = TallyWords.Why(terminal.T, tally),
        ["missing"] = new JsonArray([.. tally.Missed.Select(AsJson)]),
    };

    private static JsonObject AsJson(Figures figures) => new()
    {
        ["total"] = figures.Total,
        ["participating"] = figures.Participating,
        ["yes"] = figures.Yes,
        ["no"] = figures.No,
        ["abstain"] = figures.Abstain,
    };

    private static JsonObject AsJson(Check check) => new()
    {
        ["measure"] = check.Measure == Measure.Area ? "area" : "heads",
        ["of"] = check.IsQuorum ? "participating" : "yes",
        ["has"] = check.Has,
        ["needs"] = check.Needs,
        ["missing"] = check.Missing,
    };

    private static int Print(Terminal terminal, CountedVote counted)
    {
        PrintOne(terminal, counted.Tally);
        if (counted.WithSilence is { } silent)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(terminal.T["tally.with_silence"]);
            PrintOne(terminal, silent);
        }

        return ExitCode.Done;
    }

    private static void PrintOne(Terminal terminal, Tally tally)
    {
        var T = terminal.T;
        terminal.Out.WriteLine(TallyWords.Why(T, tally));
        foreach (var measure in tally.Rule.Measures)
        {
            var figures = tally.Of(measure);
            terminal.Out.WriteLine(T.Format(measure == Measure.Area ? "tally.line_area" : "tally.line_heads",
                [.. new[] { figures.Total, figures.Participating, figures.Yes, figures.No, figures.Abstain }.Select(amount => TallyWords.Amount(measure, amount))]));
        }
    }
}
