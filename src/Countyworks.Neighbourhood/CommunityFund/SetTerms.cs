using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Sets the contract with a manager from a month on, by a decision of the owners.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Since">The first of a month.</param>
/// <param name="Manager">Who manages.</param>
/// <param name="Model">How they are paid.</param>
/// <param name="Base">Of what a part is drawn: receipts, billed or fixed; spending is refused, for it would pay for cost.</param>
/// <param name="RateBasisPoints">Hundredths of a per cent.</param>
/// <param name="Fixed">The fixed sum a month.</param>
/// <param name="By">The decision.</param>
public sealed record SetContract(Id<Fund> Fund, LocalDate Since, string Manager, FeeModel Model, string Base, int RateBasisPoints, Money Fixed, Decision By)
{
    /// <summary>The most characters of a name.</summary>
    public const int ManagerLimit = 100;

    private const int Whole = 10_000;

    /// <summary>
    /// Sets it. Refuses, in this order: <c>not_found</c> (fund), <c>not_first_of_month</c> (since), <c>missing</c> and <c>too_long</c> (manager), <c>out_of_range</c> (fixed),
    /// what <see cref="Remuneration.Of"/> refuses, <c>contract_exists</c> (one holds from that month on already, or a later one does), and what <see cref="Decision"/> refuses.
    /// </summary>
    public Outcome<FundContract> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Found, Fund).Then(fund =>
    {
        var why = Since.Day != 1 ? new Refusal("not_first_of_month", "since")
            : string.IsNullOrWhiteSpace(Manager) ? Refusal.Missing("manager")
            : Manager.Length > ManagerLimit ? Refusal.TooLong("manager", ManagerLimit)
            : FundCall.Negative("fixed", Fixed);
        return why is not null ? why : Terms().Then(terms => Set(change, fund, terms));
    });

    // Under a lump sum whatever comes in is the manager's.
    private Outcome<Remuneration> Terms() => Model == FeeModel.LumpSum
        ? new Remuneration(RemunerationBase.Receipts, Whole, Money.Zero)
        : Remuneration.Of(Base, RateBasisPoints, Fixed);

    private Outcome<FundContract> Set(Change change, Fund fund, Remuneration terms) =>
        change.Db.Set<FundContract>().Any(c => c.FundId == Fund && c.Since >= Since) ? new Refusal("contract_exists", "since") { Kind = RefusalKind.Conflict }
        : By.Given(change, fund).Then<FundContract>(authority =>
        {
            var contract = new FundContract
            {
                FundId = Fund, Since = Since, Manager = Manager.Trim(), Model = Model, Base = terms.Base, RateBasisPoints = terms.RateBasisPoints, FixedFen = terms.Fixed.Fen, AuthorityId = authority.Id,
            };
            change.Add(contract);
            change.Record(new FundContractSet(Since, contract.Manager, Model, terms.Base, terms.RateBasisPoints, terms.Fixed.Fen, By.Reference), Fund.Value);
            return contract;
        });
}

/// <summary>Sets the fee for a use from a month on, by a decision of the owners.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Use">For which use.</param>
/// <param name="Since">The first of a month.</param>
/// <param name="Price">For a square metre and a month.</param>
/// <param name="By">The decision.</param>
public sealed record SetPrice(Id<Fund> Fund, UnitUse Use, LocalDate Since, Money Price, Decision By)
{
    /// <summary>
    /// Sets it. Refuses, in this order: <c>not_found</c> (fund), <c>not_first_of_month</c> (since), <c>out_of_range</c> (price), <c>price_exists</c> (one holds from that month on already,
    /// or a later one does), <c>price_after_bills</c> (units were billed for that month), and what <see cref="Decision"/> refuses.
    /// </summary>
    public Outcome<FundPrice> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Found, Fund).Then<FundPrice>(fund =>
    {
        var (db, billed) = (change.Db, change.Db.Set<BillingRun>().Where(r => r.FundId == Fund).ToList());
        var why = Since.Day != 1 ? new Refusal("not_first_of_month", "since")
            : FundCall.Negative("price", Price) is { } negative ? negative
            : db.Set<FundPrice>().Any(p => p.FundId == Fund && p.Use == Use && p.Since >= Since) ? new Refusal("price_exists", "since") { Kind = RefusalKind.Conflict }
            : billed.Exists(r => r.Since.PlusMonths(r.Months) > Since) ? new Refusal("price_after_bills", "since") { Kind = RefusalKind.Conflict }
            : null;
        return why is not null ? why : By.Given(change, fund).Then<FundPrice>(authority =>
        {
            var price = new FundPrice { FundId = Fund, Use = Use, Since = Since, Fen = Price.Fen, AuthorityId = authority.Id };
            change.Add(price);
            change.Record(new FundPriceSet(Use, Since, Price.Fen, By.Reference), Fund.Value);
            return price;
        });
    });
}

