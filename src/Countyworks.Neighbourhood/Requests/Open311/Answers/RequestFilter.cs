using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>A span of time asked for: from its first instant to before its last.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Included, since clients send the second of the last one.</param>
internal sealed record GeoSpan(Instant From, Instant To)
{
    /// <summary>The longest span.</summary>
    public static readonly Duration Longest = Duration.FromDays(90);

    /// <summary>
    /// Reads <c>start_date</c> and <c>end_date</c>: with one alone the span is the longest that begins or ends there, with none the latest.
    /// Refuses <c>open311_date_unreadable</c> (start_date, end_date), <c>open311_span_backwards</c>, <c>open311_span_too_long</c> (days).
    /// </summary>
    public static Outcome<GeoSpan> Read(GeoCall call)
    {
        var (start, end) = (call.Argument("start_date"), call.Argument("end_date"));
        var (from, to) = (GeoTime.Read(start), GeoTime.Read(end));
        if (Refusal.Join(new[] { ("start_date", start, from), ("end_date", end, to) }
            .Where(d => d.Item2 is not null && d.Item3 is null).Select(d => new Refusal("open311_date_unreadable", d.Item1))) is { } unreadable)
        {
            return unreadable;
        }

        var last = to ?? (from is { } first ? Instant.Min(call.Now, first + Longest) : call.Now);
        var span = new GeoSpan(from ?? last - Longest, Instant.Max(last, from ?? last));
        return to < from ? new Refusal("open311_span_backwards", "end_date")
            : span.To - span.From > Longest ? new Refusal("open311_span_too_long", "end_date").With("days", (int)Longest.TotalDays)
            : span;
    }
}

/// <summary>Which requests are asked for.</summary>
/// <param name="Numbers">These alone, whatever else was asked and however old they are; null for those of the span.</param>
/// <param name="Span">Received within it.</param>
/// <param name="Codes">Of these services; empty for all.</param>
/// <param name="IsOpen">Open ones, or closed ones; null for both.</param>
internal sealed record RequestFilter(IReadOnlyList<string>? Numbers, GeoSpan Span, IReadOnlyList<string> Codes, bool? IsOpen)
{
    /// <summary>The most requests of an answer.</summary>
    public const int Most = 1000;

    /// <summary>
    /// Reads the arguments. <c>service_request_id</c> overrides all others, so what is wrong with those is of no matter then; an id that can't be
    /// one is of no request. Refuses what <see cref="GeoSpan.Read"/> refuses, then <c>open311_status_unknown</c>, <c>open311_too_many_ids</c> (limit).
    /// </summary>
    public static Outcome<RequestFilter> Read(GeoCall call)
    {
        if (call.Argument("service_request_id") is { } ids)
        {
            var numbers = Split(ids);
            return numbers.Length > Most
                ? new Refusal("open311_too_many_ids", "service_request_id").With("limit", Most)
                : new RequestFilter([.. numbers.Select(TrackingNumber.Parse).OfType<string>().Distinct()], new GeoSpan(call.Now, call.Now), [], null);
        }

        return GeoSpan.Read(call).Then<RequestFilter>(span =>
        {
            var status = Split(call.Argument("status") ?? "").Distinct().ToList();
            return status.Exists(s => s is not ("open" or "closed"))
                ? new Refusal("open311_status_unknown", "status")
                : new RequestFilter(null, span, Split(call.Argument("service_code") ?? ""), status.Count == 1 ? status[0] == "open" : null);
        });
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
