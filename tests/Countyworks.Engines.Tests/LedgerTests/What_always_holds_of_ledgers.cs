using System.Collections.Concurrent;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using CsCheck;
using NodaTime;
using static Countyworks.Engines.Tests.LedgerTests.LedgerGiven;

namespace Countyworks.Engines.Tests.LedgerTests;

/// <summary>The ten invariants, each over any sequence of orders, sensible and senseless; what was refused must have changed nothing.</summary>
public sealed class What_always_holds_of_ledgers
{
    private const int Days = 40;

    private static readonly string[] Codes = [Bank, Receivable, Fees, Repairs, Vendor, "Expenses:GatewayFee", "Assets:Bank:Nowhere"];

    /// <summary>A leg: which account, which side, how much; now and then nothing, less than nothing, or more than there can be.</summary>
    private static readonly Gen<Leg> AnyLeg = Gen.Select(Gen.Int[0, Codes.Length - 1], Gen.Bool, Gen.Frequency((20, Gen.Long[1, 500]), (1, Gen.Long[-3, 0]), (1, Gen.Const(long.MaxValue))),
        (code, debit, fen) => debit ? Leg.Debit(Codes[code], fen) : Leg.Credit(Codes[code], fen));

    /// <summary>Legs that mostly balance.</summary>
    private static readonly Gen<Leg[]> AnyLegs = Gen.Frequency(
        (8, Gen.Select(Gen.Int[0, Codes.Length - 1], Gen.Int[0, Codes.Length - 1], Gen.Long[1, 500], (from, to, fen) => new[] { Leg.Debit(Codes[to], fen), Leg.Credit(Codes[from], fen) })),
        (8, Gen.Long[1, 500].Select(fen => new[] { Leg.Debit(Bank, fen), Leg.Credit(Repairs, fen) })),
        (8, Gen.Long[1, 500].Select(fen => new[] { Leg.Debit(Repairs, fen), Leg.Credit(Vendor, fen) })),
        (1, AnyLeg.Array[0, 4]));

    private static readonly Gen<(EntryOrder Order, int Hours)> AnyStep = Gen.Select(
        Gen.Int[1, 6], Gen.Int[0, 60], AnyLegs, Gen.Int[1, 40], Gen.Int[-3, 30], Gen.Int[0, 3],
        (kind, key, legs, of, hours, proof) => (
            new EntryOrder((EntryKind)kind, $"k{key}", Day.PlusDays(of % Days), (EntryKind)kind is EntryKind.Post or EntryKind.Hold or EntryKind.PostHold ? legs : [])
            {
                Of = kind > 2 ? of : null,
                ExpiresAt = kind == 2 ? Now + Duration.FromHours(20 * of) : null,
                Authority = proof > 0 ? Vote : null,
                Evidence = proof > 1 ? Paper : null,
            },
            hours));

    private static readonly Gen<Walked> AnyWalk = AnyStep.Array[1, 80].Select(steps => Walk(steps));

    private static readonly HashSet<string> Hoped =
    [
        "member_money_short", "hold_resolved", "hold_expired", "hold_not_expired", "post_above_hold", "entry_reversed", "not_reversible",
        "ledger_key_reused", "authority_missing", "evidence_missing", "entry_unbalanced", "effective_date_future",
    ];

    [Fact]
    public void I1_Each_entry_balances_in_each_phase_with_at_least_two_legs_above_nothing() => AnyWalk.Sample(walk =>
        walk.Book.Entries.All(e => e.Legs.Count >= 2 && e.Legs.All(l => l.Amount > Money.Zero)
            && e.Legs.GroupBy(l => l.Phase).All(p => Sum(p, Side.Debit) == Sum(p, Side.Credit))));

    [Fact]
    public void I2_The_ledger_balances_posted_and_pending() => AnyWalk.Sample(walk =>
        walk.Book.Accounts.Aggregate((Int128)0, (sum, a) => sum + a.Balance.DebitPosted - a.Balance.CreditPosted) == 0
        && walk.Book.Accounts.Aggregate((Int128)0, (sum, a) => sum + a.Balance.DebitPending - a.Balance.CreditPending) == 0
        && walk.Book.Accounts.All(a => a.Balance is { DebitPosted: >= 0, CreditPosted: >= 0, DebitPending: >= 0, CreditPending: >= 0 }));

    [Fact]
    public void I3_No_more_of_members_money_is_spent_and_held_than_came_in() => AnyWalk.Sample(walk =>
        walk.Book.Accounts.Where(a => a.IsMemberMoney).All(a => a.Balance.FreeFen >= 0));

    [Fact]
    public void I3_A_post_or_a_void_never_fails_for_want_of_money() => AnyWalk.Sample(walk => walk.Steps.All(step =>
        step.Refusal != "member_money_short" || step.Order.Kind is EntryKind.Post or EntryKind.Hold or EntryKind.Reversal));

