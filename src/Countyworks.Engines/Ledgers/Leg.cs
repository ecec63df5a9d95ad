using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>The side of a leg.</summary>
public enum Side
{
    /// <summary>Debit 借.</summary>
    Debit = 1,

    /// <summary>Credit 贷.</summary>
    Credit = 2,
}

/// <summary>What a leg does to the balance of its account.</summary>
public enum Phase
{
    /// <summary>Money that has moved.</summary>
    Posted = 1,

    /// <summary>Money that is held for a purpose and has not moved yet.</summary>
    Pending = 2,

    /// <summary>Money that was held and is not any more.</summary>
    Released = 3,
}

/// <summary>One line of an entry: never negative, never nothing, on one side.</summary>
/// <param name="Account">The account, of the entry's own ledger.</param>
/// <param name="Side">The side.</param>
/// <param name="Amount">More than nothing.</param>
/// <param name="Phase">What it does to the balance.</param>
public readonly record struct Leg(AccountCode Account, Side Side, Money Amount, Phase Phase = Phase.Posted)
{
    /// <summary>A posted leg on the debit side.</summary>
    public static Leg Debit(string account, long fen) => new(AccountCode.Of(account), Side.Debit, Money.FromFen(fen));

    /// <summary>A posted leg on the credit side.</summary>
    public static Leg Credit(string account, long fen) => new(AccountCode.Of(account), Side.Credit, Money.FromFen(fen));

    /// <summary>The same on the other side: what undoes it.</summary>
    public Leg Mirror() => this with { Side = Side == Side.Debit ? Side.Credit : Side.Debit };
}
