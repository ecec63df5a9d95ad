using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>A sum collected of a sum owed; the per cent is rounded down, so that 100.00 means all.</summary>
/// <param name="Collected">Posted payments laid to bills of the whole; never what was paid ahead, and less what bounced.</param>
/// <param name="Owed">The bills, less what was waived of them; waivers are listed beside.</param>
public readonly record struct CollectionRate(Money Collected, Money Owed)
{
    /// <summary>Hundredths of a per cent; null when nothing was owed, which is neither none nor all.</summary>
    public long? BasisPoints => Owed.Fen == 0 ? null : (long)((Int128)Collected.Fen * 10_000 / Owed.Fen);

    /// <summary>"93.00%", or "n/a".</summary>
    public override string ToString() => BasisPoints is { } points ? PerCent.Of(points) : "n/a";
}

/// <summary>The three rates of collecting, which only together say how it stands.</summary>
/// <param name="Arrears">Clearing rate 清欠率: of what was owed when the year began.</param>
/// <param name="Current">Collection rate 收缴率: of what was billed this year.</param>
public sealed record CollectionRates(CollectionRate Arrears, CollectionRate Current)
{
    /// <summary>Combined rate 综合收缴率: of both together.</summary>
    public CollectionRate Combined => new(Arrears.Collected + Current.Collected, Arrears.Owed + Current.Owed);
}
