using System.Data.Common;
using Countyworks.Core.Books;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Tests.Databases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Countyworks.Tests.Books;

/// <summary>What the database itself refuses to programs that go their own way, and what is found when its protection was taken away.</summary>
public sealed class The_stored_books
{
    [Theory, EveryEngine]
    public async Task Let_nobody_change_or_take_away_an_entry_or_a_leg(Engine engine)
    {
        await using var given = await With(engine);

        foreach (var sql in new[] { "UPDATE ledger_entry SET memo = 'x'", "DELETE FROM ledger_entry", "UPDATE ledger_leg SET fen = 1", "DELETE FROM ledger_leg", "UPDATE ledger_leg SET side = 3 - side" })
        {
            Assert.ThrowsAny<DbException>(() => given.Run(sql));
        }

        Assert.Empty(given.Wrong());
    }

    private static string Entry(int seq, string day = "2026-01-05", int later = 0, string key = "n", string authority = "NULL", string evidence = "NULL") => FormattableString.Invariant($"""
        INSERT INTO ledger_entry (district_id, ledger_id, seq, effective_on, recorded_at, kind, key, body_hash, memo, authority_id, evidence, fact_seq)
        SELECT district_id, ledger_id, {seq}, '{day}', recorded_at + {later}, 1, '{key}', body_hash, memo, {authority}, {evidence}, 1 FROM ledger_entry WHERE seq = 1;
        """);

    private static string Leg(int seq, string account, int side, int fen) => FormattableString.Invariant(
        $"INSERT INTO ledger_leg (district_id, ledger_id, seq, account, side, phase, fen) SELECT district_id, ledger_id, {seq}, '{account}', {side}, 1, {fen} FROM ledger_entry WHERE seq = 1;");

    [Theory, EveryEngine]
    public async Task Take_no_entry_out_of_turn(Engine engine)
    {
        await using var given = await With(engine);
        given.Run("UPDATE ledger SET closed_through = '2026-01-01'");

        foreach (var (seq, day, later, key) in new[] { (2, "2026-01-05", 0, "n"), (4, "2026-01-05", 0, "n"), (3, "2026-01-05", -1, "n"), (3, "2026-01-01", 0, "n"), (3, "2026-01-05", 0, "k1") })
        {
            Assert.ThrowsAny<DbException>(() => given.Run(Entry(seq, day, later, key)));
        }
    }

    [Theory, EveryEngine]
    public async Task Take_no_leg_of_nothing_of_an_old_entry_or_of_no_account(Engine engine)
    {
        await using var given = await With(engine);

        foreach (var (seq, account, side, fen) in new[] { (2, BooksGiven.Bank, 1, 0), (2, BooksGiven.Bank, 1, -5), (1, BooksGiven.Vendor, 1, 5), (2, "Assets:Bank:None", 1, 5), (2, BooksGiven.Bank, 3, 5) })
        {
            Assert.ThrowsAny<DbException>(() => given.Run(Leg(seq, account, side, fen)));
        }
    }

    [Theory, EveryEngine]
    public async Task Let_nobody_spend_members_money_that_is_not_there_or_without_authority_and_document(Engine engine)
    {
        await using var given = await With(engine);
        static string Spend(int fen, string authority, string evidence) =>
            Entry(3, authority: authority, evidence: evidence) + Leg(3, BooksGiven.Vendor, 2, fen) + Leg(3, BooksGiven.Repairs, 1, fen);
        const string vote = "(SELECT id FROM spend_authority)";

        Assert.ThrowsAny<DbException>(() => InOne(given, Spend(5, "NULL", "body_hash")));
        Assert.ThrowsAny<DbException>(() => InOne(given, Spend(5, vote, "NULL")));
        Assert.ThrowsAny<DbException>(() => InOne(given, Spend(71, vote, "body_hash")));
        InOne(given, Spend(70, vote, "body_hash"));
        Assert.Equal(0, (long)given.Of(BooksGiven.Repairs).FreeFen);
    }

