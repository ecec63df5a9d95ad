using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using NodaTime;

namespace Countyworks.Tests.Books;

/// <summary>A stored property-fee fund with some accounts and a vote.</summary>
internal sealed class BooksGiven : IAsyncDisposable
{
    public const string Bank = "Assets:Bank:Joint", Receivable = "Assets:Receivable:U0012", Repairs = "Fund:Repairs", Vendor = "Liabilities:Vendor";

    public static readonly LocalDate Day = CountyTime.LocalDay(TestStore.Now);
    public static readonly Digest Paper = TreeHash.Sha256.Leaf("invoice"u8);
    public static readonly Instant Over = TestStore.Now + Duration.FromDays(30);

    private int keys;

    private BooksGiven(TestStore store) => Store = store;

    public TestStore Store { get; }

    public Id<Ledger> Ledger { get; private set; }

    public Id<Authority> Vote { get; private set; }

    public static async Task<BooksGiven> On(Engine engine)
    {
        var given = new BooksGiven(await TestStore.Fresh(engine));
        var place = await given.Store.Do<Place>(change =>
        {
            var place = new Place { Id = change.NewId<Place>(), Name = "花园小区", Level = PlaceLevel.Neighbourhood, Path = "/1/", Pinyin = "huayuan" };
            change.Add(place);
            return place;
        });
        given.Ledger = await given.Open("xq-0007/fees", place.Id);
        given.Vote = (await given.Store.Do(new GiveAuthority(given.Ledger, AuthorityKind.Vote, "V7", Paper).In)).Id;
        return given;
    }

    public async Task<Id<Ledger>> Open(string code, Id<Place> place)
    {
        var ledger = (await Store.Do(new OpenLedger(code, code, LedgerScope.PropertyFees, place).In)).Id;
        foreach (var (account, isMemberMoney) in new[] { (Bank, false), (Receivable, false), (Repairs, true), (Vendor, false) })
        {
            await Store.Do(new OpenLedgerAccount(ledger, account, account, isMemberMoney).In);
        }

        return ledger;
    }

    public string Key() => $"k{Interlocked.Increment(ref keys)}";

    public Task<Outcome<Entered>> Try(EntryOrder order, Instant? at = null, string? words = null) =>
        Store.Writer.Run(new Envelope("make_entry", Actor.System, at ?? TestStore.Now), new MakeEntry(Ledger, order, words).In);

    public async Task<Entry> Do(EntryOrder order, Instant? at = null) => (await Try(order, at)).Value.Entry;

    public async Task<string?> Refused(EntryOrder order, Instant? at = null) => (await Try(order, at)).Refusal?.Code;

    public EntryOrder In(long fen) => EntryOrder.Post(Key(), Day, Leg.Debit(Bank, fen), Leg.Credit(Repairs, fen));

    public EntryOrder Spend(long fen) => ByVote(EntryOrder.Post(Key(), Day, Leg.Debit(Repairs, fen), Leg.Credit(Vendor, fen)));

    public EntryOrder Hold(long fen) => ByVote(EntryOrder.Hold(Key(), Day, Over, Leg.Debit(Repairs, fen), Leg.Credit(Vendor, fen)));

    public EntryOrder PostHold(long hold, long fen) => ByVote(EntryOrder.PostHold(Key(), Day, hold, Leg.Debit(Repairs, fen), Leg.Credit(Vendor, fen)));

    public EntryOrder ByVote(EntryOrder order) => order with { Authority = Vote, Evidence = Paper };

    public Balance Of(string account) => Store.Read(db => db.Set<StoredAccount>().Single(a => a.LedgerId == Ledger && a.Code == account).Known.Balance);

    public List<string> Wrong() => [.. BookVerifier.Run(Store.Database).Findings.Select(f => $"{f.Finding.Kind} {f.Finding.Seq}")];

    /// <summary>Runs SQL past all code, as a program that goes its own way would.</summary>
    public void Run(string sql)
    {
        using var connection = Store.Database.OpenForMigration();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The same for somebody who first takes away what protects the books.</summary>
    public void Tamper(params string[] statements)
    {
        string[] tables = ["ledger_entry", "ledger_leg", "ledger_closure"];
        using var connection = Store.Database.OpenForMigration();
        List<string> open = Store.Database.Engine == "sqlite" ? ["PRAGMA foreign_keys = OFF"] : [.. tables.Select(t => $"ALTER TABLE {t} DISABLE TRIGGER ALL")];
        if (Store.Database.Engine == "sqlite")
        {
            using var names = connection.CreateCommand();
            names.CommandText = "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'ledger%'";
            using var reader = names.ExecuteReader();
            while (reader.Read())
            {
                open.Add(reader.GetString(0));
            }
        }

        foreach (var statement in open.Concat(statements))
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}
