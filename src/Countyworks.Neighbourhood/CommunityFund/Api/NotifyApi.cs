using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund.Api;

/// <summary>Money a provider received, in fen, with its own number of it. Home and bill as the payer gave them; without them the treasurer says whose it is.</summary>
public sealed record NotificationWish(string? Number, long? Fen, LocalDate? PaidOn = null, int? Unit = null, Id<FundBill>? Bill = null, string? Payer = null, string? Note = null);

/// <summary>A provider of payments tells of money it received. It needs no account: its signature says who it is.</summary>
public static class NotifyApi
{
    // On the last day of a quarter a provider tells of thousands within minutes.
    private static readonly CallLimit Limit = new("payment_notify", 6_000, 6_000);

    /// <summary>The address of a fund.</summary>
    public static string PathOf(Id<Fund> fund) => $"/api/v1/funds/{fund}/payments/notify";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/funds/{id}/payments/notify", Notify).Open().Limited(Limit).KnowsRepeats().WithTags("funds")
        .Accepts<NotificationWish>("application/json").Answers<NotifiedPayment>("notifyFundPayment", "A payment provider tells of money it received; signed with the provider's secret, see docs/reference/payments.md");

    private static async Task<IResult> Notify(
        ApiCall call, Id<Fund> id, [FromServices] KeyRing keys, [FromHeader(Name = ProviderSignature.AtHeader)] string? at, [FromHeader(Name = ProviderSignature.SignatureHeader)] string? signature)
    {
        using var body = new MemoryStream();
        await call.Http.Request.Body.CopyToAsync(body, call.Http.RequestAborted);
        var (bytes, now) = (body.ToArray(), call.Now);
        var secret = call.Db.Set<PaymentProvider>().FirstOrDefault(p => p.FundId == id && p.EndedAt == null) is { } provider ? keys.OpenOwn(PaymentProvider.PlaceOf(id), provider.Secret) : null;
        if (ProviderSignature.Wrong(secret, at ?? "", signature ?? "", bytes, now) is { } wrong)
        {
            return call.Problem(wrong);
        }

        if (Read(bytes) is not { } wish)
        {
            return call.Problem(new Refusal("notification_unreadable"));
        }

        // The number is the key of the call: told twice in the same words, it is answered the same; in other words, it is another call.
        var once = new Once(string.Create(CultureInfo.InvariantCulture, $"provider/{id}/{wish.Number}"), SHA256.HashData(bytes));
        var told = new NotifyPayment(id, wish.Number ?? "", Money.FromFen(wish.Fen ?? 0), wish.PaidOn, wish.Unit, wish.Bill, wish.Payer ?? "", wish.Note ?? "");
        var outcome = await call.Writer.Run(call.Caller.Envelope("notify_payment", now, null, once), told.In, call.Http.RequestAborted);
        return outcome.IsDone(out var payment, out var refusal) ? call.Answer(payment)
            : call.Problem(refusal.Code == "idempotency_key_reused" ? NotifyPayment.Differs : refusal);
    }

    private static NotificationWish? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<NotificationWish>(body, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
