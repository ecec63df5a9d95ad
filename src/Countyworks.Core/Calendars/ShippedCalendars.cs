using System.Globalization;
using Countyworks.Core.Web;
using Countyworks.Kernel;

namespace Countyworks.Core.Calendars;

/// <summary>The work calendars that come with the product, beside its program.</summary>
public static class ShippedCalendars
{
    private const string Prefix = "holiday-cn-";

    /// <summary>Every year's file, as it is.</summary>
    public static IEnumerable<(int Year, string Json)> Files =>
        from path in Directory.GetFiles(ShippedData.Path("calendars"), Prefix + "????.json").Order(StringComparer.Ordinal)
        let year = int.Parse(Path.GetFileNameWithoutExtension(path)[Prefix.Length..], CultureInfo.InvariantCulture)
        select (year, File.ReadAllText(path));

    /// <summary>Reads every year there is. Refuses what <see cref="WorkCalendar.Read"/> refuses.</summary>
    public static Outcome<WorkCalendar> Read() => WorkCalendar.Read(Files);
}
