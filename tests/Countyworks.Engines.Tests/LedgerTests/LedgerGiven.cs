using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Tests.LedgerTests;

/// <summary>The property-fee fund of a neighbourhood, as most tests want it.</summary>
internal sealed class LedgerGiven
{
    public const string Bank = "Assets:Bank:Joint";
    public const string Receivable = "Assets:Receivable:U0012";
    public const string Fees = "Fund:Fees";
    public const string Repairs = "Fund:Repairs";
    public const string Vendor = "Liabilities:Vendor";

    public static readonly LocalDate Day = new(2026, 7, 1);
    public static readonly Instant Now = At("2026-07-01", 9);
    public static readonly Digest Paper = TreeHash.Sha256.Leaf("invoice"u8);
    public static readonly Id<Authority> Vote = new(new Guid("01900000-0000-7000-8000-000000000007"));

    private int keys;

    public LedgerGiven()
    {
        foreach (var (code, isMemberMoney) in new[] { (Bank, false), (Receivable, false), (Fees, true), (Repairs, true), (Vendor, false), ("Expenses:GatewayFee", false) })
        {
            Book.Open(Account.Open(code, code, isMemberMoney).Value);
        }

        Book.Take(new Authority(Vote, AuthorityKind.Vote, "V7", Paper, null));
    }

    public Book Book { get; } = new(new Ledger(new(new Guid("01900000-0000-7000-8000-000000000001")), LedgerScope.PropertyFees));

    public static Instant At(string day, int hour) => CountyTime.At(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value.At(new LocalTime(hour, 0)));

    public string Key() => $"k{++keys}";

    public Outcome<Entered> Try(EntryOrder order, Instant? now = null) => Book.Enter(order, now ?? Now);

    public Entry Do(EntryOrder order, Instant? now = null) => Try(order, now).Value.Entry;

    public string? Refused(EntryOrder order, Instant? now = null) => Try(order, now).Refusal?.Code;

    /// <summary>Money that came in for repairs.</summary>
    public Entry Receive(long fen) => Do(EntryOrder.Post(Key(), Day, Leg.Debit(Bank, fen), Leg.Credit(Repairs, fen)));

    public static EntryOrder ByVote(EntryOrder order) => order with { Authority = Vote, Evidence = Paper };

    public EntryOrder Spend(long fen) => ByVote(EntryOrder.Post(Key(), Day, Leg.Debit(Repairs, fen), Leg.Credit(Vendor, fen)));

    public EntryOrder Hold(long fen, Instant? until = null) =>
        ByVote(EntryOrder.Hold(Key(), Day, until ?? At("2026-07-31", 0), Leg.Debit(Repairs, fen), Leg.Credit(Vendor, fen)));

    public EntryOrder PostHold(long hold, long fen) => ByVote(EntryOrder.PostHold(Key(), Day, hold, Leg.Debit(Repairs, fen), Leg.Credit(Vendor, fen)));

    public Balance Of(string account) => Book.Account(AccountCode.Of(account))!.Balance;

    public IReadOnlyList<BookFinding> Check() => BookCheck.Run(Book.Accounts, Book.Entries, Book.Authorities, []);
}
