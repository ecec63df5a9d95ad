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
public sealed record ApiCall(
    HttpContext Http,
    Writer Writer,
    DistrictDb Db,
    IClock Clock,
    Texts Texts)
{
    /// <summary>Gathers it, see <see cref="PageCall.BindAsync"/>.</summary>
    public static ValueTask<ApiCall> BindAsync(HttpContext http) =>
        ValueTask.FromResult(new ApiCall(http, http.Get<Writer>(), http.Get<DistrictDb>(), http.Get<IClock>(), http.Get<Texts>()));

    /// <summary>The header that makes a repeat safe, and the most characters of it.</summary>
    public const string KeyHeader = "Idempotency-Key";

    /// <summary>The most characters of an <c>Idempotency-Key</c>.</summary>
    public const int LongestKey = 100;

    /// <summary>The <c>Idempotency-Key</c>; "" for none. Refuses <c>too_long</c>.</summary>
    public Outcome<string> Key => Http.Request.Headers[KeyHeader].ToString() is { Length: <= LongestKey } key ? key : Refusal.TooLong(KeyHeader, LongestKey);

    /// <summary>Who calls.</summary>
    public Caller Caller => Http.Caller();

    /// <summary>Now.</summary>
    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>Runs a command and answers its result as JSON (204 when it has nothing to say), or the refusal.</summary>
    /// <param name="command">The use case's name.</param>
    /// <param name="body">What was sent: the same key with another body is refused.</param>
    /// <param name="decide">The use case; its result is what is answered, so it is a record that JSON can hold.</param>
    /// <param name="location">The address of what was made, for 201; null for 200.</param>
    public async Task<IResult> Run<T>(string command, object? body, Func<Change, Outcome<T>> decide, Func<T, string>? location = null)
    {
        if (!Key.IsDone(out var key, out var tooLong))
        {
            return Problem(tooLong);
        }

        // Everybody's keys are their own; those of callers without an account stand together, and hold only with the very same body.
        var once = key.Length == 0 ? null : Once.For($"api/{Caller.Person?.Id}/{key}", Http.Request.Path + JsonSerializer.Serialize(body, Json.Options));
        var outcome = await Writer.Run(Caller.Envelope(command, Now, null, once), decide, Http.RequestAborted);
        return !outcome.IsDone(out var result, out var refusal) ? Problem(refusal)
            : result is Done ? Results.NoContent()
            : location is null ? Results.Json(result, Json.Options)
            : Created(result, location(result));
    }

    /// <summary>Runs a command on something that has a version, as <see cref="Run"/> does; 412 when <c>If-Match</c> names another.</summary>
    /// <param name="command">The use case's name.</param>
    /// <param name="body">What was sent.</param>
    /// <param name="version">The version before the command; null when the thing is not there.</param>
    /// <param name="decide">The use case.</param>
    public Task<IResult> RunIfMatch<T>(string command, object? body, Func<Change, int?> version, Func<Change, Outcome<T>> decide)
    {
        var request = Http.Request;
        return Run<T>(command, body, change =>
        {
            // The condition counts only where all else is well (RFC 9110, 13.2.1); what was written by then is undone with the refusal.
            var before = version(change);
            var outcome = decide(change);
            return outcome.Refusal is null && before is { } seen && !request.IfMatchHolds(seen) ? Refusal.Changed : outcome;
        });
    }

    /// <summary>A refusal, as problem details. What changed under a caller's <c>If-Match</c> is a condition that failed: 412.</summary>
    public IResult Problem(Refusal refusal) => Problems.From(
        refusal, Texts, refusal.Code == Refusal.Changed.Code && Http.Request.Headers.IfMatch.Count > 0 ? StatusCodes.Status412PreconditionFailed : null);

    /// <summary>Something as JSON.</summary>
    public IResult Answer<T>(T thing) => Results.Json(thing, Json.Options);

    /// <summary>A thing with its version as ETag; 304 when the client has it.</summary>
    public IResult Versioned<T>(T thing, int version)
    {
        Http.Response.Headers.ETag = EntityTags.Of(version).ToString();
        Http.Response.Headers.CacheControl = "private, no-cache";
        return Http.Request.HasAlready(version) ? Results.StatusCode(StatusCodes.Status304NotModified) : Answer(thing);
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
    /// <summary>The page of rows read one beyond it.</summary>
    /// <param name="rows">At most <paramref name="most"/> and one more.</param>
    /// <param name="most">From <see cref="Paging.Most"/>.</param>
    /// <param name="next">Where the page after an item begins.</param>
    public static ApiPage<T> Of(IReadOnlyList<T> rows, int most, Func<T, string> next) =>
        rows.Count <= most ? new(rows, null) : new([.. rows.Take(most)], next(rows[most - 1]));
}

/// <summary>Where a page of the API begins and how long it is: <c>?after=&amp;limit=</c>.</summary>
public static class Paging
{
    /// <summary>How many items a page has unless asked otherwise.</summary>
    public const int Usual = 50;

    /// <summary>The most of a page.</summary>
    public const int Longest = 200;

    /// <summary>The items of a page for the limit asked for: at least 1, at most <see cref="Longest"/>.</summary>
    public static int Most(int? limit) => Math.Clamp(limit ?? Usual, 1, Longest);

    /// <summary>Where a page begins in a list by time and id; null for an instant that is not known.</summary>
    public static string Write<T>(Instant? at, Id<T> id) => string.Create(CultureInfo.InvariantCulture, $"{at?.ToUnixTimeTicks()}.{id}");

    /// <summary>Reads it; refuses <c>after_invalid</c> (after).</summary>
    public static Outcome<(Instant? At, Id<T> Id)> Read<T>(string after) =>
        after.Split('.') is [var at, var last] && Id<T>.TryParse(last, null, out var id) && (at.Length == 0 || IsTicks(at, out _))
            ? (IsTicks(at, out var ticks) ? Instant.FromUnixTimeTicks(ticks) : null, id)
            : new Refusal("after_invalid", "after");

    private static bool IsTicks(string text, out long ticks) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ticks) && ticks <= Instant.MaxValue.ToUnixTimeTicks();
}
