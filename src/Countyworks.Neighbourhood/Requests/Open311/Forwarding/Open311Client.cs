using System.Globalization;
using System.Net;
using Countyworks.Core.Modules;
using Countyworks.Core.Notices.Channels;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>What the operator of the server allows: the section <c>open311</c> of the settings file.</summary>
public sealed record ForwardingSettings
{
    /// <summary>Hosts that may lie in the office network and be called without TLS; all others must be public and use it.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}

/// <summary>What came of sending a request.</summary>
internal abstract record SendResult
{
    /// <summary>It was taken: its number, or a token to ask for it.</summary>
    public sealed record Taken(string? RemoteId, string? Token) : SendResult;

    /// <summary>It certainly did not arrive, and may be sent again.</summary>
    public sealed record NotSent(string Why) : SendResult;

    /// <summary>It was refused for good.</summary>
    public sealed record Refused(string Why) : SendResult;

    /// <summary>Perhaps it arrived.</summary>
    public sealed record Unknown(string Why) : SendResult;
}

/// <summary>The state of a request at another authority.</summary>
internal sealed record RemoteState(bool IsClosed, string? Notes);

/// <summary>Something another authority said of a request.</summary>
internal sealed record RemoteUpdate(string UpdateId, string RequestId, string Status, string? Description);

/// <summary>Speaks GeoReport v2 to other authorities' servers, in XML, which all of them must speak.</summary>
internal sealed class Open311Client : IDisposable
{
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    // A clock there may go wrong by minutes.
    private static readonly Duration ClocksDiffer = Duration.FromMinutes(10);

    // Updates may be published late, and one read twice is taken over once.
    private static readonly Duration UpdatesOverlap = Duration.FromDays(1);

    private readonly HttpClient http;
    private readonly Lazy<ForwardingSettings> settings;

    /// <summary>Calls nobody yet.</summary>
    public Open311Client(DataFolder folder)
    {
        settings = new(() => folder.Section<ForwardingSettings>("open311"));
        http = GuardedClient.Make(IsAllowed, TimeLimit, MostBytes);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <summary>Whether a server at this address may be called: protected, or on an allowed host.</summary>
    public bool MayCall(string baseUrl) =>
        Uri.TryCreate(baseUrl, UriKind.Absolute, out var target) && target.UserInfo.Length == 0 && target.Query.Length == 0
        && (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && IsAllowed(target.Host)));

