using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>What a line of a bank's statement may be the payment of: a bill, or an entry that waits for its money.</summary>
/// <param name="Id">Its number or key.</param>
/// <param name="On">The day it was due or made.</param>
/// <param name="Amount">As the bank would show it: positive for what comes in.</param>
/// <param name="Reference">What the payer was asked to write, or the bank's number; empty where there is none.</param>
/// <param name="Other">Who pays or is paid.</param>
public sealed record BankCandidate(string Id, LocalDate On, Money Amount, string Reference, string Other);

/// <summary>How a proposal was found.</summary>
public enum MatchedBy
{
    /// <summary>Nothing fits.</summary>
    Nothing = 0,

    /// <summary>The bank's reference.</summary>
    Reference = 1,

    /// <summary>Amount, day and payer.</summary>
    AmountDayPayer = 2,
}

/// <summary>What is proposed for a line. With one candidate it can be taken; of several a person chooses, always.</summary>
/// <param name="Line">The line.</param>
/// <param name="By">How it was found.</param>
/// <param name="Candidates">What fits; those that fit another line as well are among them.</param>
/// <param name="IsCertain">Whether this line fits one candidate alone and that candidate this line alone.</param>
public sealed record BankProposal(BankLine Line, MatchedBy By, IReadOnlyList<BankCandidate> Candidates, bool IsCertain);

/// <summary>Proposes what the lines of a statement pay. It decides nothing.</summary>
public static class BankMatching
{
    /// <summary>
    /// A proposal for each line, in their order. A reference decides first, if the amount is the same; what it decided is out of the game for the others. Then amount, day within the window, and payer.
    /// </summary>
    /// <param name="lines">The lines not used yet; each is used once.</param>
    /// <param name="candidates">What is still open.</param>
    /// <param name="windowDays">How many days apart the two may lie, either way.</param>
    public static IReadOnlyList<BankProposal> Propose(IReadOnlyList<BankLine> lines, IReadOnlyList<BankCandidate> candidates, int windowDays)
    {
        var proposals = Round(lines.Index().ToList(), candidates, MatchedBy.Reference, (line, candidate) =>
            line.Reference.Length > 0 && line.Reference == candidate.Reference && line.Amount == candidate.Amount);
        var gone = proposals.Values.SelectMany(p => p.Candidates).ToHashSet();
        var rest = lines.Index().Where(line => !proposals.ContainsKey(line.Index)).ToList();
        var byPayer = Round(rest, [.. candidates.Where(c => !gone.Contains(c))], MatchedBy.AmountDayPayer, (line, candidate) =>
            Math.Abs(Period.DaysBetween(line.On, candidate.On)) <= windowDays && line.Amount == candidate.Amount && Name(line.Other).Length > 0 && Name(line.Other) == Name(candidate.Other));
        return [.. lines.Index().Select(line => proposals.GetValueOrDefault(line.Index) ?? byPayer.GetValueOrDefault(line.Index) ?? new(line.Item, MatchedBy.Nothing, [], false))];
    }

    private static Dictionary<int, BankProposal> Round(
        IReadOnlyList<(int Index, BankLine Line)> lines, IReadOnlyList<BankCandidate> candidates, MatchedBy by, Func<BankLine, BankCandidate, bool> fits)
    {
        var byAmount = candidates.ToLookup(c => c.Amount);
        var found = lines.Select(line => (line.Index, line.Line, Fitting: byAmount[line.Line.Amount].Where(c => fits(line.Line, c)).ToList())).Where(line => line.Fitting.Count > 0).ToList();
        var wanted = found.SelectMany(line => line.Fitting).CountBy(c => c).ToDictionary();
        return found.ToDictionary(line => line.Index, line => new BankProposal(line.Line, by, line.Fitting, line.Fitting.Count == 1 && wanted[line.Fitting[0]] == 1));
    }

    // Banks pad names and write them in capitals.
    private static string Name(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
