using System.CommandLine;
using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Makes the proof file of an entry of the journal, or of a ledger, for somebody who checks it without us.</summary>
public static class ProofVerb
{
    /// <summary><c>proof ENTRY|LEDGER/ENTRY --data DIR [--database postgres://…] [--remark] [--out FILE]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var entry = new Argument<string>("ENTRY") { Description = T["proof.entry"] };
        entry.Validators.Add(result =>
        {
            if (Place.Of(result.GetValueOrDefault<string>()) is null)
            {
                result.AddError(T.Format("proof.entry_unreadable", result.GetValueOrDefault<string>()));
            }
        });
        var (data, database, json) = (DataOption.Build(terminal), DataOption.Database(terminal), terminal.JsonOption());
        var remark = new Option<bool>("--remark") { Description = T["proof.remark"] };
        var file = new Option<string?>("--out") { Description = T["proof.out"], HelpName = "FILE" };
        var verb = new Command("proof", T["proof.description"]) { entry, data, database, remark, file, json };
        verb.SetAction(async (parsed, _) =>
        {
            var read = SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database));
            return (await Make(terminal, read, Place.Of(parsed.GetRequiredValue(entry))!, parsed.GetValue(remark))).IsDone(out var proof, out var why)
                ? Write(terminal, proof, parsed.GetValue(file))
                : terminal.Refuse(why, parsed.GetValue(json));
        });
        return verb;
    }

    private static async Task<Outcome<ProofFile>> Make(Terminal terminal, Outcome<HostSettings> read, Place entry, bool opensRemark)
    {
        if (!read.IsDone(out var settings, out var why) || !(await OpenDistrict.At(settings, terminal.Clock)).IsDone(out var district, out why))
        {
            return why;
        }

        await using (district)
        {
            return entry.InJournal(district).Then(seq => district.Get<SealReading>().Proof(seq, opensRemark));
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

    /// <summary>Which entry: of the journal, or of the ledger that is named.</summary>
    private sealed record Place(string? Ledger, long Seq)
    {
        public static Place? Of(string? words)
        {
            var at = words?.LastIndexOf('/') ?? -1;
            return long.TryParse(words.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? new(at < 0 ? null : words![..at], seq) : null;
        }

        /// <summary>Its number in the journal. Refuses <c>not_found</c> (ledger) and <c>entry_unknown</c>.</summary>
        public Outcome<long> InJournal(OpenDistrict district)
        {
            if (Ledger is null)
            {
                return Seq;
            }

            using var db = district.Get<Database>().Read();
            return BookReading.Find(db, Ledger).Then<long>(ledger => db.Set<StoredEntry>().FirstOrDefault(e => e.LedgerId == ledger.Id && e.Seq == Seq) is { FactSeq: var seq }
                ? seq
                : new Refusal("entry_unknown") { Kind = RefusalKind.NotFound }.With("seq", Seq));
        }
    }
}
