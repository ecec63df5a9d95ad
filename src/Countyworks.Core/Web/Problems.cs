using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countyworks.Data.Telemetry;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.Web;

/// <summary>
/// Refusals as machines read them: problem details (RFC 9457) with the code, the field, every error, and what to do in the reader's words.
/// </summary>
public static class Problems
{
    private const string MediaType = "application/problem+json";

    /// <summary>The answer to a request that was refused.</summary>
    /// <param name="refusal">Why.</param>
    /// <param name="texts">The reader's words.</param>
    /// <param name="status">The status, where it isn't that of the refusal's kind.</param>
    public static IResult From(Refusal refusal, Texts texts, int? status = null)
    {
        var answered = status ?? StatusOf(refusal.Kind);
        var problem = Describe(refusal, texts);
        problem["title"] = texts[TitleOf(answered)];
        problem["status"] = answered;
        problem["errors"] = new JsonArray([.. refusal.All.Select(one => Describe(one, texts))]);
        return new Problem(problem, answered, MinutesIn(refusal));
    }

    /// <summary>The answer to a request that got no further than the door.</summary>
    internal static IResult From(int status, Texts texts) => new Problem(
        new JsonObject { ["code"] = CodeOf(status), ["detail"] = texts[DetailOf(status)], ["title"] = texts[TitleOf(status)], ["status"] = status }, status, null);

    /// <summary>The HTTP status of a kind of refusal.</summary>
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>The HTTP status of a page that says a refusal: a form whose fields break a rule was understood, so it is 422.</summary>
    public static int StatusOfPage(Refusal refusal) =>
        refusal.Kind == RefusalKind.Invalid ? StatusCodes.Status422UnprocessableEntity : StatusOf(refusal.Kind);

    /// <summary>The HTTP status of a page with a form: of what it was refused for, else all is well.</summary>
    public static int StatusOf(Form form) => form.Refusal is { } refusal ? StatusOfPage(refusal) : StatusCodes.Status200OK;

    /// <summary>The key of a status's name; of those without a name of their own, that of their class.</summary>
    internal static string TitleOf(int status) => "problem." + CodeOf(status);

    private static string CodeOf(int status) => status switch
    {
        401 => "sign_in_needed",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_unsupported",
        409 or 412 => "conflict",
        413 => "too_large",
        415 => "media_type_unsupported",
        429 => "too_many",
        503 => "unavailable",
        >= 500 => "failed",
        _ => "invalid",
    };

    private static JsonObject Describe(Refusal refusal, Texts texts)
    {
        var problem = new JsonObject { ["code"] = refusal.Code, ["detail"] = texts.Of(refusal) };
        if (refusal.Field is { } field)
        {
            problem["field"] = field;
        }

        foreach (var (name, value) in refusal.Arguments)
        {
            problem.TryAdd(name, JsonSerializer.SerializeToNode(value, Data.Json.Options));
        }

        return problem;
    }

    // What a page says of "this page" means nothing to software.
    private static string DetailOf(int status) => TitleOf(status) + (CodeOf(status) is "invalid" or "not_found" ? ".api" : ".what");

    private static int? MinutesIn(Refusal refusal) =>
        refusal.Kind == RefusalKind.TooMany ? refusal.Arguments.Where(a => a.Key == "minutes").Select(a => a.Value).OfType<int>().Select(m => (int?)m).FirstOrDefault() : null;

    private sealed class Problem(JsonObject body, int status, int? retryAfterMinutes) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (retryAfterMinutes is { } minutes)
            {
                httpContext.Response.Headers.RetryAfter = (minutes * 60).ToString(CultureInfo.InvariantCulture);
            }

            RequestOutcome.Note((string)body["code"]!);
            httpContext.Response.Headers.CacheControl = "no-store";
            return Results.Json(body, Data.Json.Options, MediaType, status).ExecuteAsync(httpContext);
        }
    }
}
