using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Data.Jobs;
using Countyworks.Data.Secrets;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>The provider of payments of a fund 支付服务商: whose calls are believed, by the secret they are signed with.</summary>
public sealed class PaymentProvider
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The secret, sealed for <see cref="PlaceOf"/>.</summary>
    public required string Secret { get; set; }

    /// <summary>The number of the key it is sealed under.</summary>
    public required int SealedUnder { get; set; }

    /// <summary>The first digits of SHA-256 of the secret, to tell which one is in use.</summary>
    public required string Fingerprint { get; set; }

    /// <summary>Since when this secret holds.</summary>
    public required Instant MadeAt { get; set; }

    /// <summary>Until when it held; null while it does.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>The place its secret is sealed for.</summary>
    public static SecretPlace PlaceOf(Id<Fund> fund) => new("payment_provider", "secret", fund.ToString());

    /// <summary>A secret that can't be guessed: 32 random bytes in hexadecimal.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>What is shown of a secret.</summary>
    public static string FingerprintOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..12];
}

/// <summary>Gives the provider of a fund a secret; one that held before holds no more.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Secret">From <see cref="PaymentProvider.NewSecret"/>; kept sealed, shown once.</param>
public sealed record MakeProviderSecret(Id<Fund> Fund, string Secret)
{
    /// <summary>Gives it; answers its fingerprint. Refuses <c>not_found</c> (fund).</summary>
    public Outcome<string> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Found, Fund).Then<string>(_ =>
    {
        var (text, fingerprint) = (change.Secrets.Seal(PaymentProvider.PlaceOf(Fund), Secret), PaymentProvider.FingerprintOf(Secret));
        if (change.Db.Set<PaymentProvider>().FirstOrDefault(p => p.FundId == Fund) is { } provider)
        {
            (provider.Secret, provider.SealedUnder, provider.Fingerprint, provider.MadeAt, provider.EndedAt) = (text, change.Secrets.CurrentKey, fingerprint, change.Now, null);
            change.Put(provider);
        }
        else
        {
            change.Add(new PaymentProvider { FundId = Fund, Secret = text, SealedUnder = change.Secrets.CurrentKey, Fingerprint = fingerprint, MadeAt = change.Now });
        }

        change.Record(new ProviderSecretMade(fingerprint), Fund.Value);
        return fingerprint;
    });
}

/// <summary>Ends the secret of a fund's provider: its calls are believed no more. What it told before stays.</summary>
/// <param name="Fund">The fund.</param>
public sealed record EndProviderSecret(Id<Fund> Fund)
{
    /// <summary>Ends it; ended before, it stays ended. Refuses <c>not_found</c> (fund, provider).</summary>
    public Outcome<Done> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Found, Fund).Then<Done>(_ =>
    {
        if (change.Db.Set<PaymentProvider>().FirstOrDefault(p => p.FundId == Fund) is not { } provider)
        {
            return Refusal.NotFound("provider");
        }

        if (provider.EndedAt is null)
        {
            provider.EndedAt = change.Now;
            change.Put(provider);
            change.Record(new ProviderSecretEnded(provider.Fingerprint), Fund.Value);
        }

        return Done.It;
    });
}

/// <summary>Seals anew what funds keep sealed and what lies under an older key.</summary>
public static class FundSealing
{
    /// <summary>The job.</summary>
    public static readonly Job Job = new("fund_sealing", Duration.FromMinutes(30), async (services, asOf, stopping) =>
    {
        await Sealing.All<Remittance>(services, asOf, [(db, key) => db.Set<Remittance>().Where(r => r.SealedUnder < key).OrderBy(r => r.SealedUnder).ThenBy(r => r.Id)], Renew, stopping);
        await Sealing.All<PaymentProvider>(services, asOf, [(db, key) => db.Set<PaymentProvider>().Where(p => p.SealedUnder < key).OrderBy(p => p.FundId)], Renew, stopping);
    });

    private static void Renew(Remittance row, ISecrets secrets) => (row.SealedWords, row.SealedUnder) = (RemittanceWords.Of(row, secrets).Seal(row.Id, secrets), secrets.CurrentKey);

    private static void Renew(PaymentProvider provider, ISecrets secrets)
    {
        var place = PaymentProvider.PlaceOf(provider.FundId);
        (provider.Secret, provider.SealedUnder) = (secrets.Seal(place, secrets.OpenOwn(place, provider.Secret)), secrets.CurrentKey);
    }
}
