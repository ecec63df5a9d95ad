using System.Text.Json.Nodes;
using System.Text.Json;

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
    public static IResult From(Refusal refusal, Texts texts)
    {
        var problem = Describe(refusal, texts);
        problem["title"] = texts[TitleOf(StatusOf(refusal.Kind))];
        problem["status"] = StatusOf(refusal.Kind);
        problem["errors"] = new JsonArray([.. refusal.All.Select(one => Describe(one, texts))]);
        return Json(problem, StatusOf(refusal.Kind));
    }

    /// <summary>The answer to a request that got no further than the door.</summary>
    internal static IResult From(int status, Texts texts) => Json(
        new JsonObject { ["code"] = CodeOf(status), ["detail"] = texts[TitleOf(status) + ".what"], ["title"] = texts[TitleOf(status)], ["status"] = status },
        status);

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

    /// <summary>The HTTP status of a page that shows a refused form again: one whose fields break a rule was understood, so it is 422.</summary>
    public static int StatusOfPage(Refusal refusal) =>
        refusal.Kind == RefusalKind.Invalid ? StatusCodes.Status422UnprocessableEntity : StatusOf(refusal.Kind);

    /// <summary>The key of a status's name; of those without a name of their own, that of their class.</summary>
    internal static string TitleOf(int status) => "problem." + CodeOf(status);

    private static string CodeOf(int status) => status switch
    {
        401 => "sign_in_needed",
        403 => "forbidden",
        404 => "not_found",
        409 => "conflict",
        413 => "too_large",
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

    private static IResult Json(JsonObject problem, int status) => Results.Json(problem, Data.Json.Options, MediaType, status);
}
