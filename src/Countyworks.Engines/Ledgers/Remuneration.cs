using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>What the manager's remuneration 酬金 is a part of. There is no base "spending": it would pay for cost.</summary>
public enum RemunerationBase
{
    /// <summary>What was paid in.</summary>
    Receipts = 1,

    /// <summary>What was billed.</summary>
    Billed = 2,

    /// <summary>Nothing: a fixed sum a period.</summary>
    Fixed = 3,
}

/// <summary>
/// How a contract pays the manager out of the owners' prepaid money (酬金制). Always by what came together so far, less what was posted already: rounding each
/// receipt by itself would drift for ever.
/// </summary>
/// <param name="Base">Part of what; named wherever the sum is shown, for the sums differ.</param>
/// <param name="RateBasisPoints">Hundredths of a per cent of the base; 0 to 10,000; unused for a fixed sum.</param>
/// <param name="Fixed">The fixed sum; nothing for a part of a base.</param>
/// <param name="Cap">The most altogether; null for none.</param>
/// <param name="Least">The least altogether; null for none.</param>
public sealed record Remuneration(RemunerationBase Base, int RateBasisPoints, Money Fixed, Money? Cap = null, Money? Least = null)
{
    private const int Whole = 10_000;

    /// <summary>A contract as somebody writes it. Refuses, in this order: <c>remuneration_base_unknown</c> (spending among them), <c>remuneration_rate_invalid</c>, <c>remuneration_limits_crossed</c>.</summary>
    public static Outcome<Remuneration> Of(string basis, int rateBasisPoints, Money fixedSum, Money? cap = null, Money? least = null) =>
        Named(basis) is not { } known ? new Refusal("remuneration_base_unknown", "base").With("base", basis)
        : rateBasisPoints is < 0 or > Whole ? new Refusal("remuneration_rate_invalid", "rate")
        : cap < least ? new Refusal("remuneration_limits_crossed", "cap")
        : new Remuneration(known, rateBasisPoints, fixedSum, cap, least);

    /// <summary>
    /// What is to be posted now. Below zero when more was posted than is due, since receipts were taken back.
    /// </summary>
    /// <param name="soFar">Receipts, or bills, of the whole contract period up to now; not negative.</param>
    /// <param name="posted">What was posted for them already.</param>
    public Money Due(Money soFar, Money posted)
    {
        var earned = Base == RemunerationBase.Fixed ? Fixed : Money.FromFen((long)((Int128)soFar.Fen * RateBasisPoints / Whole));
        var atLeast = Least is { } least && earned < least ? least : earned;
        return (Cap is { } cap && atLeast > cap ? cap : atLeast) - posted;
    }

    private static RemunerationBase? Named(string name) => name switch
    {
        "receipts" => RemunerationBase.Receipts,
        "billed" => RemunerationBase.Billed,
        "fixed" => RemunerationBase.Fixed,
        _ => null,
    };
}
