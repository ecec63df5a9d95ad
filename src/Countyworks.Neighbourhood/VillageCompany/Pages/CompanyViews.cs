using Countyworks.Core.Files;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Pages;

/// <summary>A company in the list.</summary>
/// <param name="Company">The company.</param>
/// <param name="Place">Its village.</param>
/// <param name="OfCollective">The collective's part of its capital today.</param>
public sealed record CompanyRow(Company Company, string Place, Rate OfCollective);

/// <summary>The list of companies.</summary>
/// <param name="Rows">By place.</param>
/// <param name="MayKeep">Whether the reader founds some.</param>
public sealed record CompaniesView(IReadOnlyList<CompanyRow> Rows, bool MayKeep);

/// <summary>An asset with its money.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Month">Revenue and cost of the month shown.</param>
/// <param name="FirstMonth">Revenue of its first month of operation; null while that is not over.</param>
public sealed record AssetRow(Asset Asset, DailyResult Month, Money? FirstMonth);

/// <summary>A contract with what is to be known of it.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Parties">The related parties it is with.</param>
/// <param name="Decision">The number of the decision it rests on; null without one.</param>
/// <param name="Spent">What was paid by it.</param>
public sealed record ContractRow(Contract Contract, IReadOnlyList<RelatedParty> Parties, string? Decision, Money Spent)
{
    /// <summary>Whether it is with a related party.</summary>
    public bool IsRelated => Parties.Count > 0;
}

/// <summary>The page of a company.</summary>
/// <param name="Company">The company.</param>
/// <param name="Place">The village's full name.</param>
/// <param name="Month">The month whose money is shown.</param>
/// <param name="Today">Today.</param>
public sealed record CompanyView(Company Company, string Place, YearMonth Month, LocalDate Today)
{
    /// <summary>Its capital.</summary>
    public required IReadOnlyList<Holding> Holdings { get; init; }

    /// <summary>Its assets.</summary>
    public required IReadOnlyList<AssetRow> Assets { get; init; }

    /// <summary>Its contracts, the newest first.</summary>
    public required IReadOnlyList<ContractRow> Contracts { get; init; }

    /// <summary>What assemblies decided, the newest first.</summary>
    public required IReadOnlyList<AssemblyDecision> Decisions { get; init; }

    /// <summary>Dividends, the newest first.</summary>
    public required IReadOnlyList<Dividend> Dividends { get; init; }

    /// <summary>Related parties; only for those who see registers.</summary>
    public required IReadOnlyList<RelatedParty> Parties { get; init; }

    /// <summary>Whether the reader sees registers.</summary>
    public bool MaySee { get; init; }

    /// <summary>Whether the reader keeps the company.</summary>
    public bool MayKeep { get; init; }

    /// <summary>What was just done; null for nothing.</summary>
    public string? Done { get; init; }
}

/// <summary>The page of an asset: a month day by day.</summary>
/// <param name="Company">The company.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Month">The month.</param>
/// <param name="Result">Its days.</param>
/// <param name="FirstMonth">Revenue of its first month of operation; null while that is not over.</param>
/// <param name="Sessions">Charging sessions of the month.</param>
/// <param name="WattHours">Their energy.</param>
/// <param name="Today">Today.</param>
/// <param name="MayKeep">Whether the reader keeps the company.</param>
public sealed record AssetView(Company Company, Asset Asset, YearMonth Month, DailyResult Result, Money? FirstMonth, int Sessions, long WattHours, LocalDate Today, bool MayKeep);

/// <summary>An entry on the bill.</summary>
/// <param name="On">The day it counts for.</param>
/// <param name="Seq">Its number in the books.</param>
/// <param name="Memo">What for.</param>
/// <param name="Revenue">Taken in.</param>
/// <param name="Cost">Spent.</param>
/// <param name="Bank">What it did to the bank account.</param>
/// <param name="Authority">By what it was spent; null where nothing was.</param>
/// <param name="Evidence">The hash of its document, hexadecimal; null without one.</param>
/// <param name="File">The document, for those who may see it.</param>
public sealed record BillLine(LocalDate On, long Seq, string Memo, Money Revenue, Money Cost, Money Bank, string? Authority, string? Evidence, Id<StoredFile>? File);

