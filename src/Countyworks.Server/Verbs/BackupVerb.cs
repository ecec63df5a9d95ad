using System.CommandLine;
using Countyworks.Kernel;
using Countyworks.Server.Backups;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Copies a district into one file, also while it is served.</summary>
public static class BackupVerb
{
    /// <summary><c>backup FILE --data DIR [--database postgres://…] [--passphrase-file F] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = terminal.T["backup.file"] };
        var (data, database) = (DataOption.Build(terminal), DataOption.Database(terminal));
        var passphrase = PassphraseOption(terminal, "backup.passphrase_file");
        var json = terminal.JsonOption();
        var verb = new Command("backup", terminal.T["backup.description"]) { file, data, database, passphrase, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var settings = SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database));
            var phrase = await ReadPassphrase(terminal, parsed.GetValue(passphrase), cancellation);
            if (!settings.IsDone(out var district, out var why) || !phrase.IsDone(out var secret, out why)
                || !(await new BackUp(district, parsed.GetRequiredValue(file), secret.Value).Run(terminal.Clock.GetCurrentInstant(), cancellation)).IsDone(out var made, out why))
            {
                return terminal.Refuse(why, parsed.GetValue(json));
            }

            if (parsed.GetValue(json))
            {
                return terminal.PrintJson(new { File = parsed.GetRequiredValue(file), made.District, made.Engine, made.At, Files = made.Members.Count, made.Bytes });
            }

            await terminal.Out.WriteLineAsync(terminal.T.Format("backup.done", parsed.GetRequiredValue(file), made.Members.Count, made.Bytes));
            return ExitCode.Done;
        });
        return verb;
    }

    internal static Option<string?> PassphraseOption(Terminal terminal, string text) => new("--passphrase-file") { Description = terminal.T[text], HelpName = "F" };

    /// <summary>The passphrase in a file, its first line; none when no file is named. Refuses <c>file_unreadable</c> (path) and <c>passphrase_short</c> (least).</summary>
    internal static async Task<Outcome<Named>> ReadPassphrase(Terminal terminal, string? file, CancellationToken cancellation) => file is null
        ? new Named(null)
        : (await terminal.Read(file, cancellation)).Then<Named>(text => text.Split('\n')[0].TrimEnd('\r') is { Length: >= Passphrase.FewestCharacters } phrase
            ? new Named(new Passphrase(phrase))
            : new Refusal("passphrase_short").With("least", Passphrase.FewestCharacters));

    /// <summary>The passphrase that was named; null when none was.</summary>
    internal sealed record Named(Passphrase? Value);
}
