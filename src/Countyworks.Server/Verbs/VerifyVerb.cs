using System.CommandLine;
using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Server.Verbs;

/// <summary>Checks a district's whole journal against the heads that were signed, and against heads kept elsewhere; and its books, entry by entry, against the journal.</summary>
public static class VerifyVerb
{
    /// <summary><c>verify --data DIR [--database postgres://…] [--key KEY …] [--head FILE …] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var (data, database, json) = (DataOption.Build(terminal), DataOption.Database(terminal), terminal.JsonOption());
        var keys = new Option<string[]>("--key") { Description = T["verify.key"], HelpName = "KEY" };
        var heads = new Option<string[]>("--head") { Description = T["verify.head"], HelpName = "FILE" };
        var verb = new Command("verify", T["verify.description"]) { data, database, keys, heads, json };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var read = SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database));
            var outcome = await Verify(terminal, read, parsed.GetValue(keys) ?? [], parsed.GetValue(heads) ?? [], cancellation);
            return !outcome.IsDone(out var seen, out var why) ? terminal.Refuse(why, parsed.GetValue(json))
                : parsed.GetValue(json) ? PrintJson(terminal, seen)
                : Print(terminal, seen);
        });
        return verb;
    }

    private static async Task<Outcome<Checked>> Verify(
        Terminal terminal, Outcome<HostSettings> read, IReadOnlyList<string> keys, IReadOnlyList<string> heads, CancellationToken cancellation)
    {
        if (!read.IsDone(out var settings, out var why) || !(await OpenDistrict.At(settings, terminal.Clock)).IsDone(out var district, out why))
        {
            return why;
        }

        await using (district)
        {
            return !Trusted(district, keys).IsDone(out var trusted, out why) || !(await Kept(terminal, heads, trusted, cancellation)).IsDone(out var kept, out why)
                ? why
                : await Walk(terminal, district.Get<Database>(), trusted, kept, cancellation);
        }
    }

    private static async Task<Outcome<Checked>> Walk(
        Terminal terminal, Database database, IReadOnlyList<SealKey> trusted, IReadOnlyList<string> kept, CancellationToken cancellation)
    {
        long entries;
        using (var db = database.Read())
        {
            if (trusted.Count == 0 && db.Set<SealHead>().Any())
            {
                return new Refusal("seal_key_missing");
            }

            entries = db.Set<FactRow>().LongCount();
        }

        return await terminal.Watched(
            terminal.T["verify.progress"], entries, progress => Task.Run(
                () => new Checked(JournalVerifier.Run(database, trusted, kept, progress, cancellation), BookVerifier.Run(database, cancellation)), cancellation));
    }

    private static Outcome<IReadOnlyList<SealKey>> Trusted(OpenDistrict district, IReadOnlyList<string> named)
    {
        var keys = named.Select(SealKey.Parse).ToList();
        try
        {
            return keys.Contains(null) ? new Refusal("seal_key_unreadable", "key") : district.Get<SealKeys>().Trusted.Concat(keys.OfType<SealKey>()).ToList();
        }
        catch (InvalidDataException broken)
        {
            return new Refusal("seal_key_broken").With("why", broken.Message);
        }
    }

    private static async Task<Outcome<IReadOnlyList<string>>> Kept(Terminal terminal, IReadOnlyList<string> files, IReadOnlyList<SealKey> trusted, CancellationToken cancellation)
    {
        var kept = new List<string>();
        foreach (var file in files)
        {
            var read = await terminal.Read(file, cancellation);
            if (!read.IsDone(out var note, out var why) || !Checkpoint.Open(note, trusted).IsDone(out _, out why))
            {
                return why with { Field = file };
            }

            kept.Add(note);
        }

        return kept;
    }

    private static int PrintJson(Terminal terminal, Checked seen)
    {
        var (journal, books) = seen;
        terminal.PrintJson(new
        {
            seen.Good,
            journal.Entries,
            journal.Sealed,
            journal.Heads,
            journal.Erased,
            journal.FindingCount,
            Findings = journal.Findings.Select(f => new { Code = EnumNames<SealFindingKind>.Of(f.Kind), f.From, f.To, Message = InWords(terminal, f) }),
            Books = new
            {
                books.Ledgers,
                books.Entries,
                books.FindingCount,
                Findings = books.Findings.Select(f => new { f.Ledger, Code = EnumNames<BookFindingKind>.Of(f.Finding.Kind), f.Finding.Seq, f.Finding.About, Message = InWords(terminal, f) }),
            },
        });
        return ExitOf(seen);
    }

    private static int Print(Terminal terminal, Checked seen)
    {
        var (journal, books) = seen;
        terminal.Out.WriteLine(journal.FindingCount == 0
            ? terminal.T.Format("verify.good", journal.Entries, journal.Sealed, journal.Heads, journal.Erased)
            : terminal.T.Format("verify.wrong", journal.FindingCount, journal.Entries, journal.Sealed));
        if (books.Ledgers > 0)
        {
            terminal.Out.WriteLine(books.FindingCount == 0 ? terminal.T.Format("verify.books_good", books.Ledgers, books.Entries) : terminal.T.Format("verify.books_wrong", books.FindingCount, books.Ledgers, books.Entries));
        }

        foreach (var words in journal.Findings.Select(f => InWords(terminal, f)).Concat(books.Findings.Select(f => InWords(terminal, f))))
        {
            terminal.Out.WriteLine(terminal.T.Format("verify.finding", words));
        }

        return ExitOf(seen);
    }

    private static int ExitOf(Checked seen) => seen.Good ? ExitCode.Done : ExitCode.FoundWrong;

    private static string InWords(Terminal terminal, LedgerFinding found) =>
        terminal.T.Format("books.finding." + EnumNames<BookFindingKind>.Of(found.Finding.Kind), found.Ledger, found.Finding.Seq, found.Finding.About);

    private static string InWords(Terminal terminal, SealFinding finding) => terminal.T.Format(
        "seals.finding." + EnumNames<SealFindingKind>.Of(finding.Kind),
        finding.From == finding.To ? finding.From.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{finding.From}–{finding.To}"));

    private sealed record Checked(Verification Journal, BookVerification Books)
    {
        public bool Good => Journal.FindingCount == 0 && Books.FindingCount == 0;
    }
}
