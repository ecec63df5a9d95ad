using System.CommandLine;
using Countyworks.Data.Migrations;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Microsoft.AspNetCore.Connections;

namespace Countyworks.Server.Verbs;

/// <summary>Serves a district until it is told to stop.</summary>
public static class ServeVerb
{
    /// <summary><c>serve --data DIR [--urls U] [--database postgres://…]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var data = DataOption.Build(terminal);
        var urls = new Option<string?>("--urls") { Description = terminal.T["serve.urls"], HelpName = SettingsFile.UsualUrls };
        var database = DataOption.Database(terminal);
        var verb = new Command("serve", terminal.T["serve.description"]) { data, urls, database };
        verb.SetAction(async (parsed, cancellation) =>
            SettingsFile.Read(parsed.GetRequiredValue(data), parsed.GetValue(urls), parsed.GetValue(database)).IsDone(out var settings, out var why)
                ? await Serve(terminal, settings with { WritesLines = !terminal.IsWatched }, cancellation)
                : terminal.Refuse(why, asJson: false));
        return verb;
    }

    private static async Task<int> Serve(Terminal terminal, HostSettings settings, CancellationToken cancellation)
    {
        try
        {
            await Serving.RunAsync(settings, terminal.Clock, _ => Task.CompletedTask, urls => Announce(terminal, urls), cancellation);
            return ExitCode.Done;
        }
        catch (IOException held)
        {
            return terminal.Refuse(
                held.InnerException is AddressInUseException
                    ? new Refusal("address_in_use").With("urls", settings.Urls)
                    : new Refusal("district_in_use").With("data", settings.Data),
                asJson: false);
        }
        catch (MayNotMigrateException denied)
        {
            return terminal.Refuse(OpenDistrict.OwnerMustMigrate(settings, denied), asJson: false);
        }
    }

    private static void Announce(Terminal terminal, IEnumerable<string> urls)
    {
        // Standard output is for lines of JSON, where they are written.
        var to = terminal.IsWatched ? terminal.Out : terminal.Error;
        to.WriteLine(terminal.T.Format("serve.ready", string.Join(' ', urls)));
        to.Flush();
    }
}
