using System.CommandLine;
using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Kernel;
using Countyworks.Server.Backups;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Puts a backup into an empty folder, and checks the journal and the books of what was restored: 3 where they are not what was sealed.</summary>
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

            if (!(await RestoredRecords.Check(terminal, to, postgres, cancellation)).IsDone(out var seen, out why))
            {
                return terminal.Refuse(why, parsed.GetValue(json));
            }

            if (parsed.GetValue(json))
            {
                var (journal, books) = seen;
                terminal.PrintJson(new
                {
                    Data = to, restored.District, restored.Engine, restored.At, Files = restored.Members.Count, restored.Bytes, IsVerified = journal is not null, journal?.Entries, journal?.Sealed, journal?.FindingCount,
                    Books = new { books.Ledgers, books.Entries, books.FindingCount },
                });
            }
            else
            {
                await terminal.Out.WriteLineAsync(terminal.T.Format("restore.done", from, CountyTime.Local(restored.At), to, restored.Members.Count));
                await terminal.Out.WriteLineAsync(Words(terminal, to, seen.Journal));
                if (seen.Books.Ledgers > 0)
                {
                    await terminal.Out.WriteLineAsync(Words(terminal, to, seen.Books));
                }
            }

            return seen.AreGood ? ExitCode.Done : ExitCode.FoundWrong;
        });
        return verb;
    }

    private static string Words(Terminal terminal, string to, Verification? journal) => journal switch
    {
        null => terminal.T.Format("restore.unverified", to),
        { FindingCount: 0 } => terminal.T.Format("restore.verified", journal.Entries, journal.Sealed),
        _ => terminal.T.Format("restore.altered", journal.FindingCount, to),
    };

    private static string Words(Terminal terminal, string to, BookVerification books) => books.FindingCount == 0
        ? terminal.T.Format("verify.books_good", books.Ledgers, books.Entries)
        : terminal.T.Format("restore.books_altered", books.FindingCount, to);
}
