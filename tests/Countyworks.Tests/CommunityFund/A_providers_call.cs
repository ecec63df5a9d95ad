using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.CommunityFund;

/// <summary>A provider of payments tells of money it received, by a signed call.</summary>
public sealed class A_providers_call
{
    private const string Whole = """{"number":"W1","fen":20000,"paidOn":"2026-09-24","unit":1,"payer":"张三"}""";

    [Theory, EveryEngine]
    public async Task Becomes_a_payment_once_and_is_answered_the_same_again(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        var secret = await Secret(site, fund);

        var first = await Call(site, fund, Whole, secret);
        var again = await Call(site, fund, Whole, secret);
        var other = await Call(site, fund, Whole.Replace("20000", "20001", StringComparison.Ordinal), secret);

        Assert.Equal((HttpStatusCode.OK, first.Text), (again.Status, again.Text));
        Assert.Contains("\"state\":\"taken\"", first.Text, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, "notification_differs"), (other.Status, Code(other)));
        var payment = site.Read(db => db.Set<FundPayment>().Single());
        Assert.Equal((20_000, PaymentMeans.Provider, "provider W1"), (payment.Fen, payment.Means, payment.Key));
        Assert.Contains(payment.Number, first.Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Of_a_home_or_bill_nobody_knows_waits_for_the_treasurer(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        var secret = await Secret(site, fund);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30", sure = "true" });
        var bill = site.Read(db => db.Set<FundBill>().OrderBy(b => b.EntrySeq).First().Id);

        foreach (var body in new[]
        {
            """{"number":"W2","fen":100,"unit":77}""", """{"number":"W3","fen":100,"unit":1,"bill":"00000000000000000000000000000001"}""", $$"""{"number":"W4","fen":100,"unit":2,"bill":"{{bill}}"}""",
            """{"number":"W5","fen":100,"payer":"李四","note":"3栋102 物业费"}""",
        })
        {
            var answer = await Call(site, fund, body, secret);
            Assert.Equal((HttpStatusCode.OK, true), (answer.Status, answer.Text.Contains("\"state\":\"waiting\"", StringComparison.Ordinal)));
        }

        Assert.Contains("\"taken\"", (await Call(site, fund, $$"""{"number":"W6","fen":20000,"bill":"{{bill}}"}""", secret)).Text, StringComparison.Ordinal);
        Assert.Contains("\"taken\"", (await Call(site, fund, $$"""{"number":"W7","fen":20000,"bill":"{{bill}}"}""", secret)).Text, StringComparison.Ordinal);
        Assert.Equal(20_000, site.Read(db => db.Set<FundPayment>().OrderBy(p => p.EntrySeq).Last()).AheadFen);
        var page = await treasurer.Get($"/funds/{fund}/bank");
        Assert.Equal(4, page.Page.QuerySelectorAll("input[name^=id_]").Length);
        Assert.Contains("李四", page.Words, StringComparison.Ordinal);
        Assert.Equal("2", page.Page.QuerySelector("[name=pick_4][checked]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Is_turned_away_where_it_is_not_the_providers_or_makes_no_sense()
    {
        await using var site = await Site.On();
        var fund = await FundSite.Opened(site);
        var secret = await Secret(site, fund);
        var now = site.Clock.GetCurrentInstant().ToUnixTimeSeconds();
        (string What, string Body, string Key, long At, string? Signature, HttpStatusCode Status, string Code)[] cases =
        [
            ("another secret", Whole, new string('0', 64), now, null, HttpStatusCode.Forbidden, "signature_wrong"),
            ("no signature", Whole, secret, now, "", HttpStatusCode.Forbidden, "signature_wrong"),
            ("the signature of another body", Whole, secret, now, ProviderSignature.Of(secret, $"{now}", "{}"u8.ToArray()), HttpStatusCode.Forbidden, "signature_wrong"),
            ("the signature of another moment", Whole, secret, now, ProviderSignature.Of(secret, $"{now - 1}", Encoding.UTF8.GetBytes(Whole)), HttpStatusCode.Forbidden, "signature_wrong"),
            ("a signature in capitals", Whole, secret, now, ProviderSignature.Of(secret, $"{now}", Encoding.UTF8.GetBytes(Whole)).ToUpperInvariant(), HttpStatusCode.Forbidden, "signature_wrong"),
            ("five minutes and a second ago", Whole, secret, now - 301, null, HttpStatusCode.Forbidden, "signature_old"),
            ("five minutes and a second ahead", Whole, secret, now + 301, null, HttpStatusCode.Forbidden, "signature_old"),
            ("the end of time", Whole, secret, long.MaxValue, null, HttpStatusCode.Forbidden, "signature_old"),
            ("not JSON", "number=W1", secret, now, null, HttpStatusCode.BadRequest, "notification_unreadable"),
            ("nothing", "", secret, now, null, HttpStatusCode.BadRequest, "notification_unreadable"),
            ("null", "null", secret, now, null, HttpStatusCode.BadRequest, "notification_unreadable"),
            ("a broken sum", """{"number":"W1","fen":1.5}""", secret, now, null, HttpStatusCode.BadRequest, "notification_unreadable"),
            ("a broken day", """{"number":"W1","fen":1,"paidOn":"2026-02-30"}""", secret, now, null, HttpStatusCode.BadRequest, "notification_unreadable"),
            ("a broken bill", """{"number":"W1","fen":1,"bill":"x"}""", secret, now, null, HttpStatusCode.BadRequest, "notification_unreadable"),
            ("a number with a control character", """{"number":"W\u0000","fen":1}""", secret, now, null, HttpStatusCode.BadRequest, "notification_unreadable"),
            ("no number", """{"fen":1}""", secret, now, null, HttpStatusCode.BadRequest, "missing"),
            ("a long number", $$"""{"number":"{{new string('9', 101)}}","fen":1}""", secret, now, null, HttpStatusCode.BadRequest, "too_long"),
            ("no sum", """{"number":"W1"}""", secret, now, null, HttpStatusCode.BadRequest, "payment_not_positive"),
            ("nothing paid", """{"number":"W1","fen":0}""", secret, now, null, HttpStatusCode.BadRequest, "payment_not_positive"),
            ("less than nothing", """{"number":"W1","fen":-1}""", secret, now, null, HttpStatusCode.BadRequest, "payment_not_positive"),
            ("a day to come", """{"number":"W1","fen":1,"paidOn":"2026-09-25"}""", secret, now, null, HttpStatusCode.BadRequest, "effective_date_future"),
        ];

        foreach (var (what, body, key, at, signature, status, code) in cases)
        {
            var answer = await Call(site, fund, body, key, at, signature);
            Assert.Equal((what, status, code), (what, answer.Status, Code(answer)));
        }

        Assert.Equal(HttpStatusCode.OK, (await Call(site, fund, Whole, secret, now - 300)).Status);
        Assert.Equal("signature_wrong", Code(await Call(site, new string('0', 32), Whole, secret)));
        using var administrator = await site.SignedIn(Role.Administrator);
        await administrator.Post($"/funds/{fund}/provider", new { deed = "end" });
        Assert.Equal("signature_wrong", Code(await Call(site, fund, Whole, secret)));
        Assert.Single(site.Read(db => db.Set<Remittance>().ToList()));
    }

    [Fact]
    public async Task Needs_a_secret_that_is_shown_once_and_kept_sealed()
    {
        await using var site = await Site.On();
        var fund = await FundSite.Opened(site);
        var (first, second) = (await Secret(site, fund), await Secret(site, fund));

        Assert.NotEqual(first, second);
        Assert.Equal("signature_wrong", Code(await Call(site, fund, Whole, first)));
        Assert.Equal(HttpStatusCode.OK, (await Call(site, fund, Whole, second)).Status);
        using var administrator = await site.SignedIn(Role.Administrator);
        var page = await administrator.Get($"/funds/{fund}/provider");
        Assert.DoesNotContain(second, page.Text, StringComparison.Ordinal);
        Assert.Contains(PaymentProvider.FingerprintOf(second), page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(second, site.Read(db => db.Set<PaymentProvider>().Single().Secret), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Is_believed_under_keys_that_were_renewed_and_what_it_told_is_sealed_anew(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        var secret = await Secret(site, fund);
        await Call(site, fund, Whole, secret);
        var keys = site.Get<KeyRing>();

        keys.Renew();
        await FundSealing.Job.Run(site.Services, site.Clock.GetCurrentInstant(), default);

        Assert.False(keys.IsOld(site.Read(db => db.Set<PaymentProvider>().Single().Secret)));
        Assert.Equal(new RemittanceWords("张三", "", "W1"), RemittanceWords.Of(site.Read(db => db.Set<Remittance>().Single()), keys));
        Assert.Equal(HttpStatusCode.OK, (await Call(site, fund, Whole, secret)).Status);
    }

    [Fact]
    public void Is_signed_as_openssl_signs() =>
        Assert.Equal("sha256=d0cadd434460d4af55e7ab90d79c1802591d7001a77c9e06471d0e3ec8cc85ae", ProviderSignature.Of("secret", "1790000000", "{}"u8.ToArray()));

    private static async Task<string> Secret(Site site, string fund)
    {
        using var administrator = await site.SignedIn(Role.Administrator);
        return (await administrator.Post($"/funds/{fund}/provider", new { deed = "make" })).Page.QuerySelector(".note code, code.hash")!.TextContent;
    }

    private static async Task<Answer> Call(Site site, string fund, string body, string secret, long? at = null, string? signature = null)
    {
        using var provider = site.Visitor();
        var (bytes, moment) = (Encoding.UTF8.GetBytes(body), (at ?? site.Clock.GetCurrentInstant().ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/funds/{fund}/payments/notify") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(ProviderSignature.AtHeader, moment);
        request.Headers.TryAddWithoutValidation(ProviderSignature.SignatureHeader, signature ?? ProviderSignature.Of(secret, moment, bytes));
        return await Answer.Of(await provider.Raw(request));
    }

    private static string? Code(Answer answer) => JsonDocument.Parse(answer.Text).RootElement.GetProperty("code").GetString();
}
