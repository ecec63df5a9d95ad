using Countyworks.Core.Posts;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>A run that is finished.</summary>
/// <param name="Run">The run.</param>
/// <param name="Bills">How many bills it made.</param>
/// <param name="Sum">What they are together.</param>
public sealed record Billed(BillingRun Run, int Bills, Money Sum);

/// <summary>The funds of the reader's places.</summary>
/// <param name="Rows">By place.</param>
/// <param name="Form">The form that opens another.</param>
/// <param name="MayFound">Whether the reader opens funds.</param>
/// <param name="Candidates">Places that fit what was typed, when several do.</param>
public sealed record FundsView(FundRows Rows, Form Form, bool MayFound, IReadOnlyList<Option> Candidates);

/// <summary>A page of the list: the rates of each are counted from its bills, so only those that are shown are.</summary>
/// <param name="Shown">The funds.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Total">How many there are.</param>
public sealed record FundRows(IReadOnlyList<FundRow> Shown, int Number, int Total)
{
    /// <summary>Funds on a page.</summary>
    public const int Size = 20;
}

/// <summary>A fund in the list.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Name">The neighbourhood's full name.</param>
/// <param name="Rates">The rates of this year.</param>
/// <param name="ClosedThrough">The last closed month; null for none.</param>
public sealed record FundRow(Fund Fund, string Name, CollectionRates Rates, LocalDate? ClosedThrough);

/// <summary>What every page of a fund shows above.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Name">The neighbourhood's full name.</param>
/// <param name="Today">The day of looking.</param>
/// <param name="MayKeep">Whether the reader keeps it.</param>
/// <param name="MayFound">Whether the reader sets its terms.</param>
public sealed record FundHead(Fund Fund, string Name, LocalDate Today, bool MayKeep, bool MayFound);

/// <summary>A fund at a glance.</summary>
/// <param name="Head">Which.</param>
/// <param name="Collection">The rates of this year.</param>
/// <param name="Balances">What bank and till hold.</param>
/// <param name="Free">What of the fees can be spent.</param>
/// <param name="Arrears">What is open, by age.</param>
/// <param name="Budget">This year's budget.</param>
/// <param name="Contract">The contract of today; null before the first.</param>
/// <param name="ManagerOwed">What is owed to the manager.</param>
/// <param name="Waiting">Expenses that wait for somebody.</param>
/// <param name="ClosedThrough">The last closed month; null for none.</param>
public sealed record FundView(
    FundHead Head, Collection Collection, MonthBalances Balances, Money Free, IReadOnlyDictionary<ArrearsAge, Money> Arrears, IReadOnlyList<(Purpose Purpose, BudgetLine Line)> Budget,
    FundContract? Contract, Money ManagerOwed, IReadOnlyList<FundExpense> Waiting, LocalDate? ClosedThrough);

/// <summary>Which bills are listed.</summary>
public enum BillsOf
{
    /// <summary>Of this year.</summary>
    Current = 1,

    /// <summary>Arrears of earlier years.</summary>
    Arrears = 2,

    /// <summary>Not settled.</summary>
    Open = 3,

    /// <summary>Waived, in whole or part.</summary>
    Waived = 4,
}

/// <summary>The bills behind a rate.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Collection">Counted up to a day.</param>
/// <param name="Of">Which of them.</param>
/// <param name="Rows">One page of them.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="Total">How many there are.</param>
public sealed record BillsView(FundHead Head, Collection Collection, BillsOf Of, IReadOnlyList<(CountedBill Bill, string Unit, int Number)> Rows, int Page, int Total)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 20;
}

/// <summary>A page with a form of a fund.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Form">The form.</param>
public sealed record FundFormView(FundHead Head, Form Form)
{
    /// <summary>The most megabytes of a paper.</summary>
    public int Megabytes { get; init; }

    /// <summary>What the books say of bank and till on the day; null where nobody asked.</summary>
    public MonthBalances? Books { get; init; }

    /// <summary>What of the remuneration is not posted; null where nobody asked.</summary>
    public RemunerationState? Remuneration { get; init; }

    /// <summary>Runs there were, the newest first.</summary>
    public IReadOnlyList<BillingRun> Runs { get; init; } = [];

    /// <summary>Closed months on a page: a year.</summary>
    public const int MonthsSize = 12;

    /// <summary>A page of the months that are closed, the newest first.</summary>
    public IReadOnlyList<FundMonth> Months { get; init; } = [];

