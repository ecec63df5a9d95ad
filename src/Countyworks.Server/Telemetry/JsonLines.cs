using System.Buffers;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Countyworks.Data;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Server.Telemetry;

/// <summary>
/// A line of JSON an event: <c>at</c>, <c>level</c>, <c>event</c>, <c>from</c>, <c>trace</c>, then the named values; the sentence itself only where something
/// is wrong. An exception tells its type and place; its words only where the type never repeats what somebody typed.
/// </summary>
public sealed class JsonLines(IClock clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>Its name among formatters.</summary>
    public const string FormatterName = "lines";

    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions options = new() { Encoder = Json.Options.Encoder };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            json.WriteString("at", InstantPattern.ExtendedIso.Format(clock.GetCurrentInstant()));
            json.WriteString("level", NameOf(logEntry.LogLevel));
            json.WriteNumber("event", logEntry.EventId.Id);
            json.WriteString("from", logEntry.Category);
            if (Activity.Current is { } activity)
            {
                json.WriteString("trace", activity.TraceId.ToString());
            }

            WriteValues(json, logEntry.State);
            if (logEntry.LogLevel >= LogLevel.Warning)
            {
                json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            }

            WriteException(json, logEntry.Exception);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    private static void WriteValues<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            return;
        }

        foreach (var (name, value) in values.Where(v => v.Key != Template && v.Value is not null))
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
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
