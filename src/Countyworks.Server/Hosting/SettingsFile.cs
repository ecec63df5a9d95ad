using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Countyworks.Core.Modules;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Data;
using Countyworks.Kernel;
using Countyworks.Server.Telemetry;
using Npgsql;

namespace Countyworks.Server.Hosting;

/// <summary>
/// The settings of whoever operates the server, in the district's folder: <c>district</c>, <c>urls</c>, <c>database</c>, <c>proxies</c>, <c>backups</c>, and the sections
/// <c>files</c>, <c>notices</c>, <c>open311</c>, <c>seals</c>, <c>signIn</c> and <c>telemetry</c>. A key nobody knows is refused: a misspelt setting must not look like one that works. A database with a password is
/// named in <see cref="DatabaseVariable"/> instead, since the file holds no secrets.
/// </summary>
public static class SettingsFile
{
    /// <summary>The environment variable that names the database; stronger than the file, weaker than the command line.</summary>
    public const string DatabaseVariable = "COUNTYWORKS_DATABASE";

    /// <summary>Where a server listens unless told otherwise: this machine alone.</summary>
    public const string UsualUrls = "http://127.0.0.1:5170";

    private static readonly JsonSerializerOptions strict = new(Json.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly string[] Known = ["district", "urls", "database", "proxies", "backups", "files", "notices", "open311", "seals", "signIn", "telemetry"];

    /// <summary>
    /// Reads the settings of a folder. Refuses, in this order: <c>district_absent</c> (data), <c>settings_unreadable</c> (file, why),
    /// <c>settings_key_unknown</c> (key, known), <c>settings_value_wrong</c> (key).
    /// </summary>
    /// <param name="data">The district's folder.</param>
    /// <param name="urls">What to listen on instead; null as the file says.</param>
    /// <param name="database">Which PostgreSQL database instead; null as the environment or the file says.</param>
    public static Outcome<HostSettings> Read(string data, string? urls = null, string? database = null)
    {
        var file = new DataFolder(data).Below(DataFolder.SettingsFile);
        if (!File.Exists(file))
        {
            return new Refusal("district_absent").With("data", data);
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) is JsonObject settings ? Understand(settings, data, urls, database) : Unreadable(file, "{ }");
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return Unreadable(file, unreadable.Message);
        }
    }

    /// <summary>Writes the settings of a new district.</summary>
    public static void Write(HostSettings settings)
    {
        var json = new JsonObject { ["district"] = settings.District.Value, ["urls"] = settings.Urls };
        if (settings.Seals is { } profile)
        {
            json["seals"] = new JsonObject { ["profile"] = JsonSerializer.SerializeToNode(profile, Json.Options) };
        }

        File.WriteAllText(new DataFolder(settings.Data).Below(DataFolder.SettingsFile), json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
    }

    /// <summary>What Npgsql takes, of that or of an address such as <c>postgres://name:password@host:5432/database</c>.</summary>
    public static string ConnectionString(string database)
    {
        if (!Uri.TryCreate(database, UriKind.Absolute, out var address) || address.Scheme is not ("postgres" or "postgresql"))
        {
            return database;
        }

        var who = address.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port < 0 ? NpgsqlConnection.DefaultPort : address.Port,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(who[0]),
            Password = who.Length > 1 ? Uri.UnescapeDataString(who[1]) : null,
        }.ToString();
    }

    private static Outcome<HostSettings> Understand(JsonObject settings, string data, string? urls, string? database)
    {
        if (settings.Select(s => s.Key).FirstOrDefault(key => !Known.Contains(key)) is { } unknown)
        {
            return new Refusal("settings_key_unknown").With("key", unknown).With("known", string.Join(", ", Known));
        }

        if (!(settings["district"] is JsonValue code && code.TryGetValue<int>(out var district) && district is >= 110000 and <= 999999))
        {
            return Wrong("district");
        }

        if (Texts(settings, "urls") is not { Count: <= 1 } listen)
        {
            return Wrong("urls");
        }

        if (Texts(settings, "database") is not { Count: <= 1 } named)
        {
            return Wrong("database");
        }

        if (Texts(settings, "proxies") is not { } proxies || !proxies.All(p => System.Net.IPAddress.TryParse(p, out _)))
        {
            return Wrong("proxies");
        }

        if (Texts(settings, "backups") is not { Count: <= 1 } backups)
        {
            return Wrong("backups");
        }

        if ((Section<TelemetrySettings>(settings["telemetry"], "telemetry", known => known.Wrong)
            ?? Section<ProviderSettings>((settings["signIn"] as JsonObject)?["provider"], "signIn.provider", known => known.Wrong)) is { } wrong)
        {
            return Wrong(wrong);
        }

        var postgres = database ?? Environment.GetEnvironmentVariable(DatabaseVariable) ?? named.FirstOrDefault();
        return new HostSettings(new DistrictCode(district), data, urls ?? listen.FirstOrDefault() ?? UsualUrls, postgres is null ? null : ConnectionString(postgres))
        {
            Proxies = proxies,
            Backups = backups.FirstOrDefault(),
        };
    }

    /// <summary>The key of a section that can't be understood or makes no sense; null when all is well.</summary>
    private static string? Section<T>(JsonNode? section, string name, Func<T, string?> wrong)
        where T : class
    {
        try
        {
            return section.Deserialize<T>(strict) is { } known ? wrong(known) : null;
        }
        catch (JsonException unknown)
        {
            return name + unknown.Path?[1..];
        }
    }

    /// <summary>The texts of a key: one or a list of them, none when it is absent; null when it is something else.</summary>
    private static IReadOnlyList<string>? Texts(JsonObject settings, string key)
    {
        var values = settings[key] switch { null => [], JsonArray list => list.ToList(), var one => [one] };
        var texts = values.Select(v => v is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null).ToList();
        return texts.Contains(null) ? null : [.. texts.OfType<string>()];
    }

    private static Refusal Unreadable(string file, string why) => new Refusal("settings_unreadable").With("file", file).With("why", why);

    private static Refusal Wrong(string key) => new Refusal("settings_value_wrong").With("key", key);
}
