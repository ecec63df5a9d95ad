using System.Globalization;
using System.Text.Json;
using Countyworks.Core.Posts;
using Countyworks.Data;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Countyworks.Core.Web;

/// <summary>
/// What every endpoint of the API has at hand: who calls, the rows, the writer; and the one way a command is run and answered:
/// an <c>Idempotency-Key</c> makes a repeat safe, <c>If-Match</c> guards what was seen, refusals are problem details.
/// </summary>
public readonly record struct ApiCall(HttpContext Http, Writer Writer, DistrictDb Db, IClock Clock, Texts Texts)
{
    private const int LongestKey = 200;

    /// <summary>Who calls.</summary>
    public Caller Caller => Http.Caller();

    /// <summary>Now.</summary>
    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>The version the client saw, from <c>If-Match: "3"</c>; null when it says nothing.</summary>
    public int? IfVersion =>
        int.TryParse(Http.Request.Headers.IfMatch.ToString().Trim('"', 'W', '/'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>Runs a command and answers its result as JSON, or the refusal.</summary>
    /// <param name="command">The use case's name.</param>
    /// <param name="body">What was sent: the same key with another body is refused.</param>
    /// <param name="decide">The use case; its result is what is answered, so it is a record that JSON can hold.</param>
    /// <param name="location">The address of what was made, for 201; null for 200.</param>
    public async Task<IResult> Run<T>(string command, object? body, Func<Change, Outcome<T>> decide, Func<T, string>? location = null)
    {
        var key = Http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey)
        {
            return Problem(Refusal.TooLong("Idempotency-Key", LongestKey));
        }

        var once = key.Length == 0 ? null : Once.For($"{Caller.Person?.Id}/{key}", Http.Request.Path + JsonSerializer.Serialize(body, Json.Options));
        var outcome = await Writer.Run(Caller.Envelope(command, Now, null, once), decide, Http.RequestAborted);
        return !outcome.IsDone(out var result, out var refusal) ? Problem(refusal)
            : location is null ? Results.Json(result, Json.Options)
            : Created(result, location(result));
    }

    /// <summary>A refusal, as problem details.</summary>
    public IResult Problem(Refusal refusal) => Problems.From(refusal, Texts);

    /// <summary>A thing with its version as ETag; 304 when the client has it.</summary>
    public IResult Versioned<T>(T thing, int version)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        Http.Response.Headers.ETag = tag;
        return Http.Request.Headers.IfNoneMatch == tag ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(thing, Json.Options);
    }

    private IResult Created<T>(T result, string location)
    {
        Http.Response.Headers.Location = location;
        return Results.Json(result, Json.Options, statusCode: StatusCodes.Status201Created);
    }
}

/// <summary>One page of a list: ask for the next with <c>after={Next}</c>.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>The most of a page.</summary>
    public const int MostItems = 200;
}
