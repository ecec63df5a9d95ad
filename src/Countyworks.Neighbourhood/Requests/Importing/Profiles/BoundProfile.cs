using Countyworks.Core.Tables;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>A profile tied to the columns of one file.</summary>
public sealed class BoundProfile
{
    private const double FirstSerial = 20_000, LastSerial = 80_000;

    private readonly IReadOnlyList<string> header;
    private readonly IReadOnlyDictionary<ImportField, int[][]> columns;
    private readonly DateTimeZone zone;
    private readonly IReadOnlyList<LocalDateTimePattern> patterns;

    internal BoundProfile(ImportProfile profile, IReadOnlyList<string> header, IReadOnlyDictionary<ImportField, int[][]> columns)
    {
        (Profile, this.header, this.columns) = (profile, header, columns);
        zone = DateTimeZoneProviders.Tzdb[profile.Zone];
        patterns = [.. profile.Times.Select(LocalDateTimePattern.CreateWithInvariantCulture)];
    }

    /// <summary>The profile.</summary>
    public ImportProfile Profile { get; }

    /// <summary>The name of the first column of a field in this file; null when it has none.</summary>
    public string? ColumnOf(ImportField field) => columns.GetValueOrDefault(field) is [[var first, ..], ..] ? header[first] : null;

    /// <summary>What a row says of a field: its columns put together; empty when it says nothing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="field">The field.</param>
    /// <param name="between">What stands between columns.</param>
    public string Text(SourceRow row, ImportField field, string between = " ")
    {
        var parts = columns.GetValueOrDefault(field) ?? [];
        return string.Join(between, parts
            .Select(names => names.Select(i => row.Cells[i]).FirstOrDefault(cell => cell.Length > 0) ?? "")
            .Where(part => part.Length > 0).Distinct());
    }

    /// <summary>The moment a text of this file means; null when it means none. Times that a change of clocks skips are moved on.</summary>
    public Instant? Moment(string text)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Parse(text) is { Success: true } parsed)
            {
                return parsed.Value.InZoneLeniently(zone).ToInstant();
            }
        }

        // A spreadsheet that forgot its date format shows the number of days since 1899-12-30.
        return double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var serial) && serial is > FirstSerial and < LastSerial
            ? LocalDateTime.FromDateTime(DateTime.FromOADate(serial)).InZoneLeniently(zone).ToInstant()
            : null;
    }
}
