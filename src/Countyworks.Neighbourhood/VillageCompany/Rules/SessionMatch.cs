using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.VillageCompany.Rules;

/// <summary>What a file adds to what was taken in before. Every row is in one of the three.</summary>
/// <param name="Added">Sessions that are new.</param>
/// <param name="Already">How many were there, the same in all.</param>
/// <param name="Refused">Rows that are not taken, by line.</param>
public sealed record SessionMatch(IReadOnlyList<ReadSession> Added, int Already, IReadOnlyList<RefusedRow> Refused)
{
    /// <summary>All rows.</summary>
    public int Rows => Added.Count + Already + Refused.Count;

    /// <summary>Energy of the new ones, in watt-hours.</summary>
    public long WattHours => Added.Sum(s => s.WattHours);

    /// <summary>Fees of the new ones.</summary>
    public Money Fee => Money.Sum(Added.Select(s => s.Fee));

    /// <summary>
    /// Compares. A row is refused for <c>session_differs</c> (number: it was taken in before and said something else) and for <c>company_year_closed</c> (year: its day is in one).
    /// </summary>
    /// <param name="read">What the file says.</param>
    /// <param name="known">Whether a session was taken in before: true for the very same, false for another under its number, null for none.</param>
    /// <param name="closedYear">The last year whose result was closed; null for none.</param>
    public static SessionMatch Of(ReadSessions read, Func<ReadSession, bool?> known, int? closedYear)
    {
        var (added, already, refused) = (new List<ReadSession>(), 0, read.Refused.ToList());
        foreach (var session in read.Sessions)
        {
            switch (known(session))
            {
                case true:
                    already++;
                    break;
                case false:
                    refused.Add(new(session.Line, new Refusal("session_differs").With("number", session.Number)));
                    break;
                case null when session.Day.Year <= closedYear:
                    refused.Add(new(session.Line, new Refusal("company_year_closed").With("year", session.Day.Year)));
                    break;
                case null:
                    added.Add(session);
                    break;
            }
        }

        return new(added, already, [.. refused.OrderBy(r => r.Line)]);
    }
}
