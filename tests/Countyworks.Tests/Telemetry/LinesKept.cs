using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Countyworks.Server.Telemetry;
using Countyworks.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime.Testing;

namespace Countyworks.Tests.Telemetry;

/// <summary>Every line a server writes, kept for a test.</summary>
internal sealed class LinesKept : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public IReadOnlyList<JsonObject> Of(int eventId) => [.. lines.Select(line => JsonNode.Parse(line)!.AsObject()).Where(line => (int)line["event"]! == eventId)];

    /// <summary>Has a host write its lines here, at the levels of a server.</summary>
    public void In(WebApplicationBuilder builder) => builder.Logging.ClearProviders().AddFilter("Countyworks", LogLevel.Information).AddProvider(this);

    public ILogger CreateLogger(string categoryName) => new Keeping(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Keeping(string category, ConcurrentQueue<string> lines) : ILogger
    {
        private static readonly JsonLines form = new(new FakeClock(TestStore.Now));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue(Encoding.UTF8.GetString(form.Of(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter))).TrimEnd());
        }
    }
}
