using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What community funds keep.</summary>
internal static class FundTables
{
    /// <summary>The facts.</summary>
    public static readonly IReadOnlyList<Type> Facts =
    [
        typeof(FundOpened), typeof(FundUnitSet), typeof(FundContractSet), typeof(FundPriceSet), typeof(FundBudgetSet), typeof(PeriodBilled), typeof(FundPaymentTaken), typeof(FundPaymentReturned), typeof(FundPaymentMoved), typeof(FundBillWaived), typeof(FundReminded),
        typeof(ExpenseAsked), typeof(ExpenseVoiced), typeof(ExpenseDecided), typeof(ExpenseInvoiced), typeof(ExpensePaid), typeof(ExpenseDropped), typeof(RemunerationPosted), typeof(FundMonthClosed),
        typeof(FundYearClosed), typeof(DividendDeclared), typeof(DividendTaken), typeof(BankStatementRead), typeof(RemittanceSetAside),
        typeof(ProviderSecretMade), typeof(ProviderSecretEnded), typeof(PaymentNotified),
    ];

    /// <summary>Maps the tables.</summary>
    public static void Map(ModelBuilder tables)
    {
        tables.Entity<Fund>();
        tables.Entity<FundContract>().HasKey(c => new { c.FundId, c.Since });
        tables.Entity<FundUnit>().HasKey(u => new { u.FundId, u.PlaceId });
        tables.Entity<FundPrice>().HasKey(p => new { p.FundId, p.Use, p.Since });
        tables.Entity<BillingRun>().HasKey(r => new { r.FundId, r.Since });
        tables.Entity<FundBill>();
        tables.Entity<FundPayment>();
        tables.Entity<BillShare>();
        tables.Entity<FundExpense>();
        tables.Entity<ExpenseVoice>().HasKey(v => new { v.ExpenseId, v.PersonId });
        tables.Entity<FundBudget>().HasKey(b => new { b.FundId, b.Year, b.Purpose });
        tables.Entity<FundMonth>().HasKey(m => new { m.FundId, m.Through });
        tables.Entity<FundYear>().HasKey(y => new { y.FundId, y.Year });
        tables.Entity<FundPaper>().HasKey(p => new { p.FundId, p.FileId });
        tables.Entity<BankReading>();
        tables.Entity<Remittance>().ToTable("fund_remittance");
        tables.Entity<PaymentProvider>().HasKey(p => p.FundId);
        tables.Entity<DividendShare>().HasKey(s => new { s.FundId, s.Year, s.PlaceId });
    }
}
