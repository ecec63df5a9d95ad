using System.CommandLine;
using System.Globalization;
using Countyworks.Core.Calendars;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>The announced rest days of a year, from a file.</summary>
public static class CalendarVerb
{
    /// <summary><c>calendar import FILE --data DIR [--database postgres://…]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var file = new Argument<string>("FILE") { Description = T["calendar.file"] };
        var data = DataOption.Build(terminal);
        var database = DataOption.Database(terminal);
        var import = new Command("import", T["calendar.import"]) { file, data, database };
        import.SetAction(async (parsed, cancellation) =>
            (await terminal.Read(parsed.GetRequiredValue(file), cancellation)).IsDone(out var text, out var why)
                ? await DataOption.With(
                    terminal,
                    SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database)),
                    opened => Import(terminal, opened, text, cancellation))
                : terminal.Refuse(why, asJson: false));
        return new Command("calendar", T["calendar.description"]) { import };
    }

    private static async Task<Outcome<string>> Import(Terminal terminal, OpenDistrict opened, string text, CancellationToken cancellation) =>
        (await opened.Run("import_calendar", change => new ImportCalendar(text).In(change, Caller.Operator, opened.Get<MatterRules>()), cancellation))
            .Then<string>(year => terminal.T.Format("calendar.done", year.ToString(CultureInfo.InvariantCulture)));
}
