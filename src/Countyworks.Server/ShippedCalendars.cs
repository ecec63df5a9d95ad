using System.Globalization;
using Countyworks.Kernel;

namespace Countyworks.Server;

/// <summary>The work calendars that come with the product, beside its program.</summary>
public static class ShippedCalendars
{
    private const string Prefix = "holiday-cn-";

    /// <summary>Reads every year there is. Refuses what <see cref="WorkCalendar.Read"/> refuses.</summary>
    public static Outcome<WorkCalendar> Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "data", "calendars");
        return WorkCalendar.Read(
            from path in Directory.GetFiles(folder, Prefix + "????.json").Order(StringComparer.Ordinal)
            let year = int.Parse(Path.GetFileNameWithoutExtension(path)[Prefix.Length..], CultureInfo.InvariantCulture)
            select (year, File.ReadAllText(path)));
    }
}
