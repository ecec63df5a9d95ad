using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>What can be wrong with a ledger.</summary>
public enum BookFindingKind
{
    /// <summary>An entry does not balance, has fewer than two legs, or one that is not above nothing.</summary>
    EntryUnbalanced = 1,

    /// <summary>The ledger's debits are not its credits.</summary>
    LedgerUnbalanced = 2,

    /// <summary>Members' money was spent or held that was not there.</summary>
    MemberMoneyShort = 3,

    /// <summary>A number is missing, double or out of order.</summary>
    SequenceBroken = 4,

    /// <summary>An entry was recorded before the one before it, or counts for a day after it was recorded.</summary>
    TimeBroken = 5,

    /// <summary>A hold was resolved twice, above itself or by legs that are not its own.</summary>
    HoldBroken = 6,

    /// <summary>A key was used twice.</summary>
    KeyTwice = 7,

    /// <summary>An entry was reversed twice, or by legs that are not its own.</summary>
    ReversalBroken = 8,

    /// <summary>Money was spent without authority or document.</summary>
    AuthorityMissing = 9,

    /// <summary>More was spent and held by an authority than it allows.</summary>
    AuthorityExceeded = 10,

    /// <summary>The balance kept for an account is not that of its legs.</summary>
    BalanceWrong = 11,

    /// <summary>A leg is on an account that the ledger does not have.</summary>
    AccountUnknown = 12,

    /// <summary>An entry counts for a day of a period that was closed before it.</summary>
    PeriodBroken = 13,

    /// <summary>A transfer has no other half of the same sum.</summary>
    TransferBroken = 14,

    /// <summary>An entry is not what the sealed journal says, or is missing here or there.</summary>
    NotAsSealed = 15,
}

/// <summary>Something wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Seq">In which entry; 0 when it is about the whole ledger.</param>
/// <param name="About">The account, key or authority.</param>
public sealed record BookFinding(BookFindingKind Kind, long Seq, string About = "");

/// <summary>
/// Checks a ledger from its rows alone, by other code than that which wrote it: entries are only read, nothing is decided.
/// </summary>
public static class BookCheck
{
    /// <summary>Everything wrong, in the order of entries.</summary>
    /// <param name="accounts">The accounts with the balances that are kept for them.</param>
    /// <param name="entries">The entries as they are stored, by number.</param>
    /// <param name="authorities">The authorities there are.</param>
    /// <param name="closures">The periods that were closed, with the last entry before each close.</param>
    public static IReadOnlyList<BookFinding> Run(
        IEnumerable<Account> accounts, IEnumerable<Entry> entries, IEnumerable<Authority> authorities, IReadOnlyList<(LocalDate Through, long LastSeq)> closures)
    {
        var walk = new BookWalk(accounts, authorities, closures);
        foreach (var entry in entries)
        {
            walk.See(entry);
        }

        return walk.End();
    }
}

internal sealed class BookWalk(IEnumerable<Account> accounts, IEnumerable<Authority> authorities, IReadOnlyList<(LocalDate Through, long LastSeq)> closures)
{
    private readonly Dictionary<AccountCode, Account> accounts = accounts.ToDictionary(a => a.Code);
    private readonly Dictionary<AccountCode, Balance> balances = [];
    private readonly Dictionary<Id<Authority>, Authority> authorities = authorities.ToDictionary(a => a.Id);
    private readonly Dictionary<Id<Authority>, Int128> used = [];
    private readonly Dictionary<long, Entry> bySeq = [];
    private readonly HashSet<long> ended = [];
    private readonly HashSet<string> keys = [];
    private readonly List<BookFinding> findings = [];
    private long lastSeq;
    private Instant lastAt = Instant.MinValue;

    public void See(Entry entry)
    {
        Number(entry);
        When(!keys.Add(entry.Order.Key), BookFindingKind.KeyTwice, entry, entry.Order.Key);
        When(!Balances(entry), BookFindingKind.EntryUnbalanced, entry);
        Resolution(entry);
        Legs(entry);
        Authority(entry);
        bySeq[entry.Seq] = entry;
    }

    public IReadOnlyList<BookFinding> End()
    {
        var total = balances.Values.Aggregate((Posted: (Int128)0, Pending: (Int128)0), (sum, b) =>
            (sum.Posted + b.DebitPosted - b.CreditPosted, sum.Pending + b.DebitPending - b.CreditPending));
        if (total != (0, 0))
        {
            findings.Add(new(BookFindingKind.LedgerUnbalanced, 0));
        }

        findings.AddRange(accounts.Values.Where(a => a.Balance != balances.GetValueOrDefault(a.Code)).OrderBy(a => a.Code).Select(a => new BookFinding(BookFindingKind.BalanceWrong, 0, a.Code.Text)));
        return findings;
    }