    [Fact]
    public void I4_Numbers_have_no_gap_and_time_does_not_go_back() => AnyWalk.Sample(walk =>
        walk.Book.Entries.Index().All(e => e.Item.Seq == e.Index + 1)
        && walk.Book.Entries.Zip(walk.Book.Entries.Skip(1)).All(pair => pair.First.RecordedAt <= pair.Second.RecordedAt)
        && walk.Book.Entries.All(e => e.Order.EffectiveOn <= CountyTime.LocalDay(e.RecordedAt)));

    [Fact]
    public void I4_A_closed_period_takes_no_entry() => Gen.Select(AnyStep.Array[1, 60], Gen.Int[0, Days]).Sample((steps, day) =>
    {
        var through = Day.PlusDays(day);
        return Walk(steps, book => book.Close(through)).Book.Entries.All(e => e.Order.EffectiveOn > through);
    });

    [Fact]
    public void I5_A_hold_is_resolved_at_most_once_and_never_above_itself() => AnyWalk.Sample(walk =>
    {
        var resolving = walk.Book.Entries.Where(e => e.Order.Kind is EntryKind.PostHold or EntryKind.VoidHold or EntryKind.ExpireHold).ToList();
        return resolving.DistinctBy(e => e.Order.Of).Count() == resolving.Count
            && resolving.All(e => e.Legs.Where(l => l.Phase == Phase.Posted).All(l =>
                walk.Book.BySeq(e.Order.Of!.Value)!.Legs.Single(h => h.Account == l.Account && h.Side == l.Side).Amount >= l.Amount));
    });

    [Fact]
    public void I5_When_all_holds_are_resolved_nothing_is_pending() => AnyWalk.Sample(walk =>
    {
        var late = Now + Duration.FromDays(400);
        foreach (var hold in walk.Book.Entries.Where(e => e.Order.Kind == EntryKind.Hold && walk.Book.EndedBy(e.Seq) is null).ToList())
        {
            Assert.Null(walk.Book.Enter(EntryOrder.ExpireHold($"over {hold.Seq}", Day, hold.Seq), late).Refusal);
        }

        return walk.Book.Accounts.All(a => a.Balance is { DebitPending: 0, CreditPending: 0 });
    });

    [Fact]
    public void I6_The_same_order_again_gives_the_first_entry_and_another_under_its_key_is_refused() => AnyWalk.Sample(walk =>
    {
        var count = walk.Book.Entries.Count;
        return walk.Steps.Where(s => s.Refusal is null).All(step =>
            walk.Book.Enter(step.Order, Now).Value is { IsRepeat: true, Entry: var first } && first == walk.Book.ByKey(step.Order.Key)
            && walk.Book.Enter(step.Order with { Memo = "other" }, Now).Refusal?.Code == "ledger_key_reused")
            && walk.Book.Entries.Count == count;
    });

    [Fact]
    public void I7_What_was_entered_stays_as_it_was_whatever_comes_after() => Gen.Select(AnyStep.Array[1, 40], AnyStep.Array[1, 40]).Sample((first, then) =>
    {
        var (some, all) = (Walk(first).Book.Entries, Walk([.. first, .. then]).Book.Entries);
        return some.Zip(all).All(pair => pair.First.Leaf() == pair.Second.Leaf()) && all.Count >= some.Count;
    });

    [Fact]
    public void I8_A_reversal_mirrors_what_it_reverses_and_happens_once() => AnyWalk.Sample(walk =>
    {
        var reversals = walk.Book.Entries.Where(e => e.Order.Kind == EntryKind.Reversal).ToList();
        return reversals.DistinctBy(e => e.Order.Of).Count() == reversals.Count && reversals.TrueForAll(e =>
            walk.Book.BySeq(e.Order.Of!.Value) is { Order.Kind: EntryKind.Post or EntryKind.PostHold } of
            && e.Legs.Select(l => l.Mirror()).SequenceEqual(of.Legs.Where(l => l.Phase == Phase.Posted)));
    });

    [Fact]
    public void I9_Members_money_is_never_taken_without_authority_and_document() => AnyWalk.Sample(walk =>
        walk.Book.Entries.Where(e => e.Legs.Any(l => l.Side == Side.Debit && l.Phase != Phase.Released && walk.Book.Account(l.Account)!.IsSpentByDebit))
            .All(e => e.Order is { Authority: not null, Evidence: not null }));

