using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>
/// Distributes a year of the collective: the reserve first, the rest by the shares of a frozen register, by a decision of the members on the distribution plan (item 7 of article 26).
/// </summary>
/// <param name="Which">The company.</param>
/// <param name="Year">The year.</param>
/// <param name="RecordDay">The day of the frozen register.</param>
/// <param name="Decision">The decision.</param>
public sealed record DeclareDividend(Id<Company> Which, int Year, LocalDate RecordDay, Id<AssemblyDecision> Decision)
{
    /// <summary>
    /// Distributes it. Refuses, in this order: <c>not_found</c> (company), <c>year_not_over</c> (year), <c>dividend_distributed</c> (year: this or a later one was), <c>register_not_frozen</c> (recordDay),
    /// <c>resolution_not_passed</c> (decision), <c>decision_other_item</c> (decision), what <see cref="DividendPlan.Of"/> refuses, and what <see cref="MakeEntry"/> refuses.
    /// </summary>
    public Outcome<Dividend> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Dividend>(company =>
    {
        var decision = change.Db.Set<AssemblyDecision>().FirstOrDefault(d => d.Id == Decision && d.CompanyId == company.Id);
        var why = Year >= CountyTime.LocalDay(change.Now).Year || Year < 1 ? new Refusal("year_not_over", "year")
            : change.Db.Set<Dividend>().Any(d => d.CompanyId == company.Id && d.Year >= Year) ? new Refusal("dividend_distributed", "year") { Kind = RefusalKind.Conflict }
            : !change.Db.Set<RegisterFreeze>().Any(f => f.CompanyId == company.Id && f.Day == RecordDay) ? new Refusal("register_not_frozen", "recordDay")
            : decision is not { Tally.IsPassed: true } ? new Refusal("resolution_not_passed", "decision")
            : decision.Item != AssemblyDecision.Distribution ? new Refusal("decision_other_item", "decision")
            : null;
        return why is not null ? why : Plan(change.Db, company, Year, RecordDay).Then(foreseen => Book(change, company, decision!, foreseen));
    });

    /// <summary>What would be distributed, as the books stand. Refuses what <see cref="DividendPlan.Of"/> refuses.</summary>
    public static Outcome<ForeseenDividend> Plan(DistrictDb db, Company company, int year, LocalDate recordDay)
    {
        var balances = BalancesOn.Read(db, company.CollectiveLedgerId, new LocalDate(year, 12, 31));
        var undistributed = Money.FromFen(-db.Set<StoredAccount>().First(a => a.LedgerId == company.CollectiveLedgerId && a.Code == CompanyBooks.Undistributed).Known.Balance.NetFen);
        var net = CompanyBooks.Result(balances);
        return DividendPlan.Of(net, undistributed, company.ReserveBasisPoints, FreezeRegister.Read(db, company.Id, recordDay)).Then<ForeseenDividend>(plan => new ForeseenDividend(net, undistributed, plan, balances));
    }

    private Outcome<Dividend> Book(Change change, Company company, AssemblyDecision decision, ForeseenDividend foreseen)
    {
        var (plan, ledger) = (foreseen.Plan, company.CollectiveLedgerId);
        if (new MakeEntry(ledger, CompanyBooks.YearEnd(foreseen.Balances, Year, new LocalDate(Year, 12, 31))!).In(change).Refusal is { } refusal)
        {
            return refusal;
        }

        var taken = plan.Reserve + plan.Paid;
        var authority = new GiveAuthority(ledger, AuthorityKind.Vote, decision.Number, Digest.Of(decision.Document), taken).In(change).Value.Id;
        Leg[] legs = [Leg.Debit(CompanyBooks.Undistributed, taken.Fen), .. Some(CompanyBooks.Reserve, plan.Reserve), .. Some(CompanyBooks.Dividends, plan.Paid)];
        var order = EntryOrder.Post(string.Create(CultureInfo.InvariantCulture, $"dividend/{Year}"), CountyTime.LocalDay(change.Now), legs) with
        {
            Authority = authority, Evidence = Digest.Of(decision.Document), Memo = decision.Number,
        };
        return new MakeEntry(ledger, order).In(change).Then<Dividend>(entered => Keep(change, company, foreseen, entered.Entry.Seq));
    }

    private static IEnumerable<Leg> Some(string account, Money amount) => amount == Money.Zero ? [] : [Leg.Credit(account, amount.Fen)];

    private Dividend Keep(Change change, Company company, ForeseenDividend foreseen, long entry)
    {
        var plan = foreseen.Plan;
        var dividend = new Dividend
        {
            CompanyId = company.Id, Year = Year, RecordDay = RecordDay, DecisionId = Decision, NetFen = foreseen.Net.Fen, UndistributedFen = foreseen.Undistributed.Fen, ReserveFen = plan.Reserve.Fen, PaidFen = plan.Paid.Fen,
            PerShareFen = plan.PerShare.Fen, CarryFen = plan.Carry.Fen, EntrySeq = entry, At = change.Now,
        };
        change.Add(dividend);
        var members = change.Db.Set<Member>().Where(m => m.CompanyId == company.Id).ToDictionary(m => m.Number, m => m.Id);
        foreach (var line in plan.Lines)
        {
            change.Add(new DividendPart { CompanyId = company.Id, Year = Year, MemberId = members[line.Member], MilliShares = line.MilliShares, Fen = line.Amount.Fen });
        }

        change.Record(new VillageDividendDeclared(Year, RecordDay, dividend.NetFen, dividend.ReserveFen, dividend.PaidFen, dividend.PerShareFen, dividend.CarryFen), company.Id.Value, Audience.Public);
        return dividend;
    }
}

/// <summary>A dividend as the books would give it.</summary>
/// <param name="Net">The year's result of the collective.</param>
/// <param name="Undistributed">From earlier years.</param>
/// <param name="Plan">Who gets what.</param>
/// <param name="Balances">The collective's accounts at the year's end.</param>
public sealed record ForeseenDividend(Money Net, Money Undistributed, DividendPlan Plan, BalancesOn Balances);
