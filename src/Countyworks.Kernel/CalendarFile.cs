using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Kernel;

/// <summary>One yearly file of the holiday-cn form, as read.</summary>
/// <param name="Year">The year it is for.</param>
/// <param name="Days">The days it names, and whether the offices work on them.</param>
internal sealed record CalendarFile(int Year, IReadOnlyList<(LocalDate Date, bool IsWorkday)> Days)
{
    /// <summary>The file in <paramref name="json"/>; null when it is not of this form.</summary>
    public static CalendarFile? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var days = root.GetProperty("days").EnumerateArray().Select(Day).ToList();
            return new(root.GetProperty("year").GetInt32(), days);
        }
        catch (Exception wrongForm) when (wrongForm is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or UnparsableValueException)
        {
            return null;
        }
    }

    private static (LocalDate Date, bool IsWorkday) Day(JsonElement day) =>
        (LocalDatePattern.Iso.Parse(day.GetProperty("date").GetString() ?? "").Value, !day.GetProperty("isOffDay").GetBoolean());
}
