using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>Pays dividends out of the collective's bank account, by one list of the bank; what nobody claimed stays owed.</summary>
/// <param name="Which">The company.</param>
/// <param name="On">The day.</param>
/// <param name="Amount">How much.</param>
/// <param name="Document">SHA-256 of the bank's list.</param>
public sealed record PayOut(Id<Company> Which, LocalDate On, Money Amount, Digest Document)
{
    /// <summary>
    /// Pays it. Refuses, in this order: <c>not_found</c> (company), <c>amount_not_positive</c> (amount), <c>payout_too_much</c> (amount: owed), and what <see cref="MakeEntry"/> refuses.
    /// </summary>
    public Outcome<Entered> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Entered>(company =>
    {
        var owed = -change.Db.Set<StoredAccount>().First(a => a.LedgerId == company.CollectiveLedgerId && a.Code == CompanyBooks.Dividends).Known.Balance.NetFen;
        return Amount <= Money.Zero ? new Refusal("amount_not_positive", "amount")
            : owed < Amount.Fen ? new Refusal("payout_too_much", "amount") { Kind = RefusalKind.Conflict }.With("owed", Money.FromFen(owed))
            : new MakeEntry(
                company.CollectiveLedgerId,
                EntryOrder.Post($"payout/{change.NewId<Entry>()}", On, Leg.Debit(CompanyBooks.Dividends, Amount.Fen), Leg.Credit(CompanyBooks.CollectiveBank, Amount.Fen)) with { Evidence = Document }).In(change);
    });
}
