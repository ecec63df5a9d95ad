using System.CommandLine;
using Countyworks.Core.Books;
using Countyworks.Data.Databases;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Ui;

namespace Countyworks.Server.Verbs;

/// <summary>Writes a district's data in open formats, which other programs compute again.</summary>
public static class ExportVerb
{
    /// <summary><c>export books LEDGER [--format hledger|ledger|beancount|csv] [--out FILE] --data DIR [--database postgres://…]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var ledger = new Argument<string>("LEDGER") { Description = T["export.ledger"] };
        var format = new Option<string>("--format") { Description = T["export.format"], DefaultValueFactory = _ => EnumNames<BookFormat>.Of(BookFormat.Hledger) };
        var file = new Option<string?>("--out") { Description = T["export.out"], HelpName = "FILE" };
        var (data, database, json) = (DataOption.Build(terminal), DataOption.Database(terminal), terminal.JsonOption());
        format.AcceptOnlyFromAmong([.. Enum.GetValues<BookFormat>().Select(EnumNames<BookFormat>.Of)]);
        var books = new Command("books", T["export.books"]) { ledger, format, file, data, database, json };
        books.SetAction(async (parsed, cancellation) =>
        {
            var read = SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database));
            var chosen = Enum.GetValues<BookFormat>().Single(f => EnumNames<BookFormat>.Of(f) == parsed.GetRequiredValue(format));
            return (await Lines(terminal, read, parsed.GetRequiredValue(ledger), chosen)).IsDone(out var lines, out var why)
                ? await Write(terminal, lines, parsed.GetValue(file), parsed.GetValue(json), cancellation)
                : terminal.Refuse(why, parsed.GetValue(json));
        });
        return new Command("export", T["export.description"]) { books };
    }

    private static async Task<Outcome<IEnumerable<string>>> Lines(Terminal terminal, Outcome<HostSettings> read, string ledger, BookFormat format)
    {
        if (!read.IsDone(out var settings, out var why) || !(await OpenDistrict.At(settings, terminal.Clock)).IsDone(out var district, out why))
        {
            return why;
        }

        await using (district)
        {
            return BookReading.Export(district.Get<Database>(), ledger, format);
        }
    }

    private static async Task<int> Write(Terminal terminal, IEnumerable<string> lines, string? path, bool asJson, CancellationToken cancellation)
    {
        if (path is null)
        {
            foreach (var line in lines)
            {
                terminal.Out.Write(line + "\n");
            }

            return ExitCode.Done;
        }

        try
        {
            await File.WriteAllTextAsync(path, string.Concat(lines.Select(line => line + "\n")), cancellation);
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse(new Refusal("file_unwritable").With("path", path), asJson);
        }

        terminal.Out.WriteLine(terminal.T.Format("export.done", path));
        return ExitCode.Done;
    }
}
