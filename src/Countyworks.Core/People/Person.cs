using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.People;

/// <summary>A natural person the county deals with: a resident, or one who holds posts.</summary>
public sealed class Person
{
    /// <summary>Its identity.</summary>
    public required Id<Person> Id { get; init; }

    /// <summary>As the person is called.</summary>
    public required string Name { get; set; }

    /// <summary>The <see cref="PersonContact"/>, sealed; null when nothing is known, or not sealed yet.</summary>
    public string? SealedContact { get; set; }

    /// <summary>The number of the key it is sealed under; null when nothing is sealed.</summary>
    public int? SealedUnder { get; set; }

    /// <summary>The blind index of the phone; null when not known, or not sealed yet.</summary>
    public byte[]? PhoneIndex { get; set; }

    /// <summary>A phone written before contacts were sealed; <see cref="Secrets.Sealing"/> moves it.</summary>
    public string? PlainPhone { get; set; }

    /// <summary>An address written before contacts were sealed.</summary>
    public string? PlainEmail { get; set; }

    /// <summary>When the person became known.</summary>
    public required Instant At { get; init; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