    /// <summary>Sends a request.</summary>
    public async Task<SendResult> Send(ForwardingRule rule, IReadOnlyDictionary<string, string> form, string clientKey, CancellationToken cancellation)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, Address(rule, "requests", [])) { Content = new FormUrlEncodedContent(form) };
        call.Headers.Add("Idempotency-Key", clientKey);
        try
        {
            using var answer = await http.SendAsync(call, cancellation);
            return Judge(answer.StatusCode, GeoReading.Read(await answer.Content.ReadAsStringAsync(cancellation)));
        }
        catch (HttpRequestException error) when (error.InnerException is NotPublicException refused)
        {
            return new SendResult.Refused(refused.Message);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return new SendResult.NotSent(error.Message);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            return new SendResult.Unknown(error.Message);
        }
    }

    /// <summary>Looks whether a request arrived, by our own reference in its description: its number there, or null.</summary>
    public Task<Outcome<string?>> Find(ForwardingRule rule, string reference, Instant since, CancellationToken cancellation) =>
        Get(rule, "requests", [("service_code", rule.ServiceCode), ("start_date", GeoTime.Write(since - ClocksDiffer))], items =>
            items.Where(i => i.GetValueOrDefault("description")?.Contains(reference, StringComparison.Ordinal) ?? false)
                .Select(i => i.GetValueOrDefault("service_request_id")).FirstOrDefault(), cancellation);

    /// <summary>The number a token stands for; null while there is none.</summary>
    public Task<Outcome<string?>> Resolve(ForwardingRule rule, string token, CancellationToken cancellation) =>
        Get(rule, $"tokens/{Uri.EscapeDataString(token)}", [], items => items.FirstOrDefault()?.GetValueOrDefault("service_request_id"), cancellation);

    /// <summary>The state of a request there. Refuses <c>open311_answer_unreadable</c> when it is not among what was answered.</summary>
    public async Task<Outcome<RemoteState>> Read(ForwardingRule rule, string remoteId, CancellationToken cancellation) =>
        (await Get(rule, $"requests/{Uri.EscapeDataString(remoteId)}", [], items => items.FirstOrDefault(i => i.ContainsKey("status")), cancellation))
        .Then<RemoteState>(item => item is null
            ? new Refusal("open311_answer_unreadable") { Kind = RefusalKind.Unavailable }
            : new RemoteState(item["status"].StartsWith("closed", StringComparison.OrdinalIgnoreCase), item.GetValueOrDefault("status_notes")));

    /// <summary>What was said of requests there since; a server without the extension is one that says nothing.</summary>
    public async Task<IReadOnlyList<RemoteUpdate>> Updates(ForwardingRule rule, Instant since, Instant now, CancellationToken cancellation)
    {
        var from = Instant.Max(since - UpdatesOverlap, now - GeoSpan.Longest + ClocksDiffer);
        var answer = await Get(rule, "servicerequestupdates", [("start_date", GeoTime.Write(from)), ("end_date", GeoTime.Write(now))], items => items
            .Where(i => i.ContainsKey("update_id") && i.ContainsKey("service_request_id"))
            .Select(i => new RemoteUpdate(i["update_id"], i["service_request_id"], i.GetValueOrDefault("status", ""), i.GetValueOrDefault("description"))).ToList(), cancellation);
        return answer.IsDone(out var updates, out _) ? updates : [];
    }

    private async Task<Outcome<T>> Get<T>(
        ForwardingRule rule, string path, (string Name, string Value)[] arguments, Func<IReadOnlyList<IReadOnlyDictionary<string, string>>, T> take, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(Address(rule, path, rule.ApiKey.Length > 0 ? [.. arguments, ("api_key", rule.ApiKey)] : arguments), cancellation);
            var read = GeoReading.Read(await answer.Content.ReadAsStringAsync(cancellation));
            return answer.StatusCode == HttpStatusCode.OK ? read.Then<T>(items => take(items)) : Unreachable(Said(answer.StatusCode, read));
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Unreachable(error.InnerException is NotPublicException refused ? refused.Message : error.Message);
        }
    }

    private static Refusal Unreachable(string why) => new Refusal("open311_unreachable") { Kind = RefusalKind.Unavailable }.With("reason", why);

    private static SendResult Judge(HttpStatusCode status, Outcome<IReadOnlyList<IReadOnlyDictionary<string, string>>> read)
    {
        var said = Said(status, read);
        if (status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices)
        {
            var item = read.IsDone(out var items, out _) ? items.FirstOrDefault(i => i.ContainsKey("service_request_id") || i.ContainsKey("token")) : null;
            return item is null ? new SendResult.Unknown(said) : new SendResult.Taken(Short(item, "service_request_id"), Short(item, "token"));
        }

        // The code in the body may be finer than the status: too often, or busy, is not refused for good.
        var code = read.IsDone(out var errors, out _) ? errors.Select(e => e.GetValueOrDefault("code")).FirstOrDefault() : null;
        return status == HttpStatusCode.TooManyRequests || code is "429" or "503" ? new SendResult.NotSent(said)
            : status >= HttpStatusCode.InternalServerError || said.Contains("duplicate", StringComparison.OrdinalIgnoreCase) ? new SendResult.Unknown(said)
            : new SendResult.Refused(said);
    }

    private static string? Short(IReadOnlyDictionary<string, string> item, string name) =>
        item.GetValueOrDefault(name) is { Length: <= ForwardedRequest.RemoteIdLimit } value ? value : null;

    private static string Said(HttpStatusCode status, Outcome<IReadOnlyList<IReadOnlyDictionary<string, string>>> read)
    {
        var words = read.IsDone(out var items, out _) ? items.Select(i => i.GetValueOrDefault("description")).OfType<string>().Take(3) : [];
        return string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status} {string.Join("; ", words)}").Trim();
    }

    private static Uri Address(ForwardingRule rule, string path, (string Name, string Value)[] arguments)
    {
        var all = rule.JurisdictionId is { } jurisdiction ? arguments.Append(("jurisdiction_id", jurisdiction)) : arguments;
        var query = string.Join('&', all.Select(a => $"{a.Item1}={Uri.EscapeDataString(a.Item2)}"));
        return new Uri($"{rule.BaseUrl}/{path}.xml{(query.Length > 0 ? "?" : "")}{query}");
    }

    private bool IsAllowed(string host) => settings.Value.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
