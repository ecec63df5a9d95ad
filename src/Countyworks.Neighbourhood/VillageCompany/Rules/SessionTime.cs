using System.Text.RegularExpressions;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.VillageCompany.Rules;

/// <summary>
/// A moment as a charging platform writes it. What can be read in two ways, or only in part, is refused and never guessed: a wrong day is money in a wrong month.
/// A moment without an offset is local time of the county.
/// </summary>
public static partial class SessionTime
{
    private static readonly LocalDateTimePattern[] Local =
    [
        .. new[] { "uuuu'-'M'-'d H':'mm':'ss", "uuuu'-'M'-'d H':'mm", "uuuu'/'M'/'d H':'mm':'ss", "uuuu'/'M'/'d H':'mm", "uuuu'-'MM'-'dd'T'HH':'mm':'ss", "uuuu'年'M'月'd'日 'H':'mm':'ss", "uuuu'年'M'月'd'日 'H':'mm" }   // read, never shown
            .Select(LocalDateTimePattern.CreateWithInvariantCulture),
    ];

    private static readonly OffsetDateTimePattern[] WithOffset = [OffsetDateTimePattern.Rfc3339, OffsetDateTimePattern.GeneralIso, OffsetDateTimePattern.ExtendedIso];

    /// <summary>
    /// Reads it. Refuses, in this order: <c>missing</c>, <c>session_time_order</c> (03/04/2026: which is the month?), <c>session_time_number</c> (a spreadsheet's number of days),
    /// <c>session_time_no_clock</c> (a day alone), <c>session_time_impossible</c> (there is no such day or hour), <c>session_time_unreadable</c>; each with what stands there (value).
    /// </summary>
    /// <param name="text">As it stands in the file.</param>
    /// <param name="column">The column's name.</param>
    public static Outcome<Instant> Read(string text, string column)
    {
        var typed = text.Trim();
        if (typed.Length == 0)
        {
            return Refusal.Missing(column);
        }

        foreach (var pattern in WithOffset)
        {
            if (pattern.Parse(typed) is { Success: true, Value: var known })
            {
                return known.ToInstant();
            }
        }

        foreach (var pattern in Local)
        {
            if (pattern.Parse(typed) is { Success: true, Value: var local })
            {
                return CountyTime.At(local);
            }
        }

        return new Refusal(WhyNot(typed), column).With("value", typed.Length <= MostShown ? typed : typed[..MostShown]);
    }

    private const int MostShown = 40;

    private static string WhyNot(string typed) =>
        YearLast().IsMatch(typed) ? "session_time_order"
        : Number().IsMatch(typed) ? "session_time_number"
        : DayAlone().IsMatch(typed) ? "session_time_no_clock"
        : Shaped().IsMatch(typed) ? "session_time_impossible"
        : "session_time_unreadable";

    [GeneratedRegex(@"^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})(\D.*)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^\d+([.]\d+)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d{4}(-|/|年)\d{1,2}(-|/|月)\d{1,2}日?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]   // read, never shown
    private static partial Regex DayAlone();

    [GeneratedRegex(@"^\d{4}(-|/|年)\d{1,2}(-|/|月)\d{1,2}日?[ T]\d{1,2}:\d{1,2}(:\d{1,2})?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]   // read, never shown
    private static partial Regex Shaped();
}
