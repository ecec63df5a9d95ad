using Countyworks.Core.People;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>A hand-over (交班): whoever goes off writes what the next must know, and the next confirms (接班) having read it.</summary>
public sealed class HandOver
{
    /// <summary>The most characters of a note.</summary>
    public const int NoteLimit = 1000;

    /// <summary>The shift that is handed over.</summary>
    public required Id<Shift> ShiftId { get; init; }

    /// <summary>What the next must know; "" when the open matters say it all.</summary>
    public required string Note { get; init; }

    /// <summary>How many requests taken in the shift were open then.</summary>
    public required int OpenMatters { get; init; }

    /// <summary>When it was given.</summary>
    public required Instant GivenAt { get; init; }

    /// <summary>Who went off.</summary>
    public required Id<Person> GivenBy { get; init; }

    /// <summary>When the next confirmed; null while nobody did.</summary>
    public Instant? ConfirmedAt { get; set; }

    /// <summary>Who confirmed.</summary>
    public Id<Person>? ConfirmedBy { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
