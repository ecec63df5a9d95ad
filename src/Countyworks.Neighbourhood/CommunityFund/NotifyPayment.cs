using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Notices.Channels;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What became of a payment a provider told of.</summary>
/// <param name="Number">The provider's number.</param>
/// <param name="State">Taken as a home's payment, or waiting for the treasurer to say whose it is.</param>
/// <param name="Receipt">The number of the receipt; null while it waits.</param>
public sealed record NotifiedPayment(string Number, RemittanceState State, string? Receipt);

/// <summary>
/// Takes what a provider tells of money it received; that the call is the provider's, <see cref="ProviderSignature"/> found. Money whose home or bill is not known here is kept and waits for the treasurer: it was
/// paid, so it is never turned away.
/// </summary>
/// <param name="Fund">The fund.</param>
/// <param name="Number">The provider's number of it, 1 to <see cref="NumberLimit"/> characters: the same number is the same money.</param>
/// <param name="Sum">How much.</param>
/// <param name="PaidOn">The day it was paid; null for today.</param>
/// <param name="Unit">The home's number in the fund, as the payer gave it.</param>
/// <param name="Bill">The bill, as the payer gave it.</param>
/// <param name="Payer">Who paid; never published.</param>
/// <param name="Note">What the payer wrote.</param>
public sealed record NotifyPayment(Id<Fund> Fund, string Number, Money Sum, LocalDate? PaidOn = null, int? Unit = null, Id<FundBill>? Bill = null, string Payer = "", string Note = "")
{
    /// <summary>The longest number.</summary>
    public const int NumberLimit = 100;

    /// <summary>The same number was told in other words.</summary>
    internal static readonly Refusal Differs = new("notification_differs", "number") { Kind = RefusalKind.Conflict };

    /// <summary>
    /// Takes it. Refuses, in this order: <c>not_found</c> (fund), <c>missing</c>, <c>too_long</c> and <c>notification_unreadable</c> (number), <c>payment_not_positive</c> (fen), <c>effective_date_future</c> (paidOn),
    /// <c>notification_differs</c> (the same number with another sum or day).
    /// </summary>
    public Outcome<NotifiedPayment> In(Change change)
    {
        var (db, today) = (change.Db, CountyTime.LocalDay(change.Now));
        if (db.Set<Fund>().FirstOrDefault(f => f.Id == Fund) is not { } fund)
        {
            return Refusal.NotFound("fund");
        }

        var why = string.IsNullOrWhiteSpace(Number) ? Refusal.Missing("number")
            : Number.Length > NumberLimit ? Refusal.TooLong("number", NumberLimit)
            : Number.Any(char.IsControl) ? new Refusal("notification_unreadable", "number")
            : FundCall.NotPositive("fen", Sum) ?? (PaidOn > today ? new Refusal("effective_date_future", "paidOn") : null);
        if (why is not null)
        {
            return why;
        }

        var (key, day) = ($"provider {Number}", PaidOn ?? today);
        return db.Set<Remittance>().FirstOrDefault(r => r.FundId == Fund && r.Key == key) is not { } before ? Keep(change, fund, key, day)
            : before.Fen == Sum.Fen && (PaidOn is null || before.ReceivedOn == day) ? Answer(db, before)
            : Differs;
    }

    private NotifiedPayment Keep(Change change, Fund fund, string key, LocalDate day)
    {
        var (id, words) = (change.NewId<Remittance>(), new RemittanceWords(Payer, Note, Number));
        var row = new Remittance
        {
            Id = id, FundId = Fund, Source = RemittanceSource.Provider, Key = key, ReceivedOn = day, Fen = Sum.Fen, SealedWords = words.Seal(id, change.Secrets),
            SealedUnder = change.Secrets.CurrentKey, PayerIndex = words.PayerIndex(change.Secrets), State = RemittanceState.Waiting, At = change.Now,
        };
        change.Add(row);
        if (Home(change.Db) is { } home)
        {
            // What cannot be booked now waits as well: the treasurer sees it, and says what becomes of it.
            _ = RemittanceBooking.Take(change, fund, row, home.Number, home.Bill);
        }

        change.Record(new PaymentNotified(Number, Sum.Fen, row.State), row.Id.Value);
        return Answer(change.Db, row);
    }

    // A bill that is settled meanwhile is no reason to wait: the money is its home's.
    private (int Number, Id<FundBill>? Bill)? Home(DistrictDb db)
    {
        var bill = Bill is { } named ? db.Set<FundBill>().FirstOrDefault(b => b.Id == named && b.FundId == Fund) : null;
        var unit = Unit is { } number ? db.Set<FundUnit>().FirstOrDefault(u => u.FundId == Fund && u.Number == number)
            : bill is { PlaceId: var place } ? db.Set<FundUnit>().FirstOrDefault(u => u.FundId == Fund && u.PlaceId == place)
            : null;
        return unit is null || (Bill is not null && bill?.PlaceId != unit.PlaceId) ? null : (unit.Number, bill is { OpenFen: > 0 } ? bill.Id : null);
    }

    private NotifiedPayment Answer(DistrictDb db, Remittance row) =>
        new(Number, row.State, row.PaymentId is { } payment ? db.Set<FundPayment>().First(p => p.Id == payment).Number : null);
}

/// <summary>Whether a call is a provider's own: signed with its secret, and fresh. The form is that of our own signed calls.</summary>
public static class ProviderSignature
{
    /// <summary>The header of the signature: <c>sha256=</c> and the HMAC-SHA-256, in hexadecimal, of the moment, a dot and the body.</summary>
    public const string SignatureHeader = WebhookChannel.SignatureHeader;

    /// <summary>The header of the moment it was signed at, in seconds since 1970.</summary>
    public const string AtHeader = WebhookChannel.AtHeader;

    /// <summary>How far that moment may lie from ours, either way.</summary>
    public static readonly Duration Window = Duration.FromMinutes(5);

    /// <summary>Why a call is not believed: <c>signature_wrong</c>, then <c>signature_old</c>; null when it is.</summary>
    /// <param name="secret">The provider's; null where a fund has none: then no signature is right.</param>
    /// <param name="at">The header <see cref="AtHeader"/>, as it was sent.</param>
    /// <param name="signature">The header <see cref="SignatureHeader"/>, as it was sent.</param>
    /// <param name="body">The body, byte for byte.</param>
    /// <param name="now">Now.</param>
    public static Refusal? Wrong(string? secret, string at, string signature, byte[] body, Instant now)
    {
        var right = Of(secret ?? PaymentProvider.NewSecret(), at, body);
        return !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(signature)) || secret is null
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? new Refusal("signature_wrong") { Kind = RefusalKind.Forbidden }
            : Int128.Abs((Int128)seconds - now.ToUnixTimeSeconds()) > (long)Window.TotalSeconds ? new Refusal("signature_old") { Kind = RefusalKind.Forbidden }
            : null;
    }

    /// <summary>The signature of a body at a moment.</summary>
    public static string Of(string secret, string at, byte[] body)
    {
        byte[] whole = [.. Encoding.UTF8.GetBytes(at + "."), .. body];
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), whole));
    }
}
