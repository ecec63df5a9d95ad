using System.Net;
using System.Net.Sockets;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Telemetry;
using Microsoft.AspNetCore.Antiforgery;
using NodaTime;

namespace Countyworks.Server.Telemetry;

/// <summary>
/// A line for every request that was refused for security's sake, with a number that stays: whoever watches a county's servers looks for those. It names the
/// account, where it is known, and the network, not the address. The same from the same caller is told once within <see cref="CallLimit.Period"/>, so that
/// nobody floods the log, and counted each time.
/// </summary>
public sealed partial class SecurityWatch(RequestDelegate next, Measures measures, IClock clock, ILogger<SecurityWatch> log)
{
    internal const int SignInFailed = 200;
    internal const int Refused = 201;
    internal const int NotThere = 202;
    internal const int TooOften = 203;
    internal const int FormUntrusted = 204;

    private const int FirstBitsOfFour = 24;
    private const int FirstBitsOfSix = 48;

    private readonly AttemptWindow told = new(1, CallLimit.Period);

    /// <summary>Runs the rest and looks at how it ended. What broke is told by others.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException wrong)
        {
            Look(http, wrong.StatusCode);
            throw;
        }

        Look(http, http.Response.StatusCode);
    }

    /// <summary>The network of an address: 256 addresses of IPv4, a site's /48 of IPv6; null where there is none.</summary>
    internal static string? NetworkOf(IPAddress? address) => address switch
    {
        null => null,
        { IsIPv4MappedToIPv6: true } => NetworkOf(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetworkV6 } => First(address, FirstBitsOfSix),
        _ => First(address, FirstBitsOfFour),
    };

    private static string First(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bits / 8).Clear();
        return $"{new IPAddress(bytes)}/{bits}";
    }

    // Nearly every request has nothing to tell, and pays for two looks alone.
    private void Look(HttpContext http, int status)
    {
        if (RequestOutcome.Current?.FailedSignIn is { } failed)
        {
            Tell(failed, NetworkOf(http.Connection.RemoteIpAddress));
        }

        if (KindOf(http, status) is { } kind)
        {
            Tell(kind, http, status);
        }
    }

    private void Tell(FailedSignIn failed, string? network)
    {
        measures.SignInFailures.Add(1, new KeyValuePair<string, object?>("code", failed.Code));
        if (CountAndTell(SignInFailed, $"{failed.Means} {failed.Code} {failed.Account}", network))
        {
            LogSignInFailed(failed.Means, failed.Code, failed.Account, network);
        }
    }

    private void Tell(int kind, HttpContext http, int status)
    {
        var (outcome, actor, network) = (RequestOutcome.Current, http.Caller().Person?.Id.Value, NetworkOf(http.Connection.RemoteIpAddress));
        var route = RequestWatch.Of(http).Route;
        switch (kind)
        {
            case Refused when CountAndTell(Refused, $"{route} {outcome?.Code} {actor}", network): LogRefused(route, status, outcome?.Code, actor, network); break;
            case NotThere when CountAndTell(NotThere, $"{route} {actor}", network): LogNotThere(route, actor, network); break;
            case TooOften when CountAndTell(TooOften, $"{route} {outcome?.Code} {actor}", network): LogTooOften(route, outcome?.Code, actor, network); break;
            case FormUntrusted when CountAndTell(FormUntrusted, $"{route} {actor}", network): LogFormUntrusted(route, actor, network); break;
            default: break;
        }
    }

    // What is not there and what the caller may not know of look alike, to us too: whoever has signed in and asks for a thing by its name is told of.
    private static int? KindOf(HttpContext http, int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => Refused,
        StatusCodes.Status404NotFound when http.Caller().Person is not null && http.GetEndpoint() is RouteEndpoint && http.Request.RouteValues.Count > 0 => NotThere,
        StatusCodes.Status429TooManyRequests => TooOften,
        StatusCodes.Status400BadRequest when http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } => FormUntrusted,
        _ => null,
    };

    // Counts it, and answers whether it is to be told too: not again to the same within the period.
    private bool CountAndTell(int number, string what, string? network)
    {
        var (key, now) = ($"{number} {what} {network}", clock.GetCurrentInstant());
        measures.SecurityEvents.Add(1, new KeyValuePair<string, object?>("event", number));
        if (told.WaitFor(key, now) is not null)
        {
            return false;
        }

        told.Count(key, now);
        return true;
    }

    [LoggerMessage(SignInFailed, LogLevel.Information, "Who it was could not be shown by {Means}: {Code}; account {Account}, from {Network}")]
    private partial void LogSignInFailed(string means, string code, Guid? account, string? network);

    [LoggerMessage(Refused, LogLevel.Information, "{Route} was refused with {Status} ({Outcome}) to {Actor}, from {Network}")]
    private partial void LogRefused(string route, int status, string? outcome, Guid? actor, string? network);

    [LoggerMessage(NotThere, LogLevel.Information, "{Route} was asked for what is not there, or not for {Actor}, from {Network}")]
    private partial void LogNotThere(string route, Guid? actor, string? network);

    [LoggerMessage(TooOften, LogLevel.Information, "{Route} was called more often than may be ({Outcome}) by {Actor}, from {Network}")]
    private partial void LogTooOften(string route, string? outcome, Guid? actor, string? network);

    [LoggerMessage(FormUntrusted, LogLevel.Information, "A form came to {Route} whose token did not hold: too old, or made elsewhere; by {Actor}, from {Network}")]
    private partial void LogFormUntrusted(string route, Guid? actor, string? network);
}
