using System.Net;
using System.Text.Json;
using Countyworks.Core.Notices;
using Countyworks.Core.Notices.Channels;
using Countyworks.Data;
using Countyworks.Data.Outbox;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Countyworks.Tests.Notices;

public sealed class Calling_webhooks : IAsyncLifetime
{
    private const string Secret = "a key of the tests";

    private readonly List<(string At, string Signature, string Body)> calls = [];
    private WebApplication receiver = null!;
    private int status = 200;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(WebhookSettings.SecretVariable, Secret);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/hook", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            calls.Add((request.Headers[WebhookChannel.AtHeader].ToString(), request.Headers[WebhookChannel.SignatureHeader].ToString(), body));
            return Results.StatusCode(status);
        });
        await receiver.StartAsync();
    }

    [Fact]
    public async Task A_call_is_signed_over_its_moment_and_body()
    {
        Assert.Null(await Call(Address, "127.0.0.1"));

        var (at, signature, body) = Assert.Single(calls);
        Assert.Equal(TestStore.Now.ToUnixTimeSeconds().ToString(), at);
        Assert.Equal(WebhookChannel.Sign(Secret, TestStore.Now.ToUnixTimeSeconds(), body), signature);
        Assert.Contains("\"text\":\"路灯已修好\"", body, StringComparison.Ordinal);
    }

    /// <summary>The same as: printf '1.{}' | openssl dgst -sha256 -hmac key.</summary>
    [Fact]
    public void The_signature_is_the_one_other_programs_compute()
    {
        Assert.Equal("sha256=" + Known, WebhookChannel.Sign("key", 1, "{}"));
    }

    [Fact]
    public async Task An_address_of_the_inside_is_never_called()
    {
        var port = new Uri(receiver.Urls.First()).Port;

        Assert.Equal("webhook_address_private", (await Call($"https://127.0.0.1:{port}/hook"))?.Code);
        Assert.Equal("webhook_address_private", (await Call($"https://localhost:{port}/hook"))?.Code);
        Assert.Empty(calls);
    }

    [Theory]
    [InlineData("http://example.org/hook")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task An_address_without_protection_is_refused(string address)
    {
        Assert.Equal("webhook_address_invalid", (await Call(address))?.Code);
    }

    [Theory]
    [InlineData(503, "webhook_failed", RefusalKind.Unavailable)]
    [InlineData(302, "webhook_failed", RefusalKind.Unavailable)]
    [InlineData(410, "webhook_gone", RefusalKind.Invalid)]
    public async Task An_answer_other_than_success_is_a_failure(int answer, string code, RefusalKind kind)
    {
        status = answer;

        var refusal = await Call(Address, "127.0.0.1");

        Assert.Equal((code, kind), (refusal?.Code, refusal?.Kind));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("114.114.114.114", true)]
    [InlineData("2400:3200::1", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void These_addresses_are_of_the_open_internet_or_not(string address, bool isPublic)
    {
        Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));
    }

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    private const string Known = "1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224";

    private string Address => receiver.Urls.First() + "/hook";

    private static async Task<Refusal?> Call(string address, params string[] allowed)
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        using var channel = new WebhookChannel(new NoticeSettings { Webhook = new WebhookSettings { AllowedHosts = allowed } }, store.Keys);
        var letter = Letter.To(new Ids().Next<Notice>(TestStore.Now), address, store.Keys, "路灯已修好", null);
        var message = new Message
        {
            Id = new Ids().Next<Message>(TestStore.Now),
            At = TestStore.Now,
            Topic = channel.Topic,
            Body = JsonSerializer.Serialize(letter, Json.Options),
            NextTryAt = TestStore.Now,
        };
        return (await channel.Deliver(message, default)).Refusal;
    }
}
