using System.Text.Json;
using System.Text.RegularExpressions;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countyworks.Core.Web;

/// <summary>
/// Turns a status without a body into a page, or for machines into problem details; and whatever broke into 500, told to nobody but the log.
/// The log names the route and the exception's type and place, not what was sent.
/// </summary>
public sealed partial class ErrorPages(RequestDelegate next, ILogger<ErrorPages> log)
{
    /// <summary>Runs the rest and answers for what it left unanswered.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        Refusal? refusal = null;
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            Begin(http, wrong.StatusCode);
            refusal = BodyWrong(wrong);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;   // Whoever asked has gone.
        }
        catch (Exception broken) when (!http.Response.HasStarted)
        {
            LogBroken(http.GetEndpoint()?.DisplayName ?? "", broken.GetType().Name, broken.StackTrace ?? "");
            Begin(http, StatusCodes.Status500InternalServerError);
        }

        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await Answer(http, http.Response.StatusCode, refusal);
        }
    }

    private static void Begin(HttpContext http, int status)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    private static Refusal? BodyWrong(BadHttpRequestException wrong) =>
        wrong is { StatusCode: StatusCodes.Status400BadRequest, InnerException: JsonException json } ? Refusal.Join(FieldsOf(json).Select(field => new Refusal("body_invalid", field))) : null;

    // Where in the JSON it is wrong: "files[0].purpose"; null for the whole. What is absent stands nowhere, and only the message names it.
    private static IEnumerable<string?> FieldsOf(JsonException json)
    {
        var place = json.Path?[1..].TrimStart('.') ?? "";
        var absent = Absent().Match(json.Message).Groups["name"].Captures;
        return absent.Count > 0 ? absent.Select(string? (name) => place.Length == 0 ? name.Value : $"{place}.{name.Value}") : [place.Length == 0 ? null : place];
    }

    private static async Task Answer(HttpContext http, int status, Refusal? refusal)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        if (http.IsApi())
        {
            var texts = http.RequestServices.GetRequiredService<Texts>();
            await (refusal is null ? Problems.From(status, texts) : Problems.From(refusal, texts)).ExecuteAsync(http);
        }
        else if (!HttpMethods.IsHead(http.Request.Method))
        {
            await Page.Show<ErrorPage, ErrorView>(new ErrorView(status) { Again = await StaleForm.Of(http, status) }, status).ExecuteAsync(http);
        }
    }

    [GeneratedRegex("^JSON deserialization for type '[^']*' was missing required properties including: ('(?<name>[^']+)'[,;.]? ?)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Absent();

    [LoggerMessage(101, LogLevel.Error, "{Route} failed with {Exception} {Trace}")]
    private partial void LogBroken(string route, string exception, string trace);
}
