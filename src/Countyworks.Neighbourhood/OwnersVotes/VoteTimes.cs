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
    public static string Until(Instant end)
    {
        var last = CountyTime.LocalDay(end - Duration.Epsilon);
        return $"{Dates.Day(last)} {(CountyTime.EndOf(last) == end ? "24:00" : Dates.Clock(end))}";
    }
}
