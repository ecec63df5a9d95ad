using Countyworks.Core.Books;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using NodaTime;
using static Countyworks.Tests.Books.BooksGiven;

namespace Countyworks.Tests.Books;

public sealed class Keeping_books
{
    [Theory, EveryEngine]
    public async Task Keeps_entries_balances_and_the_sequence(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        await given.Do(given.In(1000));
        var hold = await given.Do(given.Hold(500));
        await given.Do(given.PostHold(hold.Seq, 300));
        await given.Do(given.Spend(200));

        Assert.Equal((new Balance(500, 1000, 0, 0), new Balance(0, 500, 0, 0)), (given.Of(Repairs), given.Of(Vendor)));
        Assert.Equal((4, 500, 0), given.Store.Read(db => (db.Set<StoredLedger>().Single().LastSeq, db.Set<StoredAuthority>().Single().SpentFen, db.Set<StoredAuthority>().Single().HeldFen)));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Refuses_as_the_rules_do_and_writes_nothing_then(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        await given.Do(given.In(100));

        Assert.Equal("member_money_short", await given.Refused(given.Spend(101)));
        Assert.Equal("authority_missing", await given.Refused(given.Spend(5) with { Authority = null }));
        Assert.Equal("ledger_account_unknown", await given.Refused(EntryOrder.Post("x", Day, Leg.Debit("Assets:Bank:Other", 5), Leg.Credit(Repairs, 5))));
        Assert.Equal("transfer_order_wrong", await given.Refused(given.Spend(5) with { Transfer = Guid.Empty }));
        Assert.Equal(1, given.Store.Read(db => db.Set<StoredEntry>().Count()));
    }

    [Theory, EveryEngine]
    public async Task Answers_a_repeated_key_with_the_first_entry_and_refuses_another_body(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        await given.Do(given.In(1000));
        var order = given.Hold(10);
        var first = (await given.Try(order)).Value;
        var again = (await given.Try(order, TestStore.Now + Duration.FromHours(1))).Value;

        Assert.Equal((first.Entry.Leaf(), true, false), (again.Entry.Leaf(), again.IsRepeat, first.IsRepeat));
        Assert.Equal("ledger_key_reused", await given.Refused(order with { Memo = "other" }));
    }

    [Theory, EveryEngine]
    public async Task Makes_one_entry_of_one_key_from_many_callers(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        var order = given.In(10);
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => given.Try(order)));

