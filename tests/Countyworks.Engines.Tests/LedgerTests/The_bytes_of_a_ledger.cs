using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using CsCheck;
using NodaTime;
using static Countyworks.Engines.Tests.LedgerTests.LedgerGiven;

namespace Countyworks.Engines.Tests.LedgerTests;

public sealed class The_bytes_of_a_ledger_entry
{
    private static readonly Entry Booked = new LedgerGiven().Do(EntryOrder.Post("k", Day, Leg.Debit(Bank, 29638), Leg.Credit(Fees, 29638)) with { Memo = "July" });

    [Fact]
    public void Are_these_and_stay_these() =>
        Assert.Equal("10" + string.Concat(
            "0000001001900000000070008000000000000001", "000000080000000000000001", "0000000a323032362d30372d3031", "000000080000019f1b30a280", "000000080000000000000001",
            "ffffffff", "ffffffff", "000000016b", "000000044a756c79", "ffffffff", "ffffffff", "ffffffff", "ffffffff", "000000080000000000000002",
            "000000114173736574733a42616e6b3a4a6f696e74", "000000080000000000000001", "000000080000000000000001", "0000000800000000000073c6",
            "0000000946756e643a46656573", "000000080000000000000002", "000000080000000000000001", "0000000800000000000073c6"),
            Convert.ToHexStringLower(Booked.Write(new EntryWriter())));

    [Fact]
    public void Do_not_depend_on_the_order_in_which_legs_were_given() =>
        Assert.Equal(Booked.Leaf(), (Booked with { Legs = [.. Booked.Legs.Reverse()] }).Leaf());

    [Fact]
    public void Differ_when_anything_does()
    {
        Entry[] others =
        [
            Booked with { Seq = 2 }, Booked with { Ledger = new(Guid.Empty) }, Booked with { RecordedAt = Now + Duration.FromMilliseconds(1) },
            With(Booked.Order with { EffectiveOn = Day.PlusDays(-1) }), With(Booked.Order with { Kind = EntryKind.Hold }), With(Booked.Order with { Of = 1 }),
            With(Booked.Order with { ExpiresAt = Now }), With(Booked.Order with { Key = "l" }), With(Booked.Order with { Memo = "" }), With(Booked.Order with { Transfer = Guid.Empty }),
            With(Booked.Order with { Authority = Vote }), With(Booked.Order with { Evidence = Paper }), With(Booked.Order with { Private = Paper }),
            Booked with { Legs = [Leg.Debit(Bank, 29639), Leg.Credit(Fees, 29639)] }, Booked with { Legs = [Leg.Credit(Bank, 29638), Leg.Debit(Fees, 29638)] },
            Booked with { Legs = [.. Booked.Legs.Select(l => l with { Phase = Phase.Pending })] },
        ];

        Assert.Equal(others.Length + 1, others.Append(Booked).Select(e => e.Leaf()).Distinct().Count());
    }

    private static Entry With(EntryOrder order) => Booked with { Order = order };
}

public sealed class A_tree_of_sums
{
    private static readonly Gen<long[]> AnySums = Gen.Long[0, 1_000_000_000_000].Array[1, 70];

    [Fact]
    public void Has_the_sum_of_all_shares_at_its_root() => AnySums.Sample(sums => SumTree.Root(Leaves(sums)).Value.Sum == sums.Sum());

    [Fact]
    public void Shows_everybody_that_their_share_is_in_the_total() => AnySums.Sample(sums =>
    {
        var leaves = Leaves(sums);
        var root = SumTree.Root(leaves).Value;
        return Enumerable.Range(0, sums.Length).All(i => SumTree.Check(leaves[i], i, sums.Length, SumTree.Path(leaves, i).Value, root).Refusal is null);
    });

