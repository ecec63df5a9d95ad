using System.Globalization;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>Words of funds that several pages say.</summary>
public static class FundWords
{
    /// <summary>A rate with its two sums: "93.00% · 1,860,000.00 of 2,000,000.00".</summary>
    public static string Said(Texts texts, CollectionRate rate) => rate.BasisPoints is null ? texts["funds.not_applicable"] : $"{rate} · {Of(texts, rate)}";

    /// <summary>The two sums of a rate.</summary>
    public static string Of(Texts texts, CollectionRate rate) => texts.Format("funds.of", rate.Collected, rate.Owed);

    /// <summary>Hundredths of a per cent; null where there is none.</summary>
    public static string? Percent(long? basisPoints) => basisPoints is { } points ? string.Create(CultureInfo.InvariantCulture, $"{points / 100}.{Math.Abs(points % 100):00}%") : null;

    /// <summary>Who manages and how they are paid; the base is always named, for the sums differ.</summary>
    public static string Contract(Texts texts, FundContract contract) =>
        contract.Model == FeeModel.LumpSum ? texts.Format("funds.contract_lump_sum", contract.Manager)
        : contract.Base == RemunerationBase.Fixed ? texts.Format("funds.contract_fixed", contract.Manager, Money.FromFen(contract.FixedFen))
        : texts.Format("funds.contract_part", contract.Manager, Percent(contract.RateBasisPoints), contract.Base);

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
