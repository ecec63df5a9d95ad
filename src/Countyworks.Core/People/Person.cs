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

    /// <summary>Digits only; null when not known. Personal data: shown masked.</summary>
    public string? Phone { get; set; }

    /// <summary>Null when not known.</summary>
    public string? Email { get; set; }

    /// <summary>When the person became known.</summary>
    public required Instant At { get; init; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
