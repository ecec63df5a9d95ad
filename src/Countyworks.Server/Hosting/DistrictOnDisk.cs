using System.Globalization;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Server.Hosting;

/// <summary>A district opened by a verb: all its services, and nothing that listens or works by itself.</summary>
public static class DistrictOnDisk
{
    private const int CodeLength = 6;

    /// <summary>Opens the district in a directory and brings it up to this version. Refuses <c>district_absent</c> (path), <c>district_held</c> (path).</summary>
    public static Outcome<WebApplication> Open(string data, IClock clock)
    {
        if (CodeIn(data) is not { } code)
        {
            return new Refusal("district_absent").With("path", data);
        }

        var app = CountyHost.Build(new HostSettings(code, data, "http://127.0.0.1:0") { RunsWorkers = false }, clock);
        try
        {
            new Migrator(app.Services.GetRequiredService<Database>()).Apply();
            return app;
        }
        catch (IOException)
        {
            return new Refusal("district_held") { Kind = RefusalKind.Conflict }.With("path", data);
        }
    }

    private static DistrictCode? CodeIn(string data) => Directory.Exists(data)
        ? Directory.GetFiles(data, "*.db").Order(StringComparer.Ordinal).Select(Path.GetFileNameWithoutExtension)
            .Where(name => name?.Length == CodeLength && name.All(char.IsAsciiDigit))
            .Select(name => (DistrictCode?)new DistrictCode(int.Parse(name!, CultureInfo.InvariantCulture))).FirstOrDefault()
        : null;
}
