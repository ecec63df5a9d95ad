using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Rules;

/// <summary>A charging session as a row of a file says it.</summary>
/// <param name="Line">The row's line in the file.</param>
/// <param name="Number">The platform's number of the session.</param>
/// <param name="StartedAt">When charging began.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="WattHours">Energy, in whole watt-hours.</param>
/// <param name="Fee">What was paid for it.</param>
public sealed record ReadSession(int Line, string Number, Instant StartedAt, Instant EndedAt, long WattHours, Money Fee)
{
    /// <summary>The local day whose revenue it is: that on which it ended, for only then is the fee known.</summary>
    public LocalDate Day => CountyTime.LocalDay(EndedAt);

    /// <summary>Whether another row says the very same session.</summary>
    public bool IsSame(ReadSession other) => this with { Line = other.Line } == other;
}

/// <summary>A row that was not taken, and why.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Why">The reason, with the column as its field.</param>
public sealed record RefusedRow(int Line, Refusal Why);

/// <summary>What a file of sessions says: every row is in one of the two lists.</summary>
/// <param name="Sessions">The rows that are sessions, by line.</param>
/// <param name="Refused">The rows that are not, by line.</param>
public sealed record ReadSessions(IReadOnlyList<ReadSession> Sessions, IReadOnlyList<RefusedRow> Refused)
{
    /// <summary>All rows of the file.</summary>
    public int Rows => Sessions.Count + Refused.Count;
}
