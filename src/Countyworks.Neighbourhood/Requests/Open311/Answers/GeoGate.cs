using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>
/// Around every call of GeoReport: counts it, knows the format, and sees to it that whatever goes wrong is a list of errors and never a page.
/// </summary>
internal sealed partial class GeoGate(CallLimits limits, IClock clock, Texts texts, ILogger<GeoGate> log) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (limits.Read(http.Connection.RemoteIpAddress, clock.GetCurrentInstant()) is { } tooOften)
        {
            return GeoResult.Errors(http, tooOften, texts);
        }

        if (GeoResult.FormatOf(http.Request.Path) is null)
        {
            return GeoResult.Errors(http, NotThere, texts);
        }

        try
        {
            return await next(context);
        }
        catch (Exception unreadable) when (unreadable is BadHttpRequestException or InvalidDataException or IOException)
        {
            return GeoResult.Errors(http, new Refusal("open311_form_unreadable"), texts);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            LogBroken(http.GetEndpoint()?.DisplayName ?? "", broken.GetType().Name, broken.StackTrace ?? "");
            return GeoResult.Errors(http, new Refusal("busy") { Kind = RefusalKind.Unavailable }, texts);
        }
    }

    /// <summary>No such address, or no such format.</summary>
    public static Refusal NotThere => new("open311_not_there") { Kind = RefusalKind.NotFound };

    [LoggerMessage(60, LogLevel.Error, "{Route} failed with {Exception} {Trace}")]
    private partial void LogBroken(string route, string exception, string trace);
}
