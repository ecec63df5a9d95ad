using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>A whole ledger in memory: for what-ifs, for exports, and as the model the stored one is held against.</summary>
/// <param name="ledger">The empty ledger.</param>
public sealed class Book(Ledger ledger) : IBook
{
    private readonly SortedDictionary<AccountCode, Account> accounts = [];
    private readonly Dictionary<Id<Authority>, Authority> authorities = [];
    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, Entry> byKey = [];
    private readonly Dictionary<long, long> endedBy = [];

    /// <inheritdoc/>
    public Ledger Ledger { get; private set; } = ledger;

    /// <summary>Its accounts, by code.</summary>
    public IReadOnlyCollection<Account> Accounts => accounts.Values;

    /// <summary>Its authorities.</summary>
    public IReadOnlyCollection<Authority> Authorities => authorities.Values;

    /// <summary>Its entries, in order.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Opens an account. Refuses <c>ledger_account_exists</c>.</summary>
    public Outcome<Account> Open(Account account) => accounts.TryAdd(account.Code, account)
        ? account
        : new Refusal("ledger_account_exists", "code") { Kind = RefusalKind.Conflict }.With("account", account.Code.Text);

    /// <summary>Takes an authority, or what became of it.</summary>
    public void Take(Authority authority) => authorities[authority.Id] = authority;

    /// <summary>Closes all days up to one; what that asks for is decided by <see cref="Closing"/>.</summary>
    public void Close(LocalDate through) => Ledger = Ledger with { ClosedThrough = through };

    /// <summary>Enters an order. Refuses as <see cref="Entering.Decide"/>.</summary>
    public Outcome<Entered> Enter(EntryOrder order, Instant now) => Entering.Decide(order, this, now).Then<Entered>(entered =>
    {
        if (!entered.IsRepeat)
        {
            Append(entered.Entry);
        }

        return entered;
    });

    /// <summary>Takes an entry as it stands, without asking: for reading a ledger back.</summary>
    public void Append(Entry entry)
    {
        if (entry.Order.Authority is { } id && authorities.TryGetValue(id, out var authority))
        {
            var (spent, held) = Spending.Use(entry.Legs, this);
            authorities[id] = authority with { SpentFen = (long)(authority.SpentFen + spent), HeldFen = (long)(authority.HeldFen + held) };
        }

        foreach (var leg in entry.Legs)
        {
            var account = accounts[leg.Account];
            accounts[leg.Account] = account with { Balance = account.Balance.With(leg) };
        }

        if (entry.Order.Of is { } of)
        {
            endedBy.TryAdd(of, entry.Seq);
        }

        entries.Add(entry);
        byKey.TryAdd(entry.Order.Key, entry);
        Ledger = Ledger with { LastSeq = entry.Seq, LastRecordedAt = entry.RecordedAt };
    }

    /// <inheritdoc/>
    public Account? Account(AccountCode code) => accounts.GetValueOrDefault(code);

    /// <inheritdoc/>
    public Entry? ByKey(string key) => byKey.GetValueOrDefault(key);

    /// <inheritdoc/>
    public Entry? BySeq(long seq) => seq >= 1 && seq <= entries.Count ? entries[(int)seq - 1] : null;

    /// <inheritdoc/>
    public long? EndedBy(long seq) => endedBy.TryGetValue(seq, out var by) ? by : null;

    /// <inheritdoc/>
    public Authority? Authority(Id<Authority> id) => authorities.GetValueOrDefault(id);
}
