using System.CommandLine;
using System.Globalization;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Server.Verbs;

/// <summary>Creates the demo district if it is absent, then serves it on this machine alone; prints the address and one sign-in per role.</summary>
public static class DemoVerb
{
    private const int DefaultPort = 5080;

    /// <summary><c>demo [--port N] [--data DIR] [--fresh]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var port = new Option<int>("--port") { Description = T["demo.port"], DefaultValueFactory = _ => DefaultPort };
        var data = DataOption(T["demo.data"]);
        var fresh = new Option<bool>("--fresh") { Description = T["demo.fresh"] };
        var verb = new Command("demo", T["demo.description"]) { port, data, fresh };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(data));
            if (parsed.GetValue(fresh) && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            var settings = new HostSettings(
                new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture)), folder, $"http://127.0.0.1:{parsed.GetRequiredValue(port)}");
            var clock = terminal.Clock;
            if (!File.Exists(Path.Combine(folder, Core.Modules.DataFolder.SettingsFile)))
            {
                // A district like any other: every verb works on it.
                Directory.CreateDirectory(folder);
                SettingsFile.Write(settings);
            }

            await Serving.RunAsync(
                settings, clock, services => FoundAsync(services, clock, terminal, cancellation), urls => Announce(terminal, urls), cancellation);
            return ExitCode.Done;
        });
        return verb;
    }

    /// <summary><c>--data DIR</c>, the demo's unless another is named.</summary>
    internal static Option<string> DataOption(string description) => new("--data") { Description = description, HelpName = "DIR", DefaultValueFactory = _ => Path.Combine(".data", "demo") };

    private static async Task FoundAsync(IServiceProvider services, IClock clock, Terminal terminal, CancellationToken cancellation)
    {
        using (var db = services.GetRequiredService<Database>().Read())
        {
            if (await db.Set<Organisation>().AnyAsync(cancellation))
            {
                return;
            }
        }

        await terminal.Error.WriteLineAsync(terminal.T["demo.founding"]);
        var now = clock.GetCurrentInstant();
        await DemoDistrict.FoundAsync(services, DemoYear.Founded(now), cancellation);
        await new DemoYear(new DemoPlayers(services), now).PlayAsync(cancellation);
    }

    private static void Announce(Terminal terminal, IEnumerable<string> urls)
    {
        terminal.Out.WriteLine(terminal.T.Format("demo.ready", string.Join(' ', urls)));
        foreach (var staff in DemoData.People.DistinctBy(p => p.Role))
        {
            terminal.Out.WriteLine(terminal.T.Format("demo.sign_in", terminal.T.Of(staff.Role), staff.User, DemoDistrict.Password));
        }

        foreach (var person in DemoData.FundPeople.DistinctBy(p => p.Role))
        {
            terminal.Out.WriteLine(terminal.T.Format("demo.sign_in", person.Role is { } role ? terminal.T.Of(role) : terminal.T.Of(OccupancyKind.Owner), person.User, DemoDistrict.Password));
        }

        terminal.Out.WriteLine(terminal.T.Format("demo.sign_in", terminal.T.Of(OccupancyKind.Owner), DemoOwners.Voter, DemoDistrict.Password));
        terminal.Out.Flush();
    }
}