    [Fact]
    public void Shows_nobody_another_share_place_or_total() => Gen.Select(AnySums, Gen.Int[0, 69]).Where(g => g.Item2 < g.Item1.Length).Sample((sums, i) =>
    {
        var leaves = Leaves(sums);
        var (root, path) = (SumTree.Root(leaves).Value, SumTree.Path(leaves, i).Value);
        bool Holds(SumNode leaf, int index, IReadOnlyList<SumNode> way, SumNode top) => SumTree.Check(leaf, index, sums.Length, way, top).Refusal is null;
        return !Holds(leaves[i] with { Sum = sums[i] + 1 }, i, path, root) && !Holds(leaves[i], i, path, root with { Sum = root.Sum + 1 })
            && !Holds(leaves[i], sums.Length, path, root) && !Holds(leaves[i], i, [.. path, root], root)
            && (path.Count == 0 || !Holds(leaves[i], i, [path[0] with { Sum = path[0].Sum + 1 }, .. path.Skip(1)], root));
    });

    [Fact]
    public void Lets_no_total_be_understated_by_a_negative_share()
    {
        List<SumNode> leaves = [.. Leaves([100, 50]), new SumNode(-60, LedgerGiven.Paper)];

        Assert.Equal("sum_negative", SumTree.Root(leaves).Refusal?.Code);
        Assert.Equal("sum_negative", SumTree.Leaf(Money.FromFen(-1), []).Refusal?.Code);
    }

    [Fact]
    public void Refuses_totals_that_no_number_holds_and_trees_of_nothing()
    {
        Assert.Equal("sum_too_large", SumTree.Root(Leaves([long.MaxValue, 1])).Refusal?.Code);
        Assert.Equal("tree_empty", SumTree.Root([]).Refusal?.Code);
    }

    private static List<SumNode> Leaves(long[] sums) => [.. sums.Select((sum, i) => SumTree.Leaf(Money.FromFen(sum), [(byte)i]).Value)];
}

public sealed class Closing_a_period
{
    private static readonly LocalDate Last = new(2026, 7, 31);
    private static readonly Instant After = At("2026-08-05", 9);

    private readonly LedgerGiven given = new();
    private readonly CloseOrder order = new(Last, Money.FromFen(100), [], At("2026-07-15", 0), 1);

    public Closing_a_period() => given.Receive(100);

    [Fact]
    public void Gives_the_root_and_the_turnover_to_its_last_day()
    {
        var closure = Closing.Decide(order, given.Book, After).Value;
        Assert.Equal((Last, 1, given.Book.Entries[0].Leaf(), 100), (closure.Through, closure.LastSeq, closure.Root, closure.Turnover.Fen));
    }

    [Fact]
    public void Waits_until_its_last_day_is_over()
    {
        Assert.Equal("period_not_over", Closing.Decide(order, given.Book, At("2026-07-31", 23)).Refusal?.Code);
        Assert.Null(Closing.Decide(order, given.Book, At("2026-08-01", 0)).Refusal);
    }

    [Fact]
    public void Happens_once()
    {
        given.Book.Close(Last);
        Assert.Equal("period_closed", Closing.Decide(order, given.Book, After).Refusal?.Code);
    }

    [Fact]
    public void Wants_the_bank_to_say_what_the_books_say_or_the_difference_to_be_listed()
    {
        Assert.Equal("bank_differs", Closing.Decide(order with { BankBalance = Money.FromFen(90) }, given.Book, After).Refusal?.Code);
        Assert.Null(Closing.Decide(order with { BankBalance = Money.FromFen(90), Items = [new("cheque under way", Money.FromFen(-10))] }, given.Book, After).Refusal);
    }

    [Fact]
    public void Wants_old_holds_resolved()
    {
        given.Do(given.Hold(5));
        Assert.Equal("hold_too_old", Closing.Decide(order with { SealedSeq = 2 }, given.Book, After).Refusal?.Code);

        given.Do(EntryOrder.VoidHold("v", Day, 2));
        Assert.Null(Closing.Decide(order with { SealedSeq = 3 }, given.Book, After).Refusal);
    }

    [Fact]
    public void Wants_every_entry_sealed() => Assert.Equal("entries_not_sealed", Closing.Decide(order with { SealedSeq = 0 }, given.Book, After).Refusal?.Code);
}