    [Theory, EveryEngine]
    public async Task Take_nothing_after_an_entry_that_does_not_balance(Engine engine)
    {
        await using var given = await With(engine);
        given.Run(Entry(3) + Leg(3, BooksGiven.Bank, 1, 5));

        await Assert.ThrowsAnyAsync<DbException>(() => given.Try(given.In(5)));
        Assert.Equal(["EntryUnbalanced 3", "LedgerUnbalanced 0", "NotAsSealed 3"], given.Wrong());
    }

    public static TheoryData<Engine, string, string> Frauds
    {
        get
        {
            (string Sql, string Found)[] frauds =
            [
                ("UPDATE ledger_leg SET fen = fen + 1 WHERE seq = 2 AND side = 1", "EntryUnbalanced 2, BalanceWrong 0, LedgerUnbalanced 0, NotAsSealed 2"),
                ("UPDATE ledger_leg SET fen = fen + 1 WHERE seq = 2", "BalanceWrong 0, BalanceWrong 0, NotAsSealed 2"),
                ("UPDATE ledger_entry SET effective_on = '2025-12-31' WHERE seq = 2", "NotAsSealed 2"),
                ("UPDATE ledger_entry SET memo = 'other' WHERE seq = 2", "NotAsSealed 2"),
                ("UPDATE ledger_entry SET evidence = body_hash WHERE seq = 2", "NotAsSealed 2"),
                ("UPDATE ledger_entry SET authority_id = NULL WHERE seq = 2", "AuthorityMissing 2, NotAsSealed 2"),
                ("UPDATE ledger_leg SET account = 'Assets:Receivable:U0012' WHERE seq = 1 AND side = 1", "BalanceWrong 0, BalanceWrong 0, NotAsSealed 1"),
                ("DELETE FROM ledger_leg WHERE seq = 2; DELETE FROM ledger_entry WHERE seq = 2", "BalanceWrong 0, BalanceWrong 0, SequenceBroken 0, NotAsSealed 2"),
                ("UPDATE ledger_account SET credit_posted = credit_posted + 5 WHERE code = 'Liabilities:Vendor'", "BalanceWrong 0"),
                ("UPDATE ledger SET last_seq = 3", "SequenceBroken 0"),
            ];
            var data = new TheoryData<Engine, string, string>();
            foreach (var (sql, found) in frauds)
            {
                data.Add(Engine.Sqlite, sql, found);
                if (Databases.Server.WhyNot is null)
                {
                    data.Add(Engine.Postgres, sql, found);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Frauds))]
    public async Task Show_what_was_altered_past_their_protection(Engine engine, string sql, string found)
    {
        await using var given = await With(engine);
        given.Tamper([.. sql.Split("; ")]);

        Assert.Equal(found.Split(", ").Order(), given.Wrong().Order());
    }

    [Theory, EveryEngine]
    public async Task Come_back_from_a_backup_whole_and_go_on(Engine engine)
    {
        await using var given = await With(engine);
        await given.Do(given.Hold(20));
        var folder = Directory.CreateTempSubdirectory("countyworks-tests-").FullName;
        await given.Store.Database.CopyRowsTo(folder, TestContext.Current.CancellationToken);
        await using var files = await TestDatabase.Fresh(engine);
        await using var database = TestStore.Open(files);
        if (engine == Engine.Postgres)
        {
            new Migrator(database).Apply();
        }

        await database.TakeRowsFrom(folder, TestContext.Current.CancellationToken);
        await using var writer = new Writer(database, NullLogger<Writer>.Instance);
        var next = await writer.Run(new Envelope("make_entry", Actor.System, TestStore.Now), new MakeEntry(given.Ledger, given.Spend(50)).In);
        var over = await writer.Run(new Envelope("make_entry", Actor.System, TestStore.Now), new MakeEntry(given.Ledger, given.Spend(1)).In);
        var seen = BookVerifier.Run(database);

        Assert.Equal((4, "member_money_short"), (next.Value.Entry.Seq, over.Refusal?.Code));
        Assert.Equal((1, 4, 0), (seen.Ledgers, seen.Entries, seen.FindingCount));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<BooksGiven> With(Engine engine)
    {
        var given = await BooksGiven.On(engine);
        await given.Do(given.In(100));
        await given.Do(given.Spend(30));
        return given;
    }

    private static void InOne(BooksGiven given, string sql) => given.Run($"BEGIN; {sql} COMMIT;");
}