    /// <summary>Which page of them, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>How many there are.</summary>
    public int Total { get; init; }

    /// <summary>The last day of the month that was just closed; null where none was.</summary>
    public LocalDate? Closed { get; init; }

    /// <summary>The run that was just finished; null where none was.</summary>
    public Billed? Billed { get; init; }
}

/// <summary>A receipt.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Payment">The payment.</param>
/// <param name="Unit">Whose.</param>
/// <param name="Shares">What it was laid to: the first day of the bill's period, and how much.</param>
public sealed record ReceiptView(FundHead Head, FundPayment Payment, string Unit, IReadOnlyList<(LocalDate Since, int Months, Money Sum)> Shares)
{
    /// <summary>The payment it was before it was moved here; null for one taken for this home.</summary>
    public FundPayment? MovedFrom { get; init; }

    /// <summary>The payment it became when it was moved; null while it was not.</summary>
    public FundPayment? MovedTo { get; init; }
}

/// <summary>The expenses of a year.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Year">The year.</param>
/// <param name="Rows">The newest first.</param>
public sealed record ExpensesView(FundHead Head, int Year, IReadOnlyList<FundExpense> Rows);

/// <summary>An expense.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Expense">The expense.</param>
/// <param name="Form">What is done about it.</param>
/// <param name="Voices">What the committee said.</param>
/// <param name="Members">How many there are.</param>
/// <param name="Decision">By what it was decided; null before.</param>
/// <param name="MayVoice">Whether the reader is of the committee and has not said anything yet.</param>
public sealed record ExpenseView(FundHead Head, FundExpense Expense, Form Form, IReadOnlyList<(string Name, bool IsYes)> Voices, int Members, string? Decision, bool MayVoice)
{
    /// <summary>The most megabytes of a paper.</summary>
    public int Megabytes { get; init; }

    /// <summary>The files of quote and invoice, where they were handed in.</summary>
    public IReadOnlyDictionary<string, string> Papers { get; init; } = new Dictionary<string, string>();
}

/// <summary>The years of a fund.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Years">The newest first.</param>
/// <param name="Close">The form that closes one.</param>
/// <param name="Declare">The form that declares a dividend.</param>
/// <param name="Free">What of the surplus is not declared.</param>
public sealed record YearsView(FundHead Head, IReadOnlyList<FundYear> Years, Form Close, Form Declare, Money Free);

/// <summary>A payment to be taken back.</summary>
/// <param name="Receipt">The payment.</param>
/// <param name="Form">The form.</param>
/// <param name="Megabytes">The most megabytes of a paper.</param>
public sealed record ReturnView(ReceiptView Receipt, Form Form, int Megabytes);

/// <summary>A bill to be waived.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Form">The form.</param>
/// <param name="Bill">The bill.</param>
/// <param name="Home">Whose.</param>
public sealed record WaiveView(FundHead Head, Form Form, FundBill Bill, HomeRow Home);

/// <summary>A page that takes money from one account to another: a sum and the bank's paper.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Form">The form.</param>
/// <param name="Way">Where from and to; the texts <c>funds.{way}</c> and the address are named by it.</param>
/// <param name="Most">What is there to be taken.</param>
/// <param name="Megabytes">The most megabytes of a paper.</param>
public sealed record MoveView(FundHead Head, Form Form, string Way, Money Most, int Megabytes)
{
    /// <summary>The page on which there comes to be something to take; the text <c>funds.{before}</c> is named by it.</summary>
    public required string Before { get; init; }
}

/// <summary>How a dividend is given.</summary>
public enum DividendWay
{
    /// <summary>Set against the home's bills, and paid ahead.</summary>
    Credit = 1,

    /// <summary>Paid out.</summary>
    PayOut = 2,
}

/// <summary>The dividend of a year, home by home.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Year">The year.</param>
/// <param name="Rows">A page of the shares, by the homes' numbers.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Total">How many there are.</param>
public sealed record DividendView(FundHead Head, FundYear Year, IReadOnlyList<(DividendShare Share, string Home, int Number)> Rows, int Number, int Total)
{
    /// <summary>Shares on a page.</summary>
    public const int Size = 20;
}

/// <summary>The dividend of a home, to be given.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Form">The form.</param>
/// <param name="Share">The share.</param>
/// <param name="Home">Whose.</param>
/// <param name="Megabytes">The most megabytes of a paper.</param>
public sealed record GiveView(FundHead Head, Form Form, DividendShare Share, HomeRow Home, int Megabytes);
