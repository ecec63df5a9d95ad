using System.CommandLine;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;

namespace Countyworks.Server.Verbs;

/// <summary>Brings a district's database up to this version; <c>serve</c> does so too.</summary>
public static class MigrateVerb
{
    /// <summary><c>migrate --data DIR [--database postgres://…]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var data = DataOption.Build(terminal);
        var database = DataOption.Database(terminal);
        var verb = new Command("migrate", terminal.T["migrate.description"]) { data, database };
        verb.SetAction((parsed, _) => DataOption.With(
            terminal,
            SettingsFile.Read(parsed.GetRequiredValue(data), database: parsed.GetValue(database)),
            opened => Task.FromResult<Outcome<string>>(opened.Applied.Count == 0
                ? terminal.T["migrate.nothing"]
                : terminal.T.Format("migrate.done", opened.Applied.Count, string.Join(", ", opened.Applied.Select(m => $"{m.Module}/{m.Name}"))))));
        return verb;
    }
}
