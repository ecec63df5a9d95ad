using System.Globalization;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>Words of funds that several pages say.</summary>
public static class FundWords
{
    private const int NewestRows = 6;

    private static readonly Dictionary<string, string> accounts = new(StringComparer.Ordinal)
    {
        [FundAccounts.Bank] = "funds.account_joint",
        [FundAccounts.Till] = "funds.account_till",
        [FundAccounts.Fees] = "funds.account_fees",
        [FundAccounts.Surplus] = "funds.account_surplus",
        [FundAccounts.Manager] = "funds.account_manager",
        [FundAccounts.CommonBank] = "funds.account_common_bank",
        [FundAccounts.Net] = "funds.account_net",
        [FundAccounts.MaintenanceBank] = "funds.account_maintenance_bank",
        [FundAccounts.Maintenance] = "funds.account_maintenance",
    };

    private static readonly Dictionary<string, string> memos = new(StringComparer.Ordinal)
    {
        ["opening balance"] = "funds.memo_opening",
        ["remuneration"] = "funds.memo_remuneration",
        ["remuneration paid"] = "funds.memo_remuneration_paid",
        ["cash banked"] = "funds.memo_banked",
        ["top-up"] = "funds.memo_top_up",
        ["common income"] = "funds.memo_common_income",
    };

    /// <summary>An account of the neighbourhood in words; its code where it has none.</summary>
    public static string Account(Texts texts, AccountCode code) =>
        accounts.TryGetValue(code.Text, out var key) ? texts[key]
        : Enum.GetValues<Purpose>().Cast<Purpose?>().FirstOrDefault(p => FundAccounts.Payable(p!.Value) == code.Text) is { } purpose ? texts.Format("funds.account_payable", purpose)
        : Enum.GetValues<IncomeKind>().Cast<IncomeKind?>().FirstOrDefault(k => FundAccounts.Income(k!.Value) == code.Text) is { } kind ? texts.Format("funds.account_income", kind)
        : code.Text;

    /// <summary>What an entry is for: the words of whoever made it, or those of the program, which the books keep in English.</summary>
    public static string Memo(Texts texts, string memo) => memos.TryGetValue(memo, out var key) ? texts[key] : memo;

    /// <summary>A rate with its two sums: "93.00% · 1,860,000.00 of 2,000,000.00".</summary>
    public static string Said(Texts texts, CollectionRate rate) => rate.BasisPoints is null ? texts["funds.not_applicable"] : $"{rate} · {Of(texts, rate)}";

    /// <summary>The two sums of a rate.</summary>
    public static string Of(Texts texts, CollectionRate rate) => texts.Format("funds.of", rate.Collected, rate.Owed);

    /// <summary>Hundredths of a per cent; null where there is none.</summary>
    public static string? Percent(long? basisPoints) => basisPoints is { } points ? PerCent.Of(points) : null;

    /// <summary>Who manages and how they are paid; the base is always named, for the sums differ.</summary>
    public static string Contract(Texts texts, FundContract contract) =>
        contract.Model == FeeModel.LumpSum ? texts.Format("funds.contract_lump_sum", contract.Manager)
        : contract.Base == RemunerationBase.Fixed ? texts.Format("funds.contract_fixed", contract.Manager, Money.FromFen(contract.FixedFen))
        : texts.Format("funds.contract_part", contract.Manager, Percent(contract.RateBasisPoints), contract.Base);

    /// <summary>Of a home's bills or payments, the newest first, those that are shown until somebody asks for all.</summary>
    public static IReadOnlyList<T> Newest<T>(IReadOnlyList<T> rows, bool isAll) => isAll ? rows : [.. rows.Take(NewestRows)];

    /// <summary>Whether <see cref="Newest"/> leaves some out.</summary>
    public static bool IsCut<T>(IReadOnlyList<T> rows, bool isAll) => !isAll && rows.Count > NewestRows;

    /// <summary>A period of a bill: "2024-07", or "2024-07 to 2024-09".</summary>
    public static string Period(Texts texts, NodaTime.LocalDate since, int months)
    {
        var last = since.PlusMonths(months - 1);
        var first = string.Create(CultureInfo.InvariantCulture, $"{since.Year:D4}-{since.Month:D2}");
        return months == 1 ? first : texts.Format("funds.period", first, string.Create(CultureInfo.InvariantCulture, $"{last.Year:D4}-{last.Month:D2}"));
    }

    /// <summary>What a stage means to the reader.</summary>
    public static Tone Tone(ExpenseStage stage) => stage switch
    {
        ExpenseStage.Asked => Ui.Tone.Warning,
        ExpenseStage.Held or ExpenseStage.Invoiced => Ui.Tone.Active,
        ExpenseStage.Paid => Ui.Tone.Good,
        ExpenseStage.Refused => Ui.Tone.Bad,
        ExpenseStage.Dropped => Ui.Tone.Quiet,
    };

    /// <summary>The columns of a list of expenses.</summary>
    public static Column<FundExpense>[] ExpenseColumns(Texts texts) =>
    [
        Column<FundExpense>.Of(texts["funds.what"], e => e.What) with { IsLink = true },
        Column<FundExpense>.Of(texts["funds.purpose"], e => texts.Of(e.Purpose)),
        Column<FundExpense>.Number(texts["funds.quote"], e => Money.FromFen(e.InvoiceFen ?? e.QuoteFen).ToString()),
        Column<FundExpense>.Of(texts["funds.stage"], e => texts.Of(e.Stage)) with { IsNamedOnCard = true },
        Column<FundExpense>.Of(texts["funds.number"], e => e.Number) with { IsWhole = true },
    ];
}
