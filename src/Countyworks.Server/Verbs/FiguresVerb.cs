using System.CommandLine;
using System.Data.Common;
using Countyworks.Core.Indicators;
using Countyworks.Data.Migrations;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Ui;

namespace Countyworks.Server.Verbs;

/// <summary>Computes the figures of the report from a district's records, also while it is served: 3 where one of them does not hold.</summary>
public static class FiguresVerb
{
    private const string Good = "✓", Wrong = "✗";

    /// <summary><c>figures [--data DIR] [--database postgres://…] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var (data, database, json) = (DemoVerb.DataOption(T["figures.data"]), DataOption.Database(terminal), terminal.JsonOption());
        var verb = new Command("figures", T["figures.description"]) { data, database, json };
        verb.SetAction(async (parsed, _) =>
        {
            var (folder, asJson) = (parsed.GetRequiredValue(data), parsed.GetValue(json));
            var read = SettingsFile.Read(folder, database: parsed.GetValue(database));
            if (read.Refusal is { Code: "district_absent" } && parsed.GetResult(data) is not { Implicit: false })
            {
                return terminal.Refuse(new Refusal("demo_absent").With("data", folder), asJson);
            }

            return !(await Compute(terminal, read)).IsDone(out var seen, out var why) ? terminal.Refuse(why, asJson)
                : asJson ? PrintJson(terminal, seen)
                : Print(terminal, seen);
        });
        return verb;
    }

    // Beside the server: whoever looks at the demo need not stop it.
    private static async Task<Outcome<IReadOnlyList<Seen>>> Compute(Terminal terminal, Outcome<HostSettings> read)
    {
        if (!read.IsDone(out var settings, out var why))
        {
            return why;
        }

        if (settings.Postgres is null && !File.Exists(settings.File))
        {
            return new Refusal("district_absent").With("data", settings.Data);
        }

        await using var database = settings.OpenDatabase(CountyHost.Parts, isBeside: true);
        if (IsOlder(new Migrator(database)))
        {
            return new Refusal("district_outdated") { Kind = RefusalKind.Conflict }.With("data", settings.Data);
        }

        using var db = database.Read();
        var today = CountyTime.LocalDay(terminal.Clock.GetCurrentInstant());
        return CountyHost.Modules.SelectMany(m => m.Figures).OrderBy(f => f.Id, StringComparer.Ordinal).Select(figure => new Seen(figure, figure.Compute(db, today))).ToList();
    }

    private static bool IsOlder(Migrator migrator)
    {
        try
        {
            return migrator.Lacking().Count > 0;
        }
        catch (DbException)
        {
            return true;   // it was never migrated
        }
    }

    private static int PrintJson(Terminal terminal, IReadOnlyList<Seen> seen)
    {
        terminal.PrintJson(seen.Select(s => new
        {
            s.Figure.Id,
            s.Figure.System,
            Name = terminal.T[s.Figure.Text],
            Reported = s.Figure.Reported.With(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{s.Figure.Reported.Value}")),
            Computed = s.Computed?.Value,
            Unit = EnumNames<FigureUnit>.Of(s.Figure.Unit),
            s.Holds,
            s.Computed?.Part,
            s.Computed?.Whole,
        }));
        return ExitOf(seen);
    }

    private static int Print(Terminal terminal, IReadOnlyList<Seen> seen)
    {
        foreach (var one in seen)
        {
            var figure = one.Figure;
            var reported = figure.Reported.With(Words(terminal, figure.Unit, figure.Reported.Value));
            terminal.Out.WriteLine(terminal.T.Format("figures.line", one.Holds ? Good : Wrong, figure.Id, figure.System, terminal.T[figure.Text], reported, Words(terminal, figure.Unit, one.Computed)));
        }

        terminal.Out.WriteLine(terminal.T.Format("figures.sum", seen.Count(s => s.Holds), seen.Count));
        return ExitOf(seen);
    }

    private static string Words(Terminal terminal, FigureUnit unit, ComputedFigure? computed) => computed switch
    {
        null => terminal.T["figures.none"],
        { Part: { } part, Whole: { } whole } => terminal.T.Format("figures.of", Words(terminal, unit, computed.Value), part, whole),
        _ => Words(terminal, unit, computed.Value),
    };

    private static string Words(Terminal terminal, FigureUnit unit, decimal value) => terminal.T.Format("figures." + EnumNames<FigureUnit>.Of(unit), value);

    private static int ExitOf(IReadOnlyList<Seen> seen) => seen.All(s => s.Holds) ? ExitCode.Done : ExitCode.FoundWrong;

    private sealed record Seen(ReportedFigure Figure, ComputedFigure? Computed)
    {
        public bool Holds => Computed is not null && Figure.Reported.IsMetBy(Computed.Value);
    }
}