    [Fact]
    public void I9_Both_halves_of_a_transfer_move_one_sum_by_one_authority() => Gen.Select(AnyLegs, AnyLegs, Gen.Int[0, 2]).Sample((gives, gets, proof) =>
    {
        var (from, to) = (new LedgerGiven(), new Book(new Ledger(new(Guid.Empty), LedgerScope.MaintenanceFund)));
        from.Receive(100_000);
        foreach (var account in from.Book.Accounts)
        {
            to.Open(account with { Balance = default });
        }

        to.Take(from.Book.Authority(Vote)!);
        var id = new Guid("01900000-0000-7000-8000-000000000009");
        EntryOrder Half(Leg[] legs, bool proven) => new(EntryKind.Post, "t", Day, legs) { Transfer = id, Authority = proven ? Vote : null, Evidence = proven ? Paper : null };
        var done = new Transferring(Half(gives, proof > 0), Half(gets, proof > 0)).Decide(from.Book, to, Now);
        return done.Refusal is not null || (proof > 0 && Moved(gives) < 0 && Moved(gives) + Moved(gets) == 0);
    });

    [Fact]
    public void I10_Large_sums_are_exact_or_refused() => Gen.Select(Gen.Long[1, long.MaxValue], Gen.Long[1, long.MaxValue]).Sample((one, two) =>
    {
        var given = new LedgerGiven();
        given.Receive(one);
        var second = given.Refused(EntryOrder.Post("b", Day, Leg.Debit(Bank, two), Leg.Credit(Repairs, two)));
        return (Int128)one + two <= long.MaxValue ? second is null && given.Of(Bank).NetFen == one + two : second == "balance_too_large" && given.Of(Bank).NetFen == one;
    });

    [Fact]
    public void Are_found_whole_by_a_check_that_decides_nothing() => AnyWalk.Sample(walk => BookCheck.Run(walk.Book.Accounts, walk.Book.Entries, walk.Book.Authorities, []).Count == 0);

    [Fact]
    public void Are_tried_on_entries_of_every_kind_and_on_what_is_refused()
    {
        var (kinds, refusals) = (new ConcurrentDictionary<EntryKind, bool>(), new ConcurrentDictionary<string, bool>());
        for (var rounds = 0; rounds < 20 && !(kinds.Count == Enum.GetValues<EntryKind>().Length && Hoped.All(refusals.ContainsKey)); rounds++)
        {
            AnyWalk.Sample(
                walk =>
                {
                    foreach (var entry in walk.Book.Entries) kinds[entry.Order.Kind] = true;
                    foreach (var step in walk.Steps.Where(s => s.Refusal is not null)) refusals[step.Refusal!] = true;
                },
                iter: 1_000);
        }

        Assert.Equal(Enum.GetValues<EntryKind>(), kinds.Keys.Order());
        Assert.Superset(Hoped, refusals.Keys.ToHashSet());
    }

    [Fact]
    public void A_refused_order_changes_nothing() => Gen.Select(AnyStep.Array[1, 40], AnyStep).Sample((steps, last) =>
    {
        var walk = Walk(steps);
        var before = (walk.Book.Ledger, string.Join(';', walk.Book.Accounts), walk.Book.Entries.Count);
        return walk.Book.Enter(last.Order, Now).Refusal is null || before == (walk.Book.Ledger, string.Join(';', walk.Book.Accounts), walk.Book.Entries.Count);
    });

    private static Walked Walk((EntryOrder Order, int Hours)[] steps, Action<Book>? prepare = null)
    {
        var given = new LedgerGiven();
        prepare?.Invoke(given.Book);
        var now = Now + Duration.FromDays(Days / 2);
        return new(given.Book, [.. steps.Select(step =>
        {
            var order = Aimed(step.Order, given.Book);
            return (order, given.Book.Enter(order, now += Duration.FromHours(step.Hours)).Refusal?.Code);
        })]);
    }

    /// <summary>Mostly at an entry that can be meant: a number out of the air hardly ever hits a hold with its own legs.</summary>
    private static EntryOrder Aimed(EntryOrder order, Book book)
    {
        var meant = book.Entries.Where(e => (e.Order.Kind == EntryKind.Hold) == (order.Kind != EntryKind.Reversal)).ToList();
        if (order.Of is not { } of || of % 5 == 0 || meant.Count == 0)
        {
            return order;
        }

        var entry = meant[(int)(of % meant.Count)];
        var part = Money.FromFen(of * 7);
        return order with
        {
            Of = entry.Seq,
            Legs = order.Kind != EntryKind.PostHold ? order.Legs : [.. entry.Legs.Select(l => l with { Amount = of % 3 == 0 ? part : l.Amount, Phase = Phase.Posted })],
        };
    }

    private static Int128 Sum(IEnumerable<Leg> legs, Side side) => legs.Where(l => l.Side == side).Aggregate((Int128)0, (sum, l) => sum + l.Amount.Fen);

    private static Int128 Moved(Leg[] legs) => Sum(legs.Where(l => l.Account.IsMoney), Side.Debit) - Sum(legs.Where(l => l.Account.IsMoney), Side.Credit);

    private sealed record Walked(Book Book, IReadOnlyList<(EntryOrder Order, string? Refusal)> Steps);
}