    private void Number(Entry entry)
    {
        When(entry.Seq != lastSeq + 1, BookFindingKind.SequenceBroken, entry);
        When(entry.RecordedAt < lastAt || entry.Order.EffectiveOn > CountyTime.LocalDay(entry.RecordedAt), BookFindingKind.TimeBroken, entry);
        When(closures.Any(c => entry.Seq > c.LastSeq && entry.Order.EffectiveOn <= c.Through), BookFindingKind.PeriodBroken, entry);
        (lastSeq, lastAt) = (entry.Seq, entry.RecordedAt);
    }

    private static bool Balances(Entry entry) =>
        entry.Legs.Count >= 2 && entry.Legs.All(l => l.Amount > Money.Zero) && entry.Legs.GroupBy(l => l.Phase)
            .All(phase => phase.Aggregate((Int128)0, (sum, l) => sum + (l.Side == Side.Debit ? l.Amount.Fen : -l.Amount.Fen)) == 0);

    private void Resolution(Entry entry)
    {
        if (entry.Order.Kind is EntryKind.Post or EntryKind.Hold)
        {
            return;
        }

        var isReversal = entry.Order.Kind == EntryKind.Reversal;
        var of = entry.Order.Of is { } seq ? bySeq.GetValueOrDefault(seq) : null;
        var fits = of is not null && ended.Add(of.Seq) && (isReversal ? Mirrors(entry, of) : Releases(entry, of));
        When(!fits, isReversal ? BookFindingKind.ReversalBroken : BookFindingKind.HoldBroken, entry);
    }

    private static bool Mirrors(Entry entry, Entry of) =>
        entry.Legs.Select(l => l.Mirror()).ToHashSet().SetEquals(of.Legs.Where(l => l.Phase == Phase.Posted));

    private static bool Releases(Entry entry, Entry hold) =>
        entry.Legs.Where(l => l.Phase == Phase.Released).Select(l => l with { Phase = Phase.Pending }).ToHashSet().SetEquals(hold.Legs)
        && entry.Legs.Where(l => l.Phase == Phase.Posted).All(l => hold.Legs.Any(h => h.Account == l.Account && h.Side == l.Side && h.Amount >= l.Amount))
        && (entry.Order.Kind == EntryKind.ExpireHold) == (entry.RecordedAt >= hold.Order.ExpiresAt);

    private void Legs(Entry entry)
    {
        foreach (var leg in entry.Legs)
        {
            if (!accounts.ContainsKey(leg.Account))
            {
                findings.Add(new(BookFindingKind.AccountUnknown, entry.Seq, leg.Account.Text));
            }

            balances[leg.Account] = balances.GetValueOrDefault(leg.Account).With(leg);
        }

        foreach (var account in entry.Legs.Select(l => l.Account).Distinct())
        {
            When(accounts.GetValueOrDefault(account) is { IsMemberMoney: true } && balances[account].FreeFen < 0, BookFindingKind.MemberMoneyShort, entry, account.Text);
        }
    }

    private void Authority(Entry entry)
    {
        var taken = entry.Legs.Where(l => l.Side == Side.Debit && accounts.GetValueOrDefault(l.Account) is { IsSpentByDebit: true }).ToList();
        When(taken.Exists(l => l.Phase != Phase.Released) && (entry.Order.Authority is null || entry.Order.Evidence is null), BookFindingKind.AuthorityMissing, entry);
        if (entry.Order.Authority is not { } id)
        {
            return;
        }

        used[id] = taken.Aggregate(used.GetValueOrDefault(id), (sum, l) => sum + (l.Phase == Phase.Released ? -l.Amount.Fen : l.Amount.Fen));
        var authority = authorities.GetValueOrDefault(id);
        When(authority is null, BookFindingKind.AuthorityMissing, entry, id.ToString());
        When(used[id] > authority?.LimitFen, BookFindingKind.AuthorityExceeded, entry, authority?.Reference ?? "");
    }

    private void When(bool isWrong, BookFindingKind kind, Entry entry, string about = "")
    {
        if (isWrong)
        {
            findings.Add(new(kind, entry.Seq, about));
        }
    }
}
