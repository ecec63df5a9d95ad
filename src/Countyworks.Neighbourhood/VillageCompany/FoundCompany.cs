using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>Puts a village company on record and opens its books and its collective's.</summary>
/// <param name="Village">The village.</param>
/// <param name="Name">The company's name.</param>
/// <param name="CreditCode">Its unified social credit code.</param>
/// <param name="Collective">The collective's name.</param>
/// <param name="FoundedOn">Since when there is the company.</param>
/// <param name="ReserveBasisPoints">The reserve by the charter, in hundredths of a per cent.</param>
public sealed record FoundCompany(Id<Place> Village, string Name, string CreditCode, string Collective, LocalDate FoundedOn, int ReserveBasisPoints)
{
    private const int MostReserve = 10_000;

    /// <summary>
    /// Founds it. Refuses, in this order: <c>not_found</c> (no such village of the caller's), <c>missing</c> and <c>too_long</c> (name, collective), what
    /// <see cref="UnifiedSocialCreditCode.Parse"/> refuses (creditCode), <c>date_future</c> (foundedOn), <c>out_of_range</c> (reserve), <c>company_exists</c>.
    /// </summary>
    public Outcome<Company> In(Change change, Caller caller)
    {
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Village);
        if (place is not { Level: PlaceLevel.Community } || !caller.Has(CompanyPermissions.Keep, place.Path))
        {
            return Refusal.NotFound("place");
        }

        return Words() is { } wrong ? wrong : UnifiedSocialCreditCode.Parse(CreditCode, "creditCode").Then(code =>
            FoundedOn > CountyTime.LocalDay(change.Now) ? new Refusal("date_future", "foundedOn")
            : ReserveBasisPoints is < 0 or > MostReserve ? new Refusal("out_of_range", "reserve").With("min", 0).With("max", 100)
            : change.Db.Set<Company>().Any(c => c.CreditCode == code.ToString()) ? new Refusal("company_exists", "creditCode") { Kind = RefusalKind.Conflict }
            : Keep(change, place, code));
    }

    private Refusal? Words() =>
        string.IsNullOrWhiteSpace(Name) ? Refusal.Missing("name")
        : Name.Length > Company.NameLimit ? Refusal.TooLong("name", Company.NameLimit)
        : string.IsNullOrWhiteSpace(Collective) ? Refusal.Missing("collective")
        : Collective.Length > Company.NameLimit ? Refusal.TooLong("collective", Company.NameLimit)
        : null;

    private Outcome<Company> Keep(Change change, Place place, UnifiedSocialCreditCode code)
    {
        var key = code.ToString().ToLower(CultureInfo.InvariantCulture);
        var own = Open(change, $"village/{key}", Name, place, (CompanyBooks.Bank, false), (CompanyBooks.Capital, false), (CompanyBooks.Undistributed, true));
        var collective = Open(
            change, $"village/{key}/collective", Collective, place,
            (CompanyBooks.CollectiveBank, false), (CompanyBooks.Investment, false), (CompanyBooks.Undistributed, true), (CompanyBooks.Reserve, true), (CompanyBooks.Dividends, false));
        var company = new Company
        {
            Id = change.NewId<Company>(), Name = Name.Trim(), CreditCode = code.ToString(), Collective = Collective.Trim(), PlaceId = place.Id, PlacePath = place.Path,
            FoundedOn = FoundedOn, LedgerId = own, CollectiveLedgerId = collective, ReserveBasisPoints = ReserveBasisPoints,
        };
        change.Add(company);
        change.Record(new CompanyFounded(place.Id, company.CreditCode, FoundedOn), company.Id.Value, Audience.Public);
        return company;
    }

    private static Id<Ledger> Open(Change change, string code, string name, Place place, params (string Code, bool IsMemberMoney)[] accounts)
    {
        var ledger = new OpenLedger(code, name, LedgerScope.VillageCollective, place.Id).In(change).Value.Id;
        foreach (var account in accounts)
        {
            _ = new OpenLedgerAccount(ledger, account.Code, account.Code, account.IsMemberMoney).In(change).Value;
        }

        return ledger;
    }
}

/// <summary>Records who paid capital into the company: the money comes into its books.</summary>
/// <param name="Which">The company.</param>
/// <param name="Holder">Who.</param>
/// <param name="Kind">What that is.</param>
/// <param name="PaidIn">How much.</param>
/// <param name="On">Since which day.</param>
public sealed record AddHolding(Id<Company> Which, string Holder, HolderKind Kind, Money PaidIn, LocalDate On)
{
    /// <summary>
    /// Records it. Refuses, in this order: <c>not_found</c> (company), <c>missing</c> and <c>too_long</c> (holder), <c>amount_not_positive</c> (paidIn), and what <see cref="MakeEntry"/> refuses
    /// (on).
    /// </summary>
    public Outcome<Holding> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Holding>(company =>
    {
        var why = string.IsNullOrWhiteSpace(Holder) ? Refusal.Missing("holder")
            : Holder.Length > Company.NameLimit ? Refusal.TooLong("holder", Company.NameLimit)
            : PaidIn <= Money.Zero ? new Refusal("amount_not_positive", "paidIn")
            : null;
        if (why is not null)
        {
            return why;
        }

        var holding = new Holding { Id = change.NewId<Holding>(), CompanyId = company.Id, Holder = Holder.Trim(), Kind = Kind, PaidInFen = PaidIn.Fen, FirstDay = On };
        var order = EntryOrder.Post($"capital/{holding.Id}", On, Leg.Debit(CompanyBooks.Bank, PaidIn.Fen), Leg.Credit(CompanyBooks.Capital, PaidIn.Fen));
        return new MakeEntry(company.LedgerId, order).In(change).Then<Holding>(_ =>
        {
            change.Add(holding);
            change.Record(new HoldingAdded(Kind, PaidIn.Fen, On), company.Id.Value, Audience.Public);
            return holding;
        });
    });
}
