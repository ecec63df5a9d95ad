using System.Diagnostics;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Telemetry;
using Microsoft.AspNetCore.StaticAssets;

namespace Countyworks.Server.Telemetry;

/// <summary>
/// One line, one count and one span a request, with the pattern of its route: an address may name a request and its secret code. Files that
/// belong to pages, and probes, are counted and have no line.
/// </summary>
public sealed partial class RequestWatch(RequestDelegate next, Measures measures, ILogger<RequestWatch> log)
{
    private const string Files = "files";
    private const string Nowhere = "none";

    private static readonly HashSet<string> methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Runs the rest and says how it ended.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        var (started, outcome) = (TimeProvider.System.GetTimestamp(), RequestOutcome.Begin());
        using var span = Start(http);
        try
        {
            await next(http);
        }
        finally
        {
            End(http, outcome.Code, TimeProvider.System.GetElapsedTime(started), span);
        }
    }

    // The platform's own activity tells addresses, so it is not what is shown; a caller's trace is joined.
    private static Activity? Start(HttpContext http)
    {
        if (!Measures.Spans.HasListeners())
        {
            return null;
        }

        Activity.Current = null;
        return Measures.Spans.StartActivity(
            "request", ActivityKind.Server, ActivityContext.TryParse(http.Request.Headers.TraceParent, null, isRemote: true, out var caller) ? caller : default);
    }

    private void End(HttpContext http, string? code, TimeSpan took, Activity? span)
    {
        var (route, kind) = Of(http);
        var (method, status) = (methods.Contains(http.Request.Method) ? http.Request.Method : "other", http.Response.StatusCode);
        measures.Requests.Add(1, new("route", route), new("method", method), new("status", status));
        measures.RequestDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("kind", kind));
        if (span is not null)
        {
            span.DisplayName = $"{method} {route}";
            span.SetTag("http.route", route).SetTag("http.request.method", method).SetTag("http.response.status_code", status).SetTag("outcome", code);
            span.SetStatus(status >= 500 ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }

        if (log.IsEnabled(LogLevel.Information) && (kind is "page" or "api" || status >= 400))
        {
            LogRequest(method, route, status, code, Math.Round(took.TotalMilliseconds, 1), http.Caller().Person?.Id.Value);
        }
    }

    /// <summary>The pattern of the route that was asked for, and what it answers with: page, api, file or probe.</summary>
    internal static (string Route, string Kind) Of(HttpContext http) => http.GetEndpoint() switch
    {
        null => (Nowhere, http.IsApi() ? "api" : "page"),
        { Metadata: var metadata } when metadata.GetMetadata<StaticAssetDescriptor>() is not null => (Files, "file"),
        RouteEndpoint { RoutePattern.RawText: { } pattern } => ("/" + pattern.TrimStart('/'), Probes.IsOne(pattern) ? "probe" : http.IsApi() ? "api" : "page"),
        _ => (Nowhere, "page"),
    };

    [LoggerMessage(100, LogLevel.Information, "{Method} {Route}: {Status} ({Outcome}) in {Milliseconds} ms, asked by {Actor}")]
    private partial void LogRequest(string method, string route, int status, string? outcome, double milliseconds, Guid? actor);
}
