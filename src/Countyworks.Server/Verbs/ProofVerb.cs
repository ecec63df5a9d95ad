using System.CommandLine;
using Countyworks.Core.Seals;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Makes the proof file of an entry, for somebody who checks it without us.</summary>
public static class ProofVerb
{
    /// <summary><c>proof ENTRY --data DIR [--database postgres://…] [--remark] [--out FILE]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var entry = new Argument<long>("ENTRY") { Description = T["proof.entry"] };
        var (data, database, json) = (DataOption.Build(terminal), DataOption.Database(terminal), terminal.JsonOption());
        var remark = new Option<bool>("--remark") { Description = T["proof.remark"] };
        var file = new Option<string?>("--out") { Description = T["proof.out"], HelpName = "FILE" };
        var verb = new Command("proof", T["proof.description"]) { entry, data, database, remark, file, json };
        verb.SetAction(async (parsed, _) =>
        {
            var read = SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database));
            return (await Make(terminal, read, parsed.GetValue(entry), parsed.GetValue(remark))).IsDone(out var proof, out var why)
                ? Write(terminal, proof, parsed.GetValue(file))
                : terminal.Refuse(why, parsed.GetValue(json));
        });
        return verb;
    }

    private static async Task<Outcome<ProofFile>> Make(Terminal terminal, Outcome<HostSettings> read, long entry, bool opensRemark)
    {
        if (!read.IsDone(out var settings, out var why) || !(await OpenDistrict.At(settings, terminal.Clock)).IsDone(out var district, out why))
        {
            return why;
        }

        await using (district)
        {
            return district.Get<SealReading>().Proof(entry, opensRemark);
        }
    }

    private static int Write(Terminal terminal, ProofFile proof, string? path)
    {
        if (path is null)
        {
            return terminal.PrintJson(proof);
        }

        try
        {
            File.WriteAllText(path, System.Text.Json.JsonSerializer.Serialize(proof, Data.Json.Options) + "\n");
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(new Refusal("file_unwritable").With("path", path), asJson: false);
        }

        terminal.Out.WriteLine(terminal.T.Format("proof.done", path));
        return ExitCode.Done;
    }
}