        Assert.Equal((1, 1, 63), (answers.Select(a => a.Value.Entry.Leaf()).Distinct().Count(), answers.Count(a => !a.Value.IsRepeat), answers.Count(a => a.Value.IsRepeat)));
        Assert.Equal(10, given.Of(Bank).NetFen);
    }

    [Theory, EveryEngine]
    public async Task Never_overdraws_whoever_spends_at_the_same_time(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        await given.Do(given.In(100));
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => given.Try(i % 2 == 0 ? given.Spend(7) : given.Hold(7))));

        Assert.Equal((14, 26), (answers.Count(a => a.Refusal is null), answers.Count(a => a.Refusal?.Code == "member_money_short")));
        Assert.Equal(2, (long)given.Of(Repairs).FreeFen);
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Resolves_a_hold_once_when_it_is_posted_voided_twice_and_expires_all_at_once(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        await given.Do(given.In(100));
        var holds = new List<Entry>();
        for (var i = 0; i < 10; i++)
        {
            holds.Add(await given.Do(given.Hold(5)));
        }

        var justBefore = Over - Duration.FromMilliseconds(1);
        var all = holds.SelectMany(hold => new Task<bool>[]
        {
            Done(given.Try(given.PostHold(hold.Seq, 3), justBefore)),
            Done(given.Try(EntryOrder.VoidHold(given.Key(), Day, hold.Seq), justBefore)),
            Done(given.Try(EntryOrder.VoidHold(given.Key(), Day, hold.Seq), justBefore)),
            Done(given.Store.Writer.Run(new Envelope("expire_holds", Actor.System, Over), ExpireHolds.ExpireBatch)),
        }).ToList();
        await Task.WhenAll(all);

        Assert.Equal(10, given.Store.Read(db => db.Set<StoredEntry>().Count(e => e.OfSeq != null)));
        Assert.Equal((0, 0), (given.Of(Repairs).DebitPending, given.Store.Read(db => db.Set<StoredAuthority>().Single().HeldFen)));
        Assert.Empty(given.Wrong());

        static async Task<bool> Done<T>(Task<Outcome<T>> task) => (await task).Refusal is null;
    }

    [Theory, EveryEngine]
    public async Task Frees_what_is_over_once_however_often_the_job_runs(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        await given.Do(given.In(100));
        await given.Do(given.Hold(40));

        Assert.Equal((0, 1, 0), (await Expire(Over - Duration.FromMilliseconds(1)), await Expire(Over), await Expire(Over)));
        Assert.Equal(100, (long)given.Of(Repairs).FreeFen);

        async Task<int> Expire(Instant at) => (await given.Store.Writer.Run(new Envelope("expire_holds", Actor.System, at), ExpireHolds.ExpireBatch)).Value;
    }

    [Theory, EveryEngine]
    public async Task Leaves_nothing_of_an_entry_whose_command_breaks_after_it(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        await given.Do(given.In(100));
        var broken = given.Store.Writer.Run<Done>(new Envelope("broken", Actor.System, TestStore.Now), change =>
        {
            new MakeEntry(given.Ledger, given.Spend(50)).In(change);
            throw new InvalidOperationException("broken");
        });
        var after = given.Do(given.Spend(70));

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken);
        Assert.Equal((2, 30), ((await after).Seq, (long)given.Of(Repairs).FreeFen));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Moves_money_between_ledgers_in_both_or_in_neither(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        var place = given.Store.Read(db => db.Set<StoredLedger>().Single().PlaceId);
        var other = await given.Open("xq-0007/fund", place);
        var both = (await given.Store.Do(new GiveAuthority(given.Ledger, AuthorityKind.Vote, "V8", Paper, To: other).In)).Id;
        await given.Do(given.In(100));
        var id = new Guid("01900000-0000-7000-8000-000000000009");
        EntryOrder Half(string key, params Leg[] legs) => EntryOrder.Post(key, Day, legs) with { Transfer = id, Authority = both, Evidence = Paper };
        MoveBetweenLedgers Move(long fen) => new(given.Ledger, other, new(Half("t", Leg.Debit(Repairs, fen), Leg.Credit(Bank, fen)), Half("t", Leg.Debit(Bank, fen), Leg.Credit(Repairs, fen))));

        Assert.Equal("member_money_short", (await given.Store.Refused(Move(101).In)).Code);
        Assert.Equal(1, given.Store.Read(db => db.Set<StoredEntry>().Count()));
        await given.Store.Do(Move(60).In);

        Assert.Equal([40, 60], given.Store.Read(db => db.Set<StoredAccount>().Where(a => a.Code == Bank).OrderBy(a => a.LedgerId).ToList()).Select(a => a.DebitPosted - a.CreditPosted));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Makes_each_entry_a_leaf_of_the_public_log_with_all_it_says(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        var entry = (await given.Try(given.In(100), words: "王伟 13800000000")).Value.Entry;
        var (row, fact) = given.Store.Read(db => (db.Set<StoredEntry>().Single(), db.Set<FactRow>().Single(f => f.Kind == "ledger_entered")));

        Assert.Equal((row.FactSeq, "王伟 13800000000", true), (fact.Seq, fact.Remark, fact.Commitment is not null));
        Assert.Contains(Convert.ToBase64String(entry.Write(new EntryWriter())).Replace("+", "\\u002B", StringComparison.Ordinal), fact.Data.Replace("+", "\\u002B", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("13800000000", fact.Data, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Closes_a_period_once_all_is_sealed_and_the_bank_agrees(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        await given.Do(given.In(100));
        var close = new ClosePeriod(given.Ledger, Day, Money.FromFen(100), [], TestStore.Now);
        var later = TestStore.Now + Duration.FromDays(2);

        Assert.Equal("entries_not_sealed", (await given.Store.Refused(change => close.In(change, given.Store.Database), later)).Code);
        await given.Store.Do(change => change.Add(new Core.Seals.SealHead { Size = change.NextSeq - 1, Root = new byte[32], At = change.Now, Key = "", Note = "" }));
        Assert.Equal("bank_differs", (await given.Store.Refused(change => (close with { Bank = Money.FromFen(99) }).In(change, given.Store.Database), later)).Code);
        var closure = await given.Store.Do(change => close.In(change, given.Store.Database), later);

        Assert.Equal((1, 100), (closure.LastSeq, closure.Turnover.Fen));
        Assert.Equal("period_closed", await given.Refused(given.In(5), later));
        Assert.Null(await given.Refused(EntryOrder.Post("next", Day.PlusDays(1), Leg.Debit(Bank, 5), Leg.Credit(Repairs, 5)), later));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Refuses_codes_names_and_authorities_that_are_none(Engine engine)
    {
        await using var given = await BooksGiven.On(engine);
        var place = given.Store.Read(db => db.Set<StoredLedger>().Single().PlaceId);

        Assert.Equal("ledger_code_taken", (await given.Store.Refused(new OpenLedger("xq-0007/fees", "x", LedgerScope.PropertyFees, place).In)).Code);
        Assert.Equal("ledger_code_invalid", (await given.Store.Refused(new OpenLedger("XQ 7", "x", LedgerScope.PropertyFees, place).In)).Code);
        Assert.Equal("not_found", (await given.Store.Refused(new OpenLedger("a", "x", LedgerScope.PropertyFees, default).In)).Code);
        Assert.Equal("ledger_account_exists", (await given.Store.Refused(new OpenLedgerAccount(given.Ledger, Bank, "x", false).In)).Code);
        Assert.Equal("member_money_wrong_root", (await given.Store.Refused(new OpenLedgerAccount(given.Ledger, "Assets:Bank:Two", "x", true).In)).Code);
        Assert.Equal("authority_limit_invalid", (await given.Store.Refused(new GiveAuthority(given.Ledger, AuthorityKind.Vote, "V", Paper, Money.Zero).In)).Code);
        await given.Store.Do(new AnnulAuthority(given.Vote, "a court").In);
        Assert.Equal("authority_annulled", (await given.Store.Refused(new AnnulAuthority(given.Vote, "again").In)).Code);
    }
}
