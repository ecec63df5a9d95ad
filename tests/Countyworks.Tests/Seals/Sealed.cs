using System.Data.Common;
using Countyworks.Core.Modules;
using Countyworks.Core.Seals;
using Countyworks.Data.Journal;
using Countyworks.Engines.Seals;
using Countyworks.Tests.Databases;
using NodaTime;

namespace Countyworks.Tests.Seals;

/// <summary>A journal of a few entries, each with somebody's words, and its seal.</summary>
internal sealed class Sealed : IAsyncDisposable
{
    private readonly TestStore store;

    private Sealed(TestStore store, SealSettings settings)
    {
        this.store = store;
        Keys = new SealKeys(new DataFolder(store.Folder), settings, store.Database);
        Sealer = new Sealer(store.Database, store.Writer, Keys);
        Reading = new SealReading(store.Database);
    }

    public TestStore Store => store;

    public SealKeys Keys { get; }

    public Sealer Sealer { get; }

    public SealReading Reading { get; }

    /// <summary>Entries under one head.</summary>
    public static async Task<Sealed> Of(Engine engine, int entries, SealProfile profile = SealProfile.International)
    {
        var journal = new Sealed(await TestStore.Fresh(engine), new SealSettings { Profile = profile });
        await journal.Write(entries);
        await journal.Seal();
        return journal;
    }

    public Task Write(int entries) => store.Do(change =>
    {
        for (var i = 0; i < entries; i++)
        {
            var seq = change.NextSeq;
            change.Record(new Countyworks.Core.Settings.SettingChanged($"lamp.{seq}", new LocalDate(2026, 1, 5), "1"), remark: seq % 2 == 0 ? $"张三说第 {seq} 盏灯不亮" : null);
        }
    });

    public Task Seal() => Sealer.Run(TestStore.Now);

    public Verification Verify(params string[] kept) => JournalVerifier.Run(store.Database, Keys.Trusted, kept);

    /// <summary>What a verification finds, in short: <c>entry_altered 3</c>.</summary>
    public IEnumerable<string> Findings(params string[] kept) => Verify(kept).Findings.Select(f => f.From == f.To ? $"{f.Kind} {f.From}" : $"{f.Kind} {f.From}-{f.To}");

    /// <summary>What somebody can do who has the database itself in hand: no trigger stops them.</summary>
    public void Tamper(params string[] statements)
    {
        using var connection = store.Database.OpenForMigration();
        string[] open = store.Database.Engine == "sqlite"
            ? [.. Names(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('fact', 'seal_tile', 'seal_head')").Select(name => $"DROP TRIGGER {name}")]
            : ["ALTER TABLE fact DISABLE TRIGGER USER", "ALTER TABLE seal_tile DISABLE TRIGGER USER", "ALTER TABLE seal_head DISABLE TRIGGER USER"];
        foreach (var statement in open.Concat(statements))
        {
            Run(connection, statement);
        }
    }

    /// <summary>A statement as the product itself could run it.</summary>
    public void Run(string statement)
    {
        using var connection = store.Database.OpenForMigration();
        Run(connection, statement);
    }

    public FactRow Entry(long seq) => store.Read(db => db.Set<FactRow>().Single(f => f.Seq == seq));

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static void Run(DbConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static List<string> Names(DbConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
