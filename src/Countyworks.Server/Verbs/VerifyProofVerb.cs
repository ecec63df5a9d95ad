using System.CommandLine;
using Countyworks.Core.Seals;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Server.Verbs;

/// <summary>Checks a proof file: the tree in the hands of a stranger, without server or district.</summary>
public static class VerifyProofVerb
{
    /// <summary><c>verify-proof FILE [--key KEY] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var file = new Argument<string>("FILE") { Description = T["verify_proof.file"] };
        var key = new Option<string?>("--key") { Description = T["verify_proof.key"], HelpName = "KEY" };
        var json = terminal.JsonOption();
        var verb = new Command("verify-proof", T["verify_proof.description"]) { file, key, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var asJson = parsed.GetValue(json);
            var trusted = parsed.GetValue(key) is { } named ? SealKey.Parse(named) : null;
            if (parsed.GetValue(key) is not null && trusted is null)
            {
                return terminal.Refuse(new Refusal("seal_key_unreadable", "key"), asJson);
            }

            if (!(await terminal.Read(parsed.GetRequiredValue(file), cancellation)).Then(ProofFile.Read).IsDone(out var proof, out var why))
            {
                return terminal.Refuse(why, asJson);
            }

            // What is no proof is refused; a proof that does not hold is something found.
            return proof.Check(trusted).IsDone(out var good, out why) ? Print(terminal, good, trusted is not null, asJson) : Found(terminal, why, asJson);
        });
        return verb;
    }

    private static int Found(Terminal terminal, Refusal why, bool asJson)
    {
        terminal.Refuse(why, asJson);
        return ExitCode.FoundWrong;
    }

    private static int Print(Terminal terminal, CheckedProof good, bool isNamed, bool asJson)
    {
        var (fact, T) = (good.Fact, terminal.T);
        if (asJson)
        {
            return terminal.PrintJson(new { Good = true, fact.Seq, fact.Kind, fact.At, fact.Data, good.Head.Size, Root = good.Head.Root.ToString(), good.Head.Origin, Key = good.Key.ToString() });
        }

        terminal.Out.WriteLine(T.Format("verify_proof.good", fact.Seq, fact.Kind, Dates.Machine(fact.At), good.Head.Size));
        terminal.Out.WriteLine(fact.Data);
        terminal.Out.WriteLine(T.Format("verify_proof.root", good.Head.Root));
        terminal.Out.WriteLine(T.Format(isNamed ? "verify_proof.key_named" : "verify_proof.key_own", good.Key));
        return ExitCode.Done;
    }
}
