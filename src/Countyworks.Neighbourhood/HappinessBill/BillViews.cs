using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Core.Votes;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using NodaTime;

namespace Countyworks.Neighbourhood.HappinessBill;

/// <summary>The neighbourhoods that publish a bill.</summary>
/// <param name="Rows">By place.</param>
/// <param name="Own">Funds in whose neighbourhood the reader owns a home.</param>
public sealed record BillsListView(IReadOnlyList<(Fund Fund, string Name)> Rows, IReadOnlyList<Id<Fund>> Own);

/// <summary>A month of a neighbourhood, for everybody.</summary>
/// <param name="Bill">The month.</param>
/// <param name="Name">The neighbourhood's full name.</param>
/// <param name="Months">The months there are, the newest first.</param>
/// <param name="Year">Spent in the year so far, by purpose.</param>
/// <param name="Dividend">The newest dividend; null for none.</param>
/// <param name="Contract">The contract of the month; null before the first.</param>
/// <param name="Head">The newest signed head; null before the first.</param>
public sealed record MonthView(
    MonthBill Bill, string Name, IReadOnlyList<LocalDate> Months, IReadOnlyList<(Purpose Purpose, Money Sum)> Year, FundYear? Dividend, FundContract? Contract, SealHead? Head)
{
    /// <summary>The address of the page as a QR code; for the poster.</summary>
    public string? Picture { get; init; }

    /// <summary>Whether the reader owns a home here.</summary>
    public bool IsOwner { get; init; }
}

/// <summary>An entry that is published: its legs, and by what it can be checked.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Name">The neighbourhood's full name.</param>
/// <param name="Purse">In which purse.</param>
/// <param name="Entry">The entry.</param>
/// <param name="FactSeq">Its place in the journal.</param>
/// <param name="Authority">By what; null where nothing is spent.</param>
/// <param name="Vote">The vote that decided it; null where none did.</param>
/// <param name="Expense">The expense it belongs to; null for anything else.</param>
/// <param name="Yes">Members of the committee in favour.</param>
/// <param name="No">Members against.</param>
/// <param name="IsSealed">Whether a signed head covers it yet.</param>
public sealed record EntryView(
    Fund Fund, string Name, Purse Purse, Entry Entry, long FactSeq, StoredAuthority? Authority, Vote? Vote, FundExpense? Expense, int Yes, int No, bool IsSealed)
{
    /// <summary>Where its papers are opened, by their hashes, for owners and those who see the fund; empty for everybody else, who reads the hashes.</summary>
    public IReadOnlyDictionary<string, string> Papers { get; init; } = new Dictionary<string, string>();
}

/// <summary>A home of the reader.</summary>
/// <param name="Unit">The unit in the fund.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bills">Its bills, the newest first.</param>
/// <param name="Payments">Its payments, the newest first.</param>
/// <param name="Ahead">What it paid ahead.</param>
/// <param name="Shares">Its dividends, the newest first.</param>
public sealed record OwnUnit(FundUnit Unit, string Name, IReadOnlyList<FundBill> Bills, IReadOnlyList<FundPayment> Payments, Money Ahead, IReadOnlyList<OwnShare> Shares)
{
    /// <summary>What is owed.</summary>
    public Money Open => Money.FromFen(Bills.Sum(b => b.OpenFen));
}

/// <summary>An own dividend, with the way from it to the sum that was declared.</summary>
/// <param name="Share">The share.</param>
/// <param name="Year">The year it is of.</param>
/// <param name="Proof">By which it is checked; JSON.</param>
public sealed record OwnShare(DividendShare Share, FundYear Year, string Proof);

/// <summary>The reader's own homes in a neighbourhood.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Name">The neighbourhood's full name.</param>
/// <param name="Units">Its homes that are the reader's.</param>
public sealed record OwnView(Fund Fund, string Name, IReadOnlyList<OwnUnit> Units)
{
    /// <summary>Who manages today and takes cash at the desk; null before the first contract.</summary>
    public string? Manager { get; init; }

    /// <summary>Whether every bill and payment is shown.</summary>
    public bool IsAll { get; init; }

    /// <summary>What payments of theirs became that were moved to another home.</summary>
    public required IReadOnlyDictionary<Id<FundPayment>, FundPayment> Moved { get; init; }
}
