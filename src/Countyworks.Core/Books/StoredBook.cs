using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Books;

/// <summary>A stored ledger as a decision looks at it: only what an order names is read.</summary>
internal sealed class StoredBook : IBook
{
    private readonly Change change;
    private readonly Dictionary<AccountCode, Account?> accounts = [];
    private readonly string askedKey;
    private readonly long? askedSeq;

    private StoredBook(Change change, Ledger ledger, string askedKey, long? askedSeq) => (this.change, Ledger, this.askedKey, this.askedSeq) = (change, ledger, askedKey, askedSeq);

    /// <inheritdoc/>
    public Ledger Ledger { get; }

    /// <summary>The ledger an order is for. Refuses what <see cref="Entering.Words"/> refuses, and <c>not_found</c> (ledger).</summary>
    public static Outcome<StoredBook> Of(Change change, Id<Ledger> ledger, EntryOrder order)
    {
        // A database does not take every text in a question either.
        if (Entering.Words(order) is { } why)
        {
            return why;
        }

        AccountCode[] codes = [.. order.Legs.Select(l => l.Account).Distinct()];
        if (HotRead.Of(change, ledger, order.Key, codes) is not { } found)
        {
            return Refusal.NotFound("ledger");
        }

        var book = new StoredBook(change, found.Ledger, order.Key, found.Seq);
        book.Keep(codes.Take(HotRead.MostAccounts), found.Accounts);
        book.Load([.. codes.Skip(HotRead.MostAccounts)]);
        return book;
    }

    /// <inheritdoc/>
    public Account? Account(AccountCode code)
    {
        if (!accounts.ContainsKey(code))
        {
            Load([code]);
        }

        return accounts[code];
    }

    /// <inheritdoc/>
    public Entry? ByKey(string key) =>
        key != askedKey ? throw new InvalidOperationException("A decision asks for the key of its own order alone.")
        : askedSeq is { } seq ? BySeq(seq)
        : null;

    /// <inheritdoc/>
    public Entry? BySeq(long seq) => change.Db.Set<StoredEntry>().FirstOrDefault(e => e.LedgerId == Ledger.Id && e.Seq == seq) is { } row ? Whole(row) : null;

    /// <inheritdoc/>
    public long? EndedBy(long seq) => change.Db.Set<StoredEntry>().Where(e => e.LedgerId == Ledger.Id && e.OfSeq == seq).Select(e => (long?)e.Seq).FirstOrDefault();

    /// <inheritdoc/>
    public Authority? Authority(Id<Authority> id) =>
        change.Db.Set<StoredAuthority>().FirstOrDefault(a => a.Id == id && (a.LedgerId == Ledger.Id || a.ToLedgerId == Ledger.Id))?.Known;

    private Entry Whole(StoredEntry row) => row.With(change.Db.Set<StoredLeg>().Where(l => l.LedgerId == Ledger.Id && l.Seq == row.Seq).OrderBy(l => l.Account).ThenBy(l => l.Side).ThenBy(l => l.Phase).ToList());

    private void Load(IReadOnlyList<AccountCode> codes)
    {
        if (codes.Count > 0)
        {
            var names = codes.Select(c => c.Text).ToList();
            Keep(codes, change.Db.Set<StoredAccount>().Where(a => a.LedgerId == Ledger.Id && names.Contains(a.Code)).AsEnumerable().Select(a => a.Known));
        }
    }

    private void Keep(IEnumerable<AccountCode> codes, IEnumerable<Account> found)
    {
        foreach (var code in codes)
        {
            accounts[code] = null;
        }

        foreach (var account in found)
        {
            accounts[account.Code] = account;
        }
    }
}
