using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>A local rule by which common income fills up a low maintenance fund before anything else.</summary>
/// <param name="BelowPercent">Of the first raising: below this the fund is low; at it, it is not.</param>
/// <param name="SharePercent">At least this part of the net common income then goes to the fund.</param>
public sealed record TopUpRule(int BelowPercent, int SharePercent)
{
    private const int Whole = 100;

    /// <summary>The least that must go to the fund, rounded up to a fen; nothing where the fund is not low or there was no net income.</summary>
    /// <param name="firstRaising">What the owners paid in at first.</param>
    /// <param name="balance">What is in the fund now.</param>
    /// <param name="netIncome">Common income less its reasonable cost.</param>
    public Money Least(Money firstRaising, Money balance, Money netIncome) =>
        (Int128)balance.Fen * Whole < (Int128)firstRaising.Fen * BelowPercent && netIncome > Money.Zero
            ? Money.FromFen((long)((((Int128)netIncome.Fen * SharePercent) + Whole - 1) / Whole))
            : Money.Zero;
}

/// <summary>What a village collective may distribute of a year.</summary>
/// <param name="Reserve">The reserve and welfare fund 公积公益金, taken first.</param>
/// <param name="Distributable">What is left, with what was undistributed when the year began.</param>
public sealed record VillageResult(Money Reserve, Money Distributable)
{
    /// <summary>
    /// Works it out: the reserve comes of this year's income alone, rounded down. Refuses <c>reserve_rate_invalid</c>, and <c>distribution_in_a_loss</c> when there was no
    /// income or nothing would be left: nothing is distributed out of capital.
    /// </summary>
    /// <param name="net">The year's result, without land compensation and earmarked grants.</param>
    /// <param name="undistributed">From earlier years; below zero where losses are still to be covered.</param>
    /// <param name="reserveBasisPoints">Hundredths of a per cent of this year's income; 0 to 10,000.</param>
    public static Outcome<VillageResult> Of(Money net, Money undistributed, int reserveBasisPoints)
    {
        const int whole = 10_000;
        if (reserveBasisPoints is < 0 or > whole)
        {
            return new Refusal("reserve_rate_invalid", "reserve");
        }

        var reserve = Money.FromFen((long)((Int128)Math.Max(net.Fen, 0) * reserveBasisPoints / whole));
        var left = net + undistributed - reserve;
        return net <= Money.Zero || left <= Money.Zero
            ? new Refusal("distribution_in_a_loss", "net") { Kind = RefusalKind.Conflict }.With("net", net)
            : new VillageResult(reserve, left);
    }
}

/// <summary>A line of a budget against what became of it.</summary>
/// <param name="Budget">Planned; may be nothing.</param>
/// <param name="Held">Held for a purpose.</param>
/// <param name="Actual">Posted; below zero where more came back than went out.</param>
public readonly record struct BudgetLine(Money Budget, Money Held, Money Actual)
{
    /// <summary>Actual less budget.</summary>
    public Money Variance => Actual - Budget;

    /// <summary>What may still be spent.</summary>
    public Money Available => Budget - Held - Actual;

    /// <summary>Used, in hundredths of a per cent, rounded down; null where nothing was planned, which is not none.</summary>
    public long? UsedBasisPoints => Budget.Fen == 0 ? null : (long)FloorOf((Int128)Actual.Fen * 10_000, Budget.Fen);

    private static Int128 FloorOf(Int128 part, Int128 whole)
    {
        var (quotient, rest) = Int128.DivRem(part, whole);
        return rest != 0 && (rest < 0) != (whole < 0) ? quotient - 1 : quotient;
    }
}
