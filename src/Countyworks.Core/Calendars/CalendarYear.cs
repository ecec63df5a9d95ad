using NodaTime;

namespace Countyworks.Core.Calendars;

/// <summary>The announced rest days and make-up days of one year, as the file that was imported gives them.</summary>
public sealed class CalendarYear
{
    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>The file, in the holiday-cn format.</summary>
    public required string File { get; set; }

    /// <summary>When it was imported last.</summary>
    public required Instant At { get; set; }
}
