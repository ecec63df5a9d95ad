using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Data.Telemetry;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;

namespace Countyworks.Core.Web.Limits;

/// <summary>
/// Counts changes and lookups by account, or by address for callers without one, and turns away who makes too many (<c>called_too_often</c>, minutes to wait):
/// software with a problem, people with a page that keeps what they typed. Both are told when to come again (<c>Retry-After</c>). A form that is larger than may be is told so before anybody reads it.
/// </summary>
public sealed class CallGate(RequestDelegate next, KeptWindows windows, IClock clock)
{
    private const string Code = "called_too_often";

    /// <summary>Lets a call in, or answers it.</summary>
    public Task InvokeAsync(HttpContext http, Texts texts)
    {
        if (IsReadByAntiforgery(http) && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { } size && TooLarge.Refuses(http, size))
        {
            return Task.CompletedTask;
        }

        if (LimitOf(http) is not { } limit || WaitFor(http, limit) is not { } wait)
        {
            return next(http);
        }

        RequestOutcome.Note(Code);
        var minutes = (int)Math.Ceiling(wait.TotalMinutes);
        if (http.GetEndpoint()?.Metadata.GetMetadata<TurnedAway>() is { } own)
        {
            return own.Answer(http, minutes);
        }

        if (http.IsApi())
        {
            return Problems.From(new Refusal(Code) { Kind = RefusalKind.TooMany }.With("minutes", minutes), texts).ExecuteAsync(http);
        }

        http.Response.Headers.RetryAfter = (minutes * 60).ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Task.CompletedTask;
    }

    // Whoever looks for the token of a form finds none in what it may not read, and would call the page stale.
    private static bool IsReadByAntiforgery(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: true };

    private static CallLimit? LimitOf(HttpContext http) =>
        http.GetEndpoint() is not { } endpoint ? null
        : endpoint.Metadata.GetMetadata<CallLimit>() is { } own ? own
        : HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method) ? null
        : CallLimit.Change;

    private Duration? WaitFor(HttpContext http, CallLimit limit)
    {
        var person = http.Caller().Person;
        var (key, now) = (person?.Id.ToString() ?? AttemptWindow.KeyOf(http.Connection.RemoteIpAddress), clock.GetCurrentInstant());
        var window = person is null
            ? windows.Of(limit.Name + ".address", limit.ByAddress, CallLimit.Period)
            : windows.Of(limit.Name + ".account", limit.ByAccount, CallLimit.Period);
        return window.WaitOrCount(key, now);
    }
}
