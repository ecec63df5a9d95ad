using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>
/// Closes a year of the company and pays profit to the collective, whose books take it as investment income 投资收益. From then on nothing is booked for days of that year.
/// </summary>
/// <param name="Which">The company.</param>
/// <param name="Year">The year.</param>
/// <param name="Amount">What is paid; nothing to close the year alone.</param>
/// <param name="On">The day of the payment.</param>
/// <param name="Decision">By whose decision.</param>
/// <param name="Document">SHA-256 of the bank's receipt.</param>
public sealed record PayProfit(Id<Company> Which, int Year, Money Amount, LocalDate On, Id<AssemblyDecision> Decision, Digest Document)
{
    /// <summary>
    /// Closes and pays, both or neither. Refuses, in this order: <c>not_found</c> (company), <c>year_not_over</c> (year), <c>company_year_closed</c> (year), <c>resolution_not_passed</c> (decision), <c>amount_negative</c>
    /// (amount), <c>year_in_a_loss</c> (result), <c>bank_short</c> (amount: has), and what <see cref="MoveBetweenLedgers"/> refuses.
    /// </summary>
    public Outcome<Company> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Company>(company =>
    {
        var decision = change.Db.Set<AssemblyDecision>().FirstOrDefault(d => d.Id == Decision && d.CompanyId == company.Id);
        var lastDay = new LocalDate(Math.Clamp(Year, 1, 9998), 12, 31);
        var balances = BalancesOn.Read(change.Db, company.LedgerId, lastDay);
        var (result, bank) = (CompanyBooks.Result(balances), change.Db.Set<StoredAccount>().First(a => a.LedgerId == company.LedgerId && a.Code == CompanyBooks.Bank).Known.Balance.NetFen);
        var why = lastDay >= CountyTime.LocalDay(change.Now) ? new Refusal("year_not_over", "year")
            : Year <= company.ClosedYear ? new Refusal("company_year_closed", "year") { Kind = RefusalKind.Conflict }.With("year", Year)
            : decision is not { Tally.IsPassed: true } ? new Refusal("resolution_not_passed", "decision")
            : Amount.IsNegative ? new Refusal("amount_negative", "amount")
            : result.IsNegative ? new Refusal("year_in_a_loss", "year") { Kind = RefusalKind.Conflict }.With("result", result)
            : bank < Amount.Fen ? new Refusal("bank_short", "amount") { Kind = RefusalKind.Conflict }.With("has", Money.FromFen(bank))
            : null;
        if (why is null && CompanyBooks.YearEnd(balances, Year, lastDay) is { } end)
        {
            why = new MakeEntry(company.LedgerId, end).In(change).Refusal;
        }

        return (why ?? Pay(change, company, decision!)) is { } refusal ? refusal : Closed(change, company, result);
    });

    private Refusal? Pay(Change change, Company company, AssemblyDecision decision)
    {
        if (Amount == Money.Zero)
        {
            return null;
        }

        var authority = new GiveAuthority(company.LedgerId, AuthorityKind.Vote, decision.Number, Digest.Of(decision.Document), Amount, company.CollectiveLedgerId).In(change).Value.Id;
        var transfer = change.NewId<Entry>().Value;
        EntryOrder Half(params Leg[] legs) => EntryOrder.Post($"profit/{Year}", On, legs) with { Authority = authority, Evidence = Document, Transfer = transfer, Memo = decision.Number };
        return new MoveBetweenLedgers(company.LedgerId, company.CollectiveLedgerId, new Transferring(
            Half(Leg.Debit(CompanyBooks.Undistributed, Amount.Fen), Leg.Credit(CompanyBooks.Bank, Amount.Fen)),
            Half(Leg.Debit(CompanyBooks.CollectiveBank, Amount.Fen), Leg.Credit(CompanyBooks.Investment, Amount.Fen)))).In(change).Refusal;
    }

    private Company Closed(Change change, Company company, Money result)
    {
        company.ClosedYear = Year;
        change.Put(company);
        change.Record(new ProfitPaid(Year, result.Fen, Amount.Fen), company.Id.Value, Audience.Public);
        return company;
    }
}
