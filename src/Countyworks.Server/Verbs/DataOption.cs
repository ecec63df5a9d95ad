using System.CommandLine;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>What the verbs share that work on a district.</summary>
internal static class DataOption
{
    /// <summary><c>--data DIR</c></summary>
    public static Option<string> Build(Terminal terminal) => new("--data") { Description = terminal.T["cli.data"], HelpName = "DIR", Required = true };

    /// <summary><c>--database postgres://…</c></summary>
    public static Option<string?> Database(Terminal terminal) => new("--database") { Description = terminal.T["cli.database"], HelpName = "postgres://…" };

    /// <summary>Opens the district of a folder, does something with it, and says what came of it.</summary>
    public static async Task<int> With(Terminal terminal, Outcome<HostSettings> read, Func<OpenDistrict, Task<Outcome<string>>> work)
    {
        if (!read.IsDone(out var settings, out var why) || !(await OpenDistrict.At(settings, terminal.Clock)).IsDone(out var district, out why))
        {
            return terminal.Refuse(why, asJson: false);
        }

        await using (district)
        {
            if (!(await work(district)).IsDone(out var said, out why))
            {
                return terminal.Refuse(why, asJson: false);
            }

            await terminal.Out.WriteLineAsync(said);
            return ExitCode.Done;
        }
    }
}
