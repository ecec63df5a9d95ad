using Countyworks.Core.People;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Countyworks.Core.SignIn.Passkeys;

/// <summary>A passkey: a key pair that a person's phone, computer or security key made for this site. Here is its public half.</summary>
public sealed class Passkey
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 30;

    /// <summary>The most a person may have.</summary>
    public const int MostOfOne = 10;

    private const char Between = ',';

    /// <summary>Its identity, which the device chose.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>Whose it is.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The public key, as WebAuthn encodes it (COSE).</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>How often it was used, as the device counts; 0 from devices that don't. A count that falls back betrays a copy.</summary>
    public required long SignCount { get; set; }

    /// <summary>How a browser may reach it: usb, internal, hybrid.</summary>
    public required string Transports { get; init; }

    /// <summary>Whether the device asked its owner for a finger, face or PIN.</summary>
    public required bool IsUserVerified { get; set; }

    /// <summary>Whether it may be copied to the owner's other devices.</summary>
    public required bool IsBackupEligible { get; init; }

    /// <summary>Whether it is.</summary>
    public required bool IsBackedUp { get; set; }

    /// <summary>When it was added.</summary>
    public required Instant At { get; init; }

    /// <summary>When it was last used; null before the first time.</summary>
    public Instant? LastUsedAt { get; set; }

    /// <summary>A passkey as ASP.NET Core Identity made sure of it.</summary>
    public static Passkey Of(UserPasskeyInfo info, Id<Person> person, string name, Instant now) => new()
    {
        CredentialId = info.CredentialId,
        PersonId = person,
        Name = name,
        PublicKey = info.PublicKey,
        SignCount = info.SignCount,
        Transports = string.Join(Between, info.Transports ?? []),
        IsUserVerified = info.IsUserVerified,
        IsBackupEligible = info.IsBackupEligible,
        IsBackedUp = info.IsBackedUp,
        At = now,
    };

    /// <summary>As Identity checks it. What the device said of itself when it was made is not kept: it is not asked for.</summary>
    public UserPasskeyInfo AsInfo() => new(
        CredentialId, PublicKey, At.ToDateTimeOffset(), (uint)SignCount, Transports.Split(Between, StringSplitOptions.RemoveEmptyEntries), IsUserVerified, IsBackupEligible, IsBackedUp, [], [])
    {
        Name = Name,
    };
}
