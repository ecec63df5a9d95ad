using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Administration.Calendars;

/// <summary>The years the district counts by.</summary>
/// <param name="Years">The newest first.</param>
/// <param name="Shown">The year whose days are shown; null when none is known.</param>
/// <param name="Need">What is missing.</param>
/// <param name="Form">The form of the import; null for who may not.</param>
/// <param name="Imported">The year that was just imported; null for none.</param>
public sealed record CalendarsView(IReadOnlyList<YearItem> Years, YearDays? Shown, CalendarNeed Need, Form? Form, int? Imported);

/// <summary>A year.</summary>
/// <param name="Year">Which.</param>
/// <param name="Papers">The announcements its file names: addresses.</param>
/// <param name="ImportedAt">When it was imported here; null when it came with the product.</param>
/// <param name="RestDays">Announced days off.</param>
/// <param name="MakeUpDays">Announced days of work on weekends.</param>
public sealed record YearItem(int Year, IReadOnlyList<string> Papers, Instant? ImportedAt, int RestDays, int MakeUpDays);

/// <summary>The announced days of a year.</summary>
/// <param name="Year">Which.</param>
/// <param name="Days">The days that the announcement names, by date: true for rest.</param>
public sealed record YearDays(int Year, IReadOnlyList<NamedDay> Days);

/// <summary>A day the announcement names.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">The festival.</param>
/// <param name="IsRest">Whether the offices rest; else they make up for it.</param>
public sealed record NamedDay(LocalDate Date, string Name, bool IsRest);
