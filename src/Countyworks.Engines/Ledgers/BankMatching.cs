using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>
/// What a line of a bank's statement may be the payment of: a bill, a home, or an entry that waits for its money. The same thing may stand there several times, with every sum, day and payer it is
/// known by: under one id, it is one candidate.
/// </summary>
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

    /// <summary>What the payer wrote names it, whatever the sum.</summary>
    Named = 3,
}

/// <summary>What is proposed for a line. With one candidate it can be taken; of several a person chooses, always.</summary>
/// <param name="Line">The line.</param>
/// <param name="By">How it was found.</param>
/// <param name="Candidates">What fits, each id once; those that fit another line as well are among them.</param>
/// <param name="IsCertain">Whether this line fits one candidate alone and that candidate this line alone.</param>
public sealed record BankProposal(BankLine Line, MatchedBy By, IReadOnlyList<BankCandidate> Candidates, bool IsCertain);

/// <summary>Proposes what the lines of a statement pay. It decides nothing.</summary>
public static class BankMatching
{
    /// <summary>
    /// A proposal for each line, in their order. A reference decides first, if the amount is the same; then what the payer wrote, if it names a candidate's reference. What these decided is out of the
    /// game for the others. Then amount, day within the window, and payer.
    /// </summary>
    /// <param name="lines">The lines not used yet; each is used once.</param>
    /// <param name="candidates">What is still open.</param>
    /// <param name="windowDays">How many days apart the two may lie, either way.</param>
    public static IReadOnlyList<BankProposal> Propose(IReadOnlyList<BankLine> lines, IReadOnlyList<BankCandidate> candidates, int windowDays)
    {
        var byAmount = candidates.ToLookup(c => c.Amount);
        var proposals = Round(lines.Index(), MatchedBy.Reference, line => byAmount[line.Amount].Where(c => line.Reference.Length > 0 && line.Reference == c.Reference));
        var names = candidates.Where(c => c.Reference.Length > 0).GroupBy(c => Plain(c.Reference)).ToList();
        var named = Round(lines.Index().Where(line => !proposals.ContainsKey(line.Index)), MatchedBy.Named, line =>
        {
            var said = Plain(line.Purpose);
            return names.Where(n => Stands(said, n.Key)).SelectMany(n => n);
        });
        var gone = proposals.Values.Concat(named.Values).SelectMany(p => p.Candidates).Select(c => c.Id).ToHashSet();
        var byPayer = Round(lines.Index().Where(line => !proposals.ContainsKey(line.Index) && !named.ContainsKey(line.Index)), MatchedBy.AmountDayPayer, line =>
        {
            var payer = Payer(line.Other);
            return byAmount[line.Amount].Where(c => payer.Length > 0 && !gone.Contains(c.Id) && Math.Abs(Period.DaysBetween(line.On, c.On)) <= windowDays && payer == Payer(c.Other));
        });
        return [.. lines.Index().Select(line => proposals.GetValueOrDefault(line.Index) ?? named.GetValueOrDefault(line.Index) ?? byPayer.GetValueOrDefault(line.Index) ?? new(line.Item, MatchedBy.Nothing, [], false))];
    }

    /// <summary>A payer's name in one form: banks pad names and write them in capitals.</summary>
    public static string Payer(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private static Dictionary<int, BankProposal> Round(IEnumerable<(int Index, BankLine Item)> lines, MatchedBy by, Func<BankLine, IEnumerable<BankCandidate>> fitting)
    {
        var found = lines.Select(line => (line.Index, Line: line.Item, Fitting: fitting(line.Item).DistinctBy(c => c.Id).ToList())).Where(line => line.Fitting.Count > 0).ToList();
        var wanted = found.SelectMany(line => line.Fitting).CountBy(c => c.Id).ToDictionary();
        return found.ToDictionary(line => line.Index, line => new BankProposal(line.Line, by, line.Fitting, line.Fitting.Count == 1 && wanted[line.Fitting[0].Id] == 1));
    }

    // "3栋101" stands neither in "13栋101" nor in "3栋1012".
    private static bool Stands(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var after = at + name.Length;
            if ((at == 0 || !char.IsDigit(text[at - 1])) && (after == text.Length || !char.IsDigit(text[after])))
            {
                return true;
            }
        }

        return false;
    }

    private static string Plain(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '-'));
}
