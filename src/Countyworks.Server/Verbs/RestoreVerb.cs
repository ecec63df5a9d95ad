using System.CommandLine;
using Countyworks.Kernel;
using Countyworks.Server.Backups;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Puts a backup into an empty folder.</summary>
public static class RestoreVerb
{
    /// <summary><c>restore FILE --data DIR [--database postgres://…] [--passphrase-file F] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = terminal.T["restore.description"] };
        var (data, database) = (DataOption.Build(terminal), DataOption.Database(terminal));
        var passphrase = BackupVerb.PassphraseOption(terminal, "restore.passphrase_file");
        var json = terminal.JsonOption();
        var verb = new Command("restore", terminal.T["restore.description"]) { file, data, database, passphrase, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var (from, to) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(data));
            var postgres = parsed.GetValue(database) ?? Environment.GetEnvironmentVariable(SettingsFile.DatabaseVariable);
            var phrase = await BackupVerb.ReadPassphrase(terminal, parsed.GetValue(passphrase), cancellation);
            if (!phrase.IsDone(out var secret, out var why)
                || !(await new Restore(from, to, postgres is null ? null : SettingsFile.ConnectionString(postgres), secret.Value).Run(cancellation)).IsDone(out var restored, out why))
            {
                return terminal.Refuse(why, parsed.GetValue(json));
            }

            if (parsed.GetValue(json))
            {
                return terminal.PrintJson(new { Data = to, restored.District, restored.Engine, restored.At, Files = restored.Members.Count, restored.Bytes });
            }

            await terminal.Out.WriteLineAsync(terminal.T.Format("restore.done", from, CountyTime.Local(restored.At), to, restored.Members.Count));
            return ExitCode.Done;
        });
        return verb;
    }
}
