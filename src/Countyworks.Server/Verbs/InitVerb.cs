using System.CommandLine;
using System.Globalization;
using Countyworks.Core.Modules;
using Countyworks.Core.Places;
using Countyworks.Data;
using Countyworks.Data.Writing;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Ui;

namespace Countyworks.Server.Verbs;

/// <summary>Makes a new district: its folder, its database, its places.</summary>
public static class InitVerb
{
    private const string UsualDistrict = "431003";

    /// <summary><c>init --data DIR [--district 431003] [--name NAME] [--database postgres://…] [--seals national]</c></summary>
    public static Command Build(Terminal terminal)
    {
        var T = terminal.T;
        var data = DataOption.Build(terminal);
        var district = new Option<string>("--district") { Description = T["init.district"], HelpName = UsualDistrict, DefaultValueFactory = _ => UsualDistrict };
        var name = new Option<string?>("--name") { Description = T["init.name"] };
        var database = DataOption.Database(terminal);
        var seals = new Option<string?>("--seals") { Description = T["init.seals"], HelpName = "international|national" };
        seals.AcceptOnlyFromAmong([.. Enum.GetValues<SealProfile>().Select(EnumNames<SealProfile>.Of)]);
        var verb = new Command("init", T["init.description"]) { data, district, name, database, seals };
        verb.SetAction((parsed, cancellation) => LoadDivisions.Shipped(parsed.GetRequiredValue(district), parsed.GetValue(name)).IsDone(out var divisions, out var why)
            ? Init(terminal, NewSettings(parsed.GetRequiredValue(data), parsed.GetRequiredValue(district), parsed.GetValue(database), parsed.GetValue(seals)), divisions, cancellation)
            : Task.FromResult(terminal.Refuse(why, asJson: false)));
        return verb;
    }

    private static Outcome<HostSettings> NewSettings(string data, string district, string? database, string? seals) =>
        File.Exists(new DataFolder(data).Below(DataFolder.SettingsFile))
            ? new Refusal("district_exists") { Kind = RefusalKind.Conflict }.With("data", data)
            : new HostSettings(
                new DistrictCode(int.Parse(district, CultureInfo.InvariantCulture)), data, SettingsFile.UsualUrls,
                (database ?? Environment.GetEnvironmentVariable(SettingsFile.DatabaseVariable)) is { } postgres ? SettingsFile.ConnectionString(postgres) : null) { Seals = EnumNames<SealProfile>.Parse(seals) };

    private static Task<int> Init(Terminal terminal, Outcome<HostSettings> settings, LoadDivisions divisions, CancellationToken cancellation) =>
        DataOption.With(terminal, settings, async opened =>
            (await opened.Run("init", change => Found(change, divisions), cancellation)).Then<string>(places =>
            {
                // Last: a folder with settings is a district that is complete.
                SettingsFile.Write(settings.Value);
                return terminal.T.Format("init.done", divisions.Name, places, settings.Value.Data);
            }));

    private static Outcome<int> Found(Change change, LoadDivisions divisions) => divisions.In(change).Then<int>(places =>
    {
        foreach (var module in CountyHost.Modules)
        {
            module.Found(change);
        }

        return places;
    });
}
