using System.Text.Json;
using Countyworks.Data;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Core.Notices;

/// <summary>
/// What a notice says: the key of a text and what it names, so that everybody reads it in their own language.
/// Arguments are strings, whole numbers, days and instants; days and instants are put in the reader's words.
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="Arguments">In the order of the text's placeholders.</param>
public sealed record NoticeText(string Key, params IReadOnlyList<object> Arguments)
{
    private const string Day = "day";
    private const string Moment = "at";

    /// <summary>The arguments as they are kept.</summary>
    /// <exception cref="ArgumentException">One is of no kind that can be kept.</exception>
    internal string Write() => JsonSerializer.Serialize(Arguments.Select(Kept), Json.Options);

    /// <summary>What was kept.</summary>
    internal static NoticeText Read(string key, string arguments)
    {
        using var json = JsonDocument.Parse(arguments);
        return new(key, [.. json.RootElement.EnumerateArray().Select(Given)]);
    }

    private static object Kept(object argument) => argument switch
    {
        string or int or long => argument,
        LocalDate day => new Dictionary<string, string> { [Day] = LocalDatePattern.Iso.Format(day) },
        Instant at => new Dictionary<string, string> { [Moment] = InstantPattern.ExtendedIso.Format(at) },
        _ => throw new ArgumentException($"A notice cannot keep a {argument.GetType().Name}.", nameof(argument)),
    };

    private static object Given(JsonElement argument) => argument.ValueKind switch
    {
        JsonValueKind.String => argument.GetString()!,
        JsonValueKind.Number => argument.GetInt64(),
        _ when argument.TryGetProperty(Day, out var day) => LocalDatePattern.Iso.Parse(day.GetString()!).Value,
        _ => InstantPattern.ExtendedIso.Parse(argument.GetProperty(Moment).GetString()!).Value,
    };
}
