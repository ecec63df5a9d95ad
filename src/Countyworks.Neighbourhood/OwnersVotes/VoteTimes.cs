using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>Hours of votes as people say them and ask for them.</summary>
internal static class VoteTimes
{
    /// <summary>What is refused of the hour of closing, as it is asked for: by its last day.</summary>
    public static Outcome<T> ByDays<T>(this Outcome<T> outcome) => outcome.Refusal is { Field: "closesAt" } refusal ? refusal with { Field = "lastDay" } : outcome;

    /// <summary>Until when: a vote that closes at midnight is open until 24:00 of the day before.</summary>
    public static string Until(Instant end) => Last(end, Dates.Day);

    /// <summary>The same with the year, for votes that are read about long after.</summary>
    public static string UntilOfYear(Instant end) => Last(end, Dates.DayOfYear);

    /// <summary>From when, with the year.</summary>
    public static string FromOfYear(Instant start) => $"{Dates.DayOfYear(CountyTime.LocalDay(start))} {Dates.Clock(start)}";

    private static string Last(Instant end, Func<LocalDate, string> said)
    {
        var last = CountyTime.LocalDay(end - Duration.Epsilon);
        return $"{said(last)} {(CountyTime.EndOf(last) == end ? "24:00" : Dates.Clock(end))}";
    }
}
