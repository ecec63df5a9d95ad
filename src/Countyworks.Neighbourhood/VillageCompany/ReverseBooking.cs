using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>Takes a booking back that was wrong: its entry stays, and another moves the money back. Sessions that were taken in are not taken back: their number would not fit their money any more.</summary>
/// <param name="Which">The company.</param>
/// <param name="Entry">The number of the entry in the company's books.</param>
/// <param name="On">The day the correction counts for.</param>
/// <param name="Memo">Why; published.</param>
/// <param name="Document">SHA-256 of what shows the mistake.</param>
public sealed record ReverseBooking(Id<Company> Which, long Entry, LocalDate On, string Memo, Digest Document)
{
    /// <summary>
    /// Takes it back. Refuses, in this order: <c>not_found</c> (company), <c>entry_unknown</c> (entry: no such booking), <c>missing</c> (memo), <c>company_year_closed</c> (on), <c>bank_short</c> (entry: has), and what
    /// <see cref="MakeEntry"/> refuses.
    /// </summary>
    public Outcome<Entered> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Entered>(company =>
    {
        var booked = change.Db.Set<StoredEntry>().FirstOrDefault(e => e.LedgerId == company.LedgerId && e.Seq == Entry && e.Key.StartsWith(BookMoney.Key));
        if (booked is null)
        {
            return new Refusal("entry_unknown", "entry").With("seq", Entry);
        }

        var paidBack = change.Db.Set<StoredLeg>().Where(l => l.LedgerId == company.LedgerId && l.Seq == Entry && l.Account == CompanyBooks.Bank && l.Side == Side.Debit).Select(l => (long?)l.Fen).FirstOrDefault();
        var bank = change.Db.Set<StoredAccount>().First(a => a.LedgerId == company.LedgerId && a.Code == CompanyBooks.Bank).Known.Balance.NetFen;
        var why = string.IsNullOrWhiteSpace(Memo) ? Refusal.Missing("memo")
            : On.Year <= company.ClosedYear ? new Refusal("company_year_closed", "on") { Kind = RefusalKind.Conflict }.With("year", On.Year)
            : bank < paidBack ? new Refusal("bank_short", "entry") { Kind = RefusalKind.Conflict }.With("has", Money.FromFen(bank))
            : null;
        if (why is not null)
        {
            return why;
        }

        // Money that leaves the bank without paying what was owed needs somebody's word: whoever keeps the books gives it, on the document.
        var authority = paidBack is { } fen
            ? new GiveAuthority(company.LedgerId, AuthorityKind.Approval, Memo[..Math.Min(Memo.Length, Contract.SubjectLimit)], Document, Money.FromFen(fen)).In(change).Value.Id
            : (Id<Authority>?)null;
        var order = EntryOrder.Reverse(string.Create(CultureInfo.InvariantCulture, $"undo/{Entry}"), On, Entry) with { Authority = authority, Evidence = Document, Memo = Memo };
        return new MakeEntry(company.LedgerId, order).In(change);
    });
}