/// <summary>The bill of a month: what came in, what went out, what is left, line by line.</summary>
/// <param name="Company">The company.</param>
/// <param name="Place">The village's full name.</param>
/// <param name="Month">The month.</param>
/// <param name="Today">Today.</param>
/// <param name="Assets">By asset.</param>
/// <param name="Lines">Entry by entry.</param>
/// <param name="Opening">In the bank before the month.</param>
/// <param name="Closing">In the bank at its end.</param>
/// <param name="Contracts">Contracts signed in the month.</param>
/// <param name="Ledger">The code of the books.</param>
/// <param name="Picture">The bill's address as a QR code.</param>
public sealed record CompanyBill(
    Company Company, string Place, YearMonth Month, LocalDate Today, IReadOnlyList<AssetRow> Assets, IReadOnlyList<BillLine> Lines, Money Opening, Money Closing, IReadOnlyList<ContractRow> Contracts, string Ledger, string Picture);

/// <summary>A member on the register.</summary>
/// <param name="Member">The member.</param>
/// <param name="MilliShares">Held, in thousandths.</param>
public sealed record MemberRow(Member Member, long MilliShares);

/// <summary>The register on a day.</summary>
/// <param name="Company">The company.</param>
/// <param name="Day">The day.</param>
/// <param name="Rows">Members by number.</param>
/// <param name="Total">All shares, in thousandths.</param>
/// <param name="Root">The root over its lines, hexadecimal.</param>
/// <param name="Frozen">The days it was frozen for, the newest first.</param>
/// <param name="MayKeep">Whether the reader keeps it.</param>
public sealed record RegisterView(Company Company, LocalDate Day, IReadOnlyList<MemberRow> Rows, long Total, string Root, IReadOnlyList<RegisterFreeze> Frozen, bool MayKeep);

/// <summary>Imports of a charging station, and the form for another.</summary>
/// <param name="Company">The company.</param>
/// <param name="Asset">The charging station.</param>
/// <param name="Form">The form.</param>
/// <param name="Imports">The newest first.</param>
public sealed record SessionsView(Company Company, Asset Asset, Form Form, IReadOnlyList<SessionImport> Imports);

/// <summary>An import with its refused rows.</summary>
/// <param name="Company">The company.</param>
/// <param name="Asset">The charging station.</param>
/// <param name="Form">What was wrong.</param>
/// <param name="Import">The import.</param>
public sealed record SessionImportView(Company Company, Asset Asset, Form Form, SessionImport Import);

/// <summary>A year's dividend.</summary>
/// <param name="Company">The company.</param>
/// <param name="Dividend">The dividend.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Holders">How many members got some.</param>
/// <param name="Parts">Who got what; empty for those who see no registers.</param>
public sealed record DividendView(Company Company, Dividend Dividend, AssemblyDecision Decision, int Holders, IReadOnlyList<(MemberRow Member, Money Amount)> Parts);

/// <summary>How a field of a deed is filled in.</summary>
public enum FieldKind
{
    /// <summary>A line.</summary>
    Text = 0,

    /// <summary>A number or a sum.</summary>
    Number = 1,

    /// <summary>A day.</summary>
    Day = 2,

    /// <summary>One of a few.</summary>
    Radios = 3,

    /// <summary>One of many.</summary>
    Select = 4,

    /// <summary>A document.</summary>
    Document = 5,
}

/// <summary>A field of a deed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">How it is filled in.</param>
/// <param name="Options">What there is to choose.</param>
/// <param name="Optional">Whether it may stay empty.</param>
public sealed record DeedField(string Name, FieldKind Kind, IReadOnlyList<Option>? Options = null, bool Optional = false);

/// <summary>The form of a deed.</summary>
/// <param name="Company">The company; null where it is to be founded.</param>
/// <param name="Deed">The deed's name.</param>
/// <param name="Action">Where the form goes.</param>
/// <param name="Form">The form.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Candidates">Places that a typed name may mean.</param>
public sealed record DeedView(Company? Company, string Deed, string Action, Form Form, IReadOnlyList<DeedField> Fields, IReadOnlyList<Option> Candidates);
