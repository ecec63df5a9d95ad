using System.CommandLine;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Core.Tables;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Takes in files of other systems, without a server.</summary>
public static class ImportVerb
{
    /// <summary><c>import requests FILE [--profile nyc311|hotline|auto|NAME] [--dry-run] [--create-units] --data DIR [--database postgres://…] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var file = new Argument<string>("FILE") { Description = T["import_verb.file"] };
        var profile = new Option<string>("--profile") { Description = T["import_verb.profile"], DefaultValueFactory = _ => KnownProfiles.Auto };
        var dry = new Option<bool>("--dry-run") { Description = T["import_verb.dry_run"] };
        var units = new Option<bool>("--create-units") { Description = T["import_verb.create_units"] };
        var (data, database) = (DataOption.Build(terminal), DataOption.Database(terminal));
        var json = terminal.JsonOption();
        var requests = new Command("requests", T["import_verb.requests"]) { file, profile, dry, units, data, database, json };
        requests.SetAction(async (parsed, cancellation) =>
        {
            var asked = new Asked(parsed.GetRequiredValue(file), parsed.GetRequiredValue(profile), SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database)), parsed.GetValue(dry), parsed.GetValue(units));
            return !(await Import(terminal, asked, cancellation)).IsDone(out var report, out var why) ? terminal.Refuse(why, parsed.GetValue(json))
                : parsed.GetValue(json) ? terminal.PrintJson(AsJson(terminal, report))
                : Print(terminal, report, asked.IsDry);
        });
        return new Command("import", T["import_verb.description"]) { requests };
    }

    private static async Task<Outcome<ImportReport>> Import(Terminal terminal, Asked asked, CancellationToken cancellation)
    {
        var read = (await terminal.ReadBytes(asked.File, TableLimits.FileBytes, cancellation)).Then(TableFile.Read);
        if (!read.IsDone(out var table, out var why) || !asked.District.IsDone(out var settings, out why)
            || !(await OpenDistrict.At(settings, terminal.Clock)).IsDone(out var district, out why))
        {
            return why;
        }

        await using (district)
        {
            var now = terminal.Clock.GetCurrentInstant();
            var own = OwnProfiles.Read(district.Get<Database>());
            var planned = KnownProfiles.Find(asked.Profile, own, table.Columns)
                .Then(found => found.Bind(table.Columns))
                .Then<ImportOrder>(bound => new ImportOrder(ImportPlan.Of(table, bound, now), bound) { IsDryRun = asked.IsDry, CreatesUnits = asked.CreatesUnits });
            if (!planned.IsDone(out var order, out why))
            {
                return why;
            }

            var importer = district.Get<RequestImporter>();
            return await terminal.Watched(terminal.T["import_verb.progress"], order.Rows.Count, progress => importer.Run(order, Actor.System, now, progress, cancellation));
        }
    }

    private static object AsJson(Terminal terminal, ImportReport report) => new
    {
        report.Profile,
        report.Rows,
        report.Created,
        report.Merged,
        report.Already,
        Rejected = report.Rejected.Select(r => new { r.Line, Column = r.Refusal.Field, r.Refusal.Code, Message = terminal.T.Of(r.Refusal) }),
        Notes = report.Notes.Select(n => new { n.Code, n.Rows, n.FirstLine, Message = terminal.T["import.note." + n.Code] }),
        report.NewCategories,
    };

    private static int Print(Terminal terminal, ImportReport report, bool isDry)
    {
        var T = terminal.T;
        terminal.Out.WriteLine(T.Format(isDry ? "import_verb.done_dry" : "import_verb.done", report.Rows, report.Created, report.Merged, report.Already, report.Rejected.Count));
        foreach (var row in report.Rejected)
        {
            terminal.Out.WriteLine(T.Format("import_verb.rejected", row.Line, row.Refusal.Field is { } column ? $" · {column}" : "", T.Of(row.Refusal)));
        }

        foreach (var note in report.Notes)
        {
            terminal.Out.WriteLine(T.Format("import_verb.noted", T["import.note." + note.Code], note.Rows, note.FirstLine));
        }

        if (report.NewCategories.Count > 0)
        {
            terminal.Out.WriteLine(T.Format("import_verb.new_categories", string.Join(T["ui.list_comma"], report.NewCategories)));
        }

        return ExitCode.Done;
    }

    private sealed record Asked(string File, string Profile, Outcome<HostSettings> District, bool IsDry, bool CreatesUnits);
}
