using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>
/// Times of GeoReport. Written in UTC to the second, <c>2026-09-24T08:30:00Z</c>, which every known client reads; read more kindly,
/// also with half a zone (<c>-05</c>) or none at all, which then is the county's own.
/// </summary>
internal static class GeoTime
{
    private static readonly InstantPattern Written = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss'Z'");   // a pattern, not a text

    private static readonly OffsetDateTimePattern[] Zoned =
    [
        OffsetDateTimePattern.Rfc3339,
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFFo<g>"),   // a pattern, not a text
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<g>"),   // a pattern, not a text
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<I>"),   // a pattern, not a text
    ];

    private static readonly LocalDateTimePattern[] Zoneless =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFFF"),   // a pattern, not a text
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),   // a pattern, not a text
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-d HH:mm"),   // a pattern, not a text
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd"),   // a pattern, not a text
    ];

    /// <summary>As every client reads it.</summary>
    public static string Write(Instant at) => Written.Format(at);

    /// <summary>As anybody may have written it; null when it is no time.</summary>
    public static Instant? Read(string? text)
    {
        // The plus of a zone, unescaped in an address, arrives as a blank.
        var typed = (text ?? "").Trim();
        typed = typed.Length > 6 && typed[^6] == ' ' && typed.Contains('T', StringComparison.Ordinal) ? $"{typed[..^6]}+{typed[^5..]}" : typed;
        return typed.Length is 0 or > 40 ? null
            : Zoned.Select(p => p.Parse(typed)).FirstOrDefault(r => r.Success) is { } zoned ? zoned.Value.ToInstant()
            : Zoneless.Select(p => p.Parse(typed)).FirstOrDefault(r => r.Success) is { } local ? CountyTime.At(local.Value)
            : null;
    }
}
