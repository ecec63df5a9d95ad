using System.CommandLine;
using Countyworks.Core.Seals;
using Countyworks.Kernel;
using Countyworks.Server.Backups;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Puts a backup into an empty folder, and checks the journal of what was restored: 3 where it is not what was sealed.</summary>
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

            if (!(await RestoredJournal.Check(terminal, to, postgres, cancellation)).IsDone(out var journal, out why) && why is not null)
            {
                return terminal.Refuse(why, parsed.GetValue(json));
            }

            if (parsed.GetValue(json))
            {
                terminal.PrintJson(new
                {
                    Data = to, restored.District, restored.Engine, restored.At, Files = restored.Members.Count, restored.Bytes, IsVerified = journal is not null, journal?.Entries, journal?.Sealed, journal?.FindingCount,
                });
            }
            else
            {
                await terminal.Out.WriteLineAsync(terminal.T.Format("restore.done", from, CountyTime.Local(restored.At), to, restored.Members.Count));
                await terminal.Out.WriteLineAsync(Words(terminal, to, journal));
            }

            return journal is { FindingCount: > 0 } ? ExitCode.FoundWrong : ExitCode.Done;
        });
        return verb;
    }

    private static string Words(Terminal terminal, string to, Verification? journal) => journal switch
    {
        null => terminal.T.Format("restore.unverified", to),
        { FindingCount: 0 } => terminal.T.Format("restore.verified", journal.Entries, journal.Sealed),
        _ => terminal.T.Format("restore.altered", journal.FindingCount, to),
    };
}
