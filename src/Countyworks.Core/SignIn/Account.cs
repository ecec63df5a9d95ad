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

    /// <summary>Whether somebody else has seen the password, so that the first thing to do is to choose another.</summary>
    public bool IsOneTime { get; set; }

    /// <summary>Whether it may be used.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When it was made.</summary>
    public required Instant At { get; init; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
