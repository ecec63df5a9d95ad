using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>An account of a ledger with what has been booked on it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name, as people read it.</param>
/// <param name="IsMemberMoney">Whether it is money of members (owners, villagers): then no more can be spent or held than came in.</param>
public sealed record Account(AccountCode Code, string Name, bool IsMemberMoney)
{
    /// <summary>What was booked so far.</summary>
    public Balance Balance { get; init; }

    /// <summary>Whether it takes no more entries.</summary>
    public bool IsEnded { get; init; }

    /// <summary>Whether a debit takes money away from whom it belongs to, which needs an authority and a document.</summary>
    public bool IsSpentByDebit => IsMemberMoney || Code.Root == AccountRoot.Expenses;

    /// <summary>
    /// An account to be opened. Refuses, in this order: <c>account_code_invalid</c>, <c>missing</c> (name), <c>too_long</c> (name),
    /// <c>member_money_wrong_root</c> (members' money is owed to them: a fund or a liability).
    /// </summary>
    public static Outcome<Account> Open(string code, string name, bool isMemberMoney)
    {
        const int nameLimit = 200;
        return AccountCode.Parse(code, "code").Then<Account>(parsed =>
            string.IsNullOrWhiteSpace(name) ? Refusal.Missing("name")
            : name.Length > nameLimit ? Refusal.TooLong("name", nameLimit)
            : isMemberMoney && parsed.Root is not (AccountRoot.Fund or AccountRoot.Liabilities) ? new Refusal("member_money_wrong_root", "code").With("account", parsed.Text)
            : new Account(parsed, name.Trim(), isMemberMoney));
    }
}

/// <summary>What was booked on an account, each side by itself; all whole fen, none ever below zero.</summary>
/// <param name="DebitPosted">Debits that moved.</param>
/// <param name="CreditPosted">Credits that moved.</param>
/// <param name="DebitPending">Debits held.</param>
/// <param name="CreditPending">Credits held.</param>
public readonly record struct Balance(long DebitPosted, long CreditPosted, long DebitPending, long CreditPending)
{
    /// <summary>Debits less credits that moved: positive where the account has something, negative where it owes.</summary>
    public long NetFen => checked(DebitPosted - CreditPosted);

    /// <summary>Of members' money: what came in, less what was spent and what is held.</summary>
    public Int128 FreeFen => (Int128)CreditPosted - DebitPosted - DebitPending;

    /// <summary>With one more leg.</summary>
    /// <exception cref="OverflowException">More than 9.2e16 yuan on one side.</exception>
    public Balance With(Leg leg) => (leg.Phase, leg.Side) switch
    {
        (Phase.Posted, Side.Debit) => this with { DebitPosted = checked(DebitPosted + leg.Amount.Fen) },
        (Phase.Posted, Side.Credit) => this with { CreditPosted = checked(CreditPosted + leg.Amount.Fen) },
        (Phase.Pending, Side.Debit) => this with { DebitPending = checked(DebitPending + leg.Amount.Fen) },
        (Phase.Pending, Side.Credit) => this with { CreditPending = checked(CreditPending + leg.Amount.Fen) },
        (Phase.Released, Side.Debit) => this with { DebitPending = checked(DebitPending - leg.Amount.Fen) },
        (Phase.Released, Side.Credit) => this with { CreditPending = checked(CreditPending - leg.Amount.Fen) },
        _ => throw new ArgumentOutOfRangeException(nameof(leg)),
    };
}
