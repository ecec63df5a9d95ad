using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>
/// Members' money is spent, held or taken back, and any expense is made, by an authority and on a document; money leaves a bank on a document, and where it
/// does not pay what was owed already, by an authority.
/// </summary>
public static class Spending
{
    /// <summary>
    /// Checks. Refuses, in this order: <c>authority_missing</c>, <c>evidence_missing</c>, <c>authority_unknown</c>, <c>authority_annulled</c>,
    /// <c>authority_exceeded</c> (left).
    /// </summary>
    /// <param name="order">Names authority and document.</param>
    /// <param name="legs">What it does.</param>
    /// <param name="book">Knows the accounts, which are all there, and the authorities.</param>
    public static Refusal? Check(EntryOrder order, IReadOnlyList<Leg> legs, IBook book)
    {
        var (spent, held) = Use(legs, book);
        var isTaken = Takes(legs, book);
        var isPaidOut = legs.Any(l => l is { Phase: not Phase.Released, Side: Side.Credit, Account.IsMoney: true });
        return order.Authority is null && (isTaken || order.Transfer is not null || (isPaidOut && !PaysWhatWasOwed(legs))) ? new Refusal("authority_missing", "authority")
            : order.Evidence is null && (isTaken || isPaidOut || order.Transfer is not null) ? new Refusal("evidence_missing", "evidence")
            : order.Authority is not { } id ? null
            : book.Authority(id) is not { } authority ? new Refusal("authority_unknown", "authority")
            : authority.AnnulledAt is not null && (isTaken || isPaidOut) ? new Refusal("authority_annulled", "authority") { Kind = RefusalKind.Conflict }
            : authority.LeftFen is { } left && spent + held > left ? new Refusal("authority_exceeded", "authority") { Kind = RefusalKind.Conflict }.With("left", Money.FromFen((long)left))
            : null;
    }

    /// <summary>What legs add to what was spent and what is held by their authority; below zero where held money is free again.</summary>
    public static (Int128 Spent, Int128 Held) Use(IReadOnlyList<Leg> legs, IBook book)
    {
        var (spent, held) = ((Int128)0, (Int128)0);
        foreach (var leg in legs.Where(l => l.Side == Side.Debit && book.Account(l.Account)!.IsSpentByDebit))
        {
            spent += leg.Phase == Phase.Posted ? leg.Amount.Fen : 0;
            held += leg.Phase switch { Phase.Posted => 0, Phase.Pending => leg.Amount.Fen, Phase.Released => -leg.Amount.Fen };
        }

        return (spent, held);
    }

    private static bool Takes(IReadOnlyList<Leg> legs, IBook book) =>
        legs.Any(l => l.Side == Side.Debit && l.Phase != Phase.Released && book.Account(l.Account)!.IsSpentByDebit);

    private static bool PaysWhatWasOwed(IReadOnlyList<Leg> legs) =>
        legs.Where(l => l is { Side: Side.Debit, Phase: not Phase.Released }).All(l => l.Account.Root == AccountRoot.Liabilities);
}
