using NodaTime;

namespace Countyworks.Core.SignIn.Attempts;

/// <summary>An attempt that counts, kept so that a restart forgets none.</summary>
public sealed class SignInAttempt
{
    /// <summary>Its identity.</summary>
    public required Kernel.Id<SignInAttempt> Id { get; init; }

    /// <summary>The blind index of what it is counted by: names and addresses of people who try are nobody's business.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}