/// <summary>Sets the lines of a year's budget, by a vote of the owners.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Year">The year.</param>
/// <param name="Lines">What for, and how much.</param>
/// <param name="By">The vote.</param>
public sealed record SetBudget(Id<Fund> Fund, int Year, IReadOnlyList<(Purpose Purpose, Money Sum)> Lines, Decision By)
{
    /// <summary>
    /// Sets them. Refuses, in this order: <c>not_found</c> (fund), <c>missing</c> (lines), <c>budget_line_twice</c>, <c>out_of_range</c> (lines), <c>budget_exists</c> (a line of that year and
    /// purpose is decided: spending beyond it is decided case by case), and what <see cref="Decision"/> refuses of what is no vote.
    /// </summary>
    public Outcome<int> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Found, Fund).Then<int>(fund =>
    {
        var known = change.Db.Set<FundBudget>().Where(b => b.FundId == Fund && b.Year == Year).Select(b => b.Purpose).ToHashSet();
        var why = Lines.Count == 0 ? Refusal.Missing("lines")
            : Lines.DistinctBy(l => l.Purpose).Count() < Lines.Count ? new Refusal("budget_line_twice", "lines")
            : Lines.Select(l => FundCall.Negative("lines", l.Sum)).FirstOrDefault(r => r is not null) is { } negative ? negative
            : Lines.Any(l => known.Contains(l.Purpose)) ? new Refusal("budget_exists", "lines") { Kind = RefusalKind.Conflict }
            : null;
        return why is not null ? why : By.Given(change, fund, mustBeVote: true).Then<int>(authority =>
        {
            foreach (var (purpose, sum) in Lines)
            {
                change.Add(new FundBudget { FundId = Fund, Year = Year, Purpose = purpose, Fen = sum.Fen, AuthorityId = authority.Id });
                change.Record(new FundBudgetSet(Year, purpose, sum.Fen, By.Reference), Fund.Value);
            }

            return Lines.Count;
        });
    });
}

/// <summary>Says what a unit is used as, and from when it is charged: bills from the next run on go by it, those there are stay as they are.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Number">The unit's number in the fund.</param>
/// <param name="Use">What it is used as.</param>
/// <param name="ChargedFrom">The first day it is charged for; null where it always was.</param>
public sealed record SetUnit(Id<Fund> Fund, int Number, UnitUse Use, LocalDate? ChargedFrom)
{
    /// <summary>Says it. Refuses <c>not_found</c> (fund, unit).</summary>
    public Outcome<Done> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then<Done>(_ =>
    {
        if (change.Db.Set<FundUnit>().FirstOrDefault(u => u.FundId == Fund && u.Number == Number) is not { } unit)
        {
            return Refusal.NotFound("unit");
        }

        (unit.Use, unit.ChargedFrom) = (Use, ChargedFrom);
        change.Put(unit);
        change.Record(new FundUnitSet(unit.PlaceId, Use, ChargedFrom), Fund.Value);
        return Done.It;
    });
}
