using System.Buffers;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Countyworks.Data;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Server.Telemetry;

/// <summary>
/// A line of JSON an event: <c>at</c>, <c>level</c>, <c>event</c>, <c>from</c>, <c>trace</c>, then the named values; the sentence itself only where something
/// is wrong. An exception tells its type and place; its words only where the type never repeats what somebody typed.
/// </summary>
public sealed class JsonLines(IClock clock)
{
    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions options = new() { Encoder = Json.Options.Encoder };
    private static readonly ConcurrentDictionary<string, JsonEncodedText> names = new();

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? own;

    /// <summary>The line of an event in UTF-8, its end with it.</summary>
    public byte[] Of<TState>(in LogEntry<TState> entry)
    {
        var (bytes, json) = own ??= New();
        bytes.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("at"u8, InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant()));
        json.WriteString("level"u8, NameOf(entry.LogLevel));
        json.WriteNumber("event"u8, entry.EventId.Id);
        json.WriteString("from"u8, entry.Category);
        if (Activity.Current is { } activity)
        {
            json.WriteString("trace"u8, activity.TraceId.ToString());
        }

        WriteValues(json, entry.State);
        if (entry.LogLevel >= LogLevel.Warning)
        {
            json.WriteString("message"u8, entry.Formatter(entry.State, null));
        }

        WriteException(json, entry.Exception);
        json.WriteEndObject();
        json.Flush();
        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json) New()
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        return (bytes, new Utf8JsonWriter(bytes, options));
    }

    private static void WriteValues<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            var (name, value) = values[i];
            if (name == Template || value is null)
            {
                continue;
            }

            json.WritePropertyName(names.GetOrAdd(name, static n => JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(n))));
            switch (value)
            {
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
                case bool truth: json.WriteBooleanValue(truth); break;
                case Guid id: json.WriteStringValue(id.ToString("N")); break;
                default: json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            }
        }
    }

    private static void WriteException(Utf8JsonWriter json, Exception? error)
    {
        if (error is null)
        {
            return;
        }

        json.WriteString("exception", error.GetType().FullName);
        if (error is DbException or IOException or SocketException or InvalidOperationException or InvalidDataException or UnauthorizedAccessException)
        {
            json.WriteString("why", error.Message);
        }

        if (error.StackTrace is { } place)
        {
            json.WriteString("stack", place);
        }

        if (error.InnerException is { } cause)
        {
            json.WriteString("cause", cause.GetType().FullName);
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        LogLevel.Information => "info",
        LogLevel.Debug or LogLevel.Trace or LogLevel.None => "debug",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };
}
