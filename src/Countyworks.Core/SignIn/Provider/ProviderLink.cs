using Countyworks.Core.People;
using Countyworks.Data.Secrets;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>That a person is known to the county's own sign-on as a certain subject. One person has one, one subject belongs to one person.</summary>
public sealed class ProviderLink
{
    /// <summary>The most characters of a subject, as OpenID Connect says.</summary>
    public const int SubjectLimit = 255;

    /// <summary>Whose it is.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>The blind index of provider and subject: the subject itself is nobody's business here.</summary>
    public required byte[] SubjectHash { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant At { get; init; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>The index of a subject of a provider.</summary>
    public static byte[] HashOf(ISecrets secrets, ProviderSettings provider, string subject) =>
        secrets.Index("provider_link", "subject_hash", $"{provider.Authority.TrimEnd('/')}\n{subject}");
}
