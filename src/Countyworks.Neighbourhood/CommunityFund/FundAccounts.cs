using System.Globalization;
using Countyworks.Engines.Ledgers;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>The accounts of a fund's three ledgers. A unit is in them by its number, never by a name or a door.</summary>
public static class FundAccounts
{
    /// <summary>The joint account 共管账户, in the ledger of the fees.</summary>
    public const string Bank = "Assets:Bank:Joint";

    /// <summary>The till at the desk.</summary>
    public const string Till = "Assets:Cash:Desk";

    /// <summary>The owners' fees.</summary>
    public const string Fees = "Fund:Fees";

    /// <summary>Surplus of closed years.</summary>
    public const string Surplus = "Fund:Surplus";

    /// <summary>What is owed to the manager.</summary>
    public const string Manager = "Liabilities:Manager";

    /// <summary>The bank account of the common income, in its ledger.</summary>
    public const string CommonBank = "Assets:Bank:Common";

    /// <summary>The common income of a year that is closed, on its way.</summary>
    public const string Net = "Fund:Net";

    /// <summary>The bank account of the maintenance fund, in its ledger.</summary>
    public const string MaintenanceBank = "Assets:Bank:Maintenance";

    /// <summary>The maintenance fund.</summary>
    public const string Maintenance = "Fund:Maintenance";

    private const string PrepaidOf = "Liabilities:Prepaid:", ReceivableOf = "Assets:Receivable:";

    /// <summary>What a unit owes.</summary>
    public static string Receivable(int number) => ReceivableOf + Unit(number);

    /// <summary>What a unit paid ahead.</summary>
    public static string Prepaid(int number) => PrepaidOf + Unit(number);

    /// <summary>The dividend owed to a unit.</summary>
    public static string Dividend(int number) => "Liabilities:Dividend:" + Unit(number);

    /// <summary>What is owed to those who were engaged for a purpose.</summary>
    public static string Payable(Purpose purpose) => $"Liabilities:Payable:{purpose}";

    /// <summary>What one kind of common income brought.</summary>
    public static string Income(IncomeKind kind) => $"Fund:{kind}";

    /// <summary>A unit as accounts name it: <c>U00012</c>.</summary>
    public static string Unit(int number) => string.Create(CultureInfo.InvariantCulture, $"U{number:D5}");

    /// <summary>Whether an account is one unit's own, so that its entries are for that unit's eyes and not published one by one.</summary>
    public static bool IsOfUnit(AccountCode code) => code.Text.Split(':')[^1] is ['U', _, _, _, _, _] unit && unit.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The accounts each ledger is opened with: code, whether it is members' money.</summary>
    internal static readonly IReadOnlyList<(string Code, bool IsMemberMoney)> OfFees =
        [(Bank, false), (Till, false), (Fees, true), (Surplus, true), (Manager, false), .. Enum.GetValues<Purpose>().Select(p => (Payable(p), false))];

    /// <summary>Those of the common income.</summary>
    internal static readonly IReadOnlyList<(string Code, bool IsMemberMoney)> OfCommon =
        [(CommonBank, false), (Net, true), .. Enum.GetValues<IncomeKind>().Select(k => (Income(k), true)), (Payable(Purpose.IncomeCost), false)];

    /// <summary>Those of the maintenance fund.</summary>
    internal static readonly IReadOnlyList<(string Code, bool IsMemberMoney)> OfMaintenance = [(MaintenanceBank, false), (Maintenance, true)];
}
