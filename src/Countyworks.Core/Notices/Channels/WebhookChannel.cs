using Countyworks.Core.Secrets;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Countyworks.Data;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Notices.Channels;

/// <summary>
/// Posts notices as JSON to a web address. The header <c>X-Countyworks-Signature</c> is <c>sha256=</c> and the HMAC of
/// the header <c>X-Countyworks-At</c>, a dot and the body: who has the key can tell that it is ours and how old it is.
/// </summary>
public sealed class WebhookChannel : LetterDeliverer, IDisposable
{
    /// <summary>The header of the signature.</summary>
    public const string SignatureHeader = "X-Countyworks-Signature";

    /// <summary>The header of the moment the notice was decided, in seconds since 1970.</summary>
    public const string AtHeader = "X-Countyworks-At";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private readonly NoticeSettings settings;
    private readonly HttpClient client;

    /// <summary>Calls nobody yet.</summary>
    public WebhookChannel(NoticeSettings settings, KeyRing ring)
        : base(ChannelKind.Webhook, ring)
    {
        this.settings = settings;
        client = GuardedClient.Make(IsAllowed, TimeLimit, 64 * 1024);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>The signature of a body.</summary>
    public static string Sign(string secret, long atSeconds, string body) => "sha256=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{atSeconds}.{body}"))));

    /// <inheritdoc/>
    protected override async Task<Outcome<Done>> Deliver(Message message, Letter letter, CancellationToken cancellation)
    {
        if (settings.Webhook is null || Environment.GetEnvironmentVariable(WebhookSettings.SecretVariable) is not { Length: > 0 } secret)
        {
            return NotConfigured;
        }

        if (!Uri.TryCreate(letter.Address, UriKind.Absolute, out var target) || !(target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && IsAllowed(target.Host))))
        {
            return new Refusal("webhook_address_invalid");
        }

        using var request = Signed(message, letter, target, secret);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return answer.StatusCode switch
            {
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => Done.It,
                HttpStatusCode.Gone => new Refusal("webhook_gone"),
                var status => new Refusal("webhook_failed") { Kind = RefusalKind.Unavailable }.With("status", $"HTTP {(int)status}"),
            };
        }
        catch (HttpRequestException error) when (error.InnerException is NotPublicException refused)
        {
            return new Refusal("webhook_address_private").With("reason", refused.Message);
        }
    }

    private static HttpRequestMessage Signed(Message message, Letter letter, Uri target, string secret)
    {
        var at = message.At.ToUnixTimeSeconds();
        var body = JsonSerializer.Serialize(new Call(message.Id, letter.NoticeId, message.At, letter.Text, letter.Link), Json.Options);
        var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(AtHeader, at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(SignatureHeader, Sign(secret, at, body));
        request.Headers.Add("Idempotency-Key", message.Id.ToString());
        return request;
    }

    private bool IsAllowed(string host) => settings.Webhook?.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase) ?? false;

    private sealed record Call(Id<Message> Id, Id<Notice> NoticeId, Instant At, string Text, string? Link);
}
