using System.CommandLine;
using Countyworks.Server.Doctor;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Finds what is wrong with an installation, also while it serves, and says how to mend it.</summary>
public static class DoctorVerb
{
    /// <summary><c>doctor --data DIR [--database postgres://…] [--json]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var (data, database, json) = (DataOption.Build(terminal), DataOption.Database(terminal), terminal.JsonOption());
        var verb = new Command("doctor", terminal.T["doctor.description"]) { data, database, json };
        verb.SetAction(async (parsed, _) =>
        {
            if (!SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database)).IsDone(out var settings, out var why))
            {
                return terminal.Refuse(why, parsed.GetValue(json));
            }

            var seen = await Examination.Of(settings, terminal.Clock.GetCurrentInstant());
            if (parsed.GetValue(json))
            {
                PrintJson(terminal, seen);
            }
            else
            {
                Print(terminal, seen);
            }

            return seen.Any(s => s.IsWrong) ? ExitCode.FoundWrong : ExitCode.Done;
        });
        return verb;
    }

    private static void PrintJson(Terminal terminal, IReadOnlyList<Seen> seen) => terminal.PrintJson(new
    {
        Good = !seen.Any(s => s.IsWrong),
        Checks = seen.Select(s => new
        {
            Name = s.Check,
            s.Measured,
            Findings = s.Findings.Select(f => new { f.Code, f.IsAdvice, What = Words(terminal, f, "what"), Why = Words(terminal, f, "why"), Do = Words(terminal, f, "do") }),
        }),
    });

    private static void Print(Terminal terminal, IReadOnlyList<Seen> seen)
    {
        foreach (var check in seen)
        {
            var sign = check.IsWrong ? "✗" : check.Findings.Count > 0 ? "!" : "✓";
            terminal.Out.WriteLine($"{sign} {terminal.T["doctor.check." + check.Check]}{(check.Measured is null ? "" : ": " + check.Measured)}");
            foreach (var finding in check.Findings)
            {
                terminal.Out.WriteLine(terminal.T.Format("doctor.finding", Words(terminal, finding, "what"), Words(terminal, finding, "why"), Words(terminal, finding, "do")));
            }
        }

        var findings = seen.SelectMany(s => s.Findings).ToList();
        terminal.Out.WriteLine(findings.Count == 0 ? terminal.T["doctor.good"] : terminal.T.Format("doctor.sum", findings.Count(f => !f.IsAdvice), findings.Count(f => f.IsAdvice)));
    }

    private static string Words(Terminal terminal, Finding finding, string part) => terminal.T.Format($"doctor.{finding.Code}.{part}", [.. finding.Blanks]);
}
