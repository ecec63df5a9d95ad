using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Tests.LedgerTests.Oracles;

/// <summary>A neighbourhood's year: bills, payments, repairs held and paid, reversals; the same every time.</summary>
internal static class GeneratedBook
{
    /// <summary>Words as people write them, and as somebody writes them who wants to be read as something else.</summary>
    private static readonly string[] Memos =
        ["物业费 2026-07", "payee; vote:V999", "电梯维修 | lift", "a \"quoted\" \\ word", "two\nlines\n    Assets:Bank:Joint  5 FEN", "🏠 \u202Eright to left", "= formula", "* (5) ! marks  two spaces", "", "  ; only a comment"];

    public static Book Of(int entries, int units)
    {
        var book = new Book(new Ledger(new(new Guid("01900000-0000-7000-8000-000000000001")), LedgerScope.PropertyFees));
        var (random, paper, vote) = (new Random(7), TreeHash.Sha256.Leaf("invoice"u8), LedgerGiven.Vote);
        book.Take(new Authority(vote, AuthorityKind.Vote, "V7", paper, null));
        foreach (var (code, name, isMemberMoney) in new[] { ("Assets:Bank:Joint", "共管账户", false), ("Fund:Fees", "物业费, 基金: 名称", true), ("Liabilities:Vendor", "a \"vendor\"; x", false), ("Expenses:GatewayFee", "手续费", false) })
        {
            book.Open(Account.Open(code, name, isMemberMoney).Value);
        }

        for (var unit = 1; unit <= units; unit++)
        {
            book.Open(Account.Open(Unit(unit), $"{unit} 室", false).Value);
        }

        var (now, holds) = (LedgerGiven.At("2026-01-01", 8), new Queue<long>());
        while (book.Entries.Count < entries)
        {
            // A year for all of them, two of which may fall into one millisecond.
            now += Duration.FromMilliseconds(random.NextInt64(365L * 24 * 3600 * 1000 / entries * 2));
            var (on, unit, fen, key) = (CountyTime.LocalDay(now), Unit(1 + random.Next(units)), 1 + random.NextInt64(100_000), $"key {book.Entries.Count}, x:y");
            EntryOrder order = random.Next(10) switch
            {
                0 => EntryOrder.Hold(key, on, now + Duration.FromDays(30), Leg.Debit("Fund:Fees", fen), Leg.Credit("Liabilities:Vendor", fen)),
                1 when holds.TryDequeue(out var hold) => EntryOrder.PostHold(key, on, hold, [.. book.BySeq(hold)!.Legs.Select(l => l with { Amount = Money.FromFen(1 + (l.Amount.Fen / 2)), Phase = Phase.Posted })]),
                2 when holds.TryDequeue(out var hold) => EntryOrder.VoidHold(key, on, hold),
                3 => EntryOrder.Reverse(key, on, 1 + random.Next(Math.Max(1, book.Entries.Count))),
                4 => EntryOrder.Post(key, on.PlusDays(-random.Next(3)), Leg.Debit("Assets:Bank:Joint", fen), Leg.Debit("Expenses:GatewayFee", 1), Leg.Credit(unit, fen + 1)),
                5 or 6 => EntryOrder.Post(key, on, Leg.Debit("Assets:Bank:Joint", fen), Leg.Credit(unit, fen)),
                _ => EntryOrder.Post(key, on, Leg.Debit(unit, fen), Leg.Credit("Fund:Fees", fen)),
            };
            var done = book.Enter(order with { Memo = Memos[random.Next(Memos.Length)], Authority = order.Kind is EntryKind.VoidHold or EntryKind.PostHold ? null : vote, Evidence = paper }, now);
            if (done.Refusal is null && order.Kind == EntryKind.Hold)
            {
                holds.Enqueue(done.Value.Entry.Seq);
            }
        }

        return book;
    }

    public static string Unit(int number) => $"Assets:Receivable:U{number:0000}";
}
