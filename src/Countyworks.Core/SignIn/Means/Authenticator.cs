using Countyworks.Data.Secrets;
using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn.Means;

/// <summary>A person's authenticator app: a secret that it and the server share, from which both make the code of the moment.</summary>
public sealed class Authenticator
{
    /// <summary>Whose it is.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>The secret in Base32, sealed for <see cref="PlaceOf"/>.</summary>
    public required string Secret { get; set; }

    /// <summary>The number of the key it is sealed under; 1 before that was written down.</summary>
    public int SealedUnder { get; set; } = 1;

    /// <summary>When it was added.</summary>
    public required Instant At { get; init; }

    /// <summary>The step of the last code taken: no code is taken twice, nor an older one after it.</summary>
    public long LastStep { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>The place its secret is sealed for.</summary>
    public static SecretPlace PlaceOf(Id<Person> person) => new("authenticator", "secret", person.ToString());
}
