using Countyworks.Core.People;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>The means by which a person signs in.</summary>
public sealed class Account
{
    /// <summary>Whose it is.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>What is typed at sign-in: lower case, unique.</summary>
    public required string UserName { get; set; }

    /// <summary>The password's hash; null while none is set.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Whether it may be used.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When it was made.</summary>
    public required Instant At { get; init; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>A sign-in that lasts until it ends: kept on the server, so that it can be listed and ended.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of the token the browser holds.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>Who signed in.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required Instant LastUsedAt { get; set; }

    /// <summary>When it ends at the latest.</summary>
    public required Instant EndsAt { get; init; }

    /// <summary>When it was ended before that; null while it lasts.</summary>
    public Instant? EndedAt { get; set; }
}
