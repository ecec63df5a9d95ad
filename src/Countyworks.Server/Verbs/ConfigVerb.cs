using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countyworks.Core.Modules;
using Countyworks.Data;
using Countyworks.Server.Hosting;
using Npgsql;

namespace Countyworks.Server.Verbs;

/// <summary>Shows the settings as a server would take them, to be sent to whoever helps: secrets are left out.</summary>
public static class ConfigVerb
{
    private const string LeftOut = "***";

    private static readonly string[] secret = ["password", "secret", "token", "apiKey", "headers"];

    private static readonly JsonSerializerOptions indented = new(Json.Options) { WriteIndented = true };

    /// <summary><c>config print --data DIR [--database postgres://…]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var (data, database) = (DataOption.Build(terminal), DataOption.Database(terminal));
        var print = new Command("print", terminal.T["config.print"]) { data, database };
        print.SetAction(async (parsed, cancellation) =>
        {
            var folder = new DataFolder(parsed.GetRequiredValue(data));
            if (!SettingsFile.Read(folder.Path, database: parsed.GetValue(database)).IsDone(out var settings, out var why)
                || !(await terminal.Read(folder.Below(DataFolder.SettingsFile), cancellation)).IsDone(out var text, out why))
            {
                return terminal.Refuse(why, asJson: false);
            }

            var shown = JsonNode.Parse(text)!.AsObject();
            (shown["urls"], shown["database"]) = (settings.Urls, settings.Postgres is { } connection ? WithoutPassword(connection) : settings.File);
            Redact(shown);
            await terminal.Out.WriteLineAsync(shown.ToJsonString(indented));
            return ExitCode.Done;
        });
        return new Command("config", terminal.T["config.description"]) { print };
    }

    private static string WithoutPassword(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        parts.Password = parts.Password is null ? null : LeftOut;
        return parts.ToString();
    }

    private static void Redact(JsonNode? node)
    {
        if (node is JsonObject section)
        {
            foreach (var (name, value) in section.ToList())
            {
                if (value is not null && secret.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                {
                    section[name] = LeftOut;
                }
                else
                {
                    Redact(value);
                }
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var one in list)
            {
                Redact(one);
            }
        }
    }
}
