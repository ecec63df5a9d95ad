using System.CommandLine;
using System.Globalization;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;

namespace Countyworks.Server.Verbs;

/// <summary>Divides a sum exactly: what a ledger would do, in the hands of an official with a file, without a district.</summary>
public static class SplitVerb
{
    private const string Largest = "largest-remainder";
    private const string Floor = "floor-carry";

    /// <summary><c>split --sum FEN --weights FILE [--method largest-remainder|floor-carry] [--distribution NAME] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var sum = new Option<long>("--sum") { Description = T["split.sum"], HelpName = "FEN", Required = true };
        var weights = new Option<string>("--weights") { Description = T["split.weights"], HelpName = "FILE", Required = true };
        var method = new Option<string>("--method") { Description = T["split.method"], DefaultValueFactory = _ => Largest };
        var distribution = new Option<string>("--distribution") { Description = T["split.distribution"], HelpName = "NAME", DefaultValueFactory = _ => "" };
        var json = terminal.JsonOption();
        method.AcceptOnlyFromAmong(Largest, Floor);
        var verb = new Command("split", T["split.description"]) { sum, weights, method, distribution, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var money = Money.FromFen(parsed.GetRequiredValue(sum));
            var outcome = (await terminal.Read(parsed.GetRequiredValue(weights), cancellation)).Then(Weights).Then(list =>
                parsed.GetRequiredValue(method) == Floor ? Division.FloorWithCarry(money, list) : Division.LargestRemainder(money, list, parsed.GetRequiredValue(distribution)));
            return !outcome.IsDone(out var divided, out var why) ? terminal.Refuse(why, parsed.GetValue(json))
                : parsed.GetValue(json) ? terminal.PrintJson(new { Parts = divided.Parts.Select(p => p.Fen), Carry = divided.Carry.Fen })
                : Print(terminal, divided);
        });
        return verb;
    }

    /// <summary>One whole number a line; the number of the line is the unit's name. Refuses <c>weight_unreadable</c> (line).</summary>
    private static Outcome<IReadOnlyList<Weight>> Weights(string text)
    {
        var weights = new List<Weight>();
        foreach (var (index, line) in text.TrimStart('\uFEFF').TrimEnd().Split('\n').Index())
        {
            var number = (index + 1).ToString(CultureInfo.InvariantCulture);
            if (!long.TryParse(line.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units))
            {
                return line.Trim().Length == 0 && index == 0 ? weights : new Refusal("weight_unreadable", "weights").With("line", index + 1);
            }

            weights.Add(new(number, units));
        }

        return weights;
    }

    private static int Print(Terminal terminal, Division divided)
    {
        foreach (var (index, part) in divided.Parts.Index())
        {
            terminal.Out.WriteLine(terminal.T.Format("split.part", index + 1, part));
        }

        if (divided.Carry != Money.Zero)
        {
            terminal.Out.WriteLine(terminal.T.Format("split.carry", divided.Carry));
        }

        return ExitCode.Done;
    }
}
