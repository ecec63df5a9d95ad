using System.Data.Common;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Countyworks.Tests.Store;

public sealed class The_schema
{
    /// <summary>What an engine keeps for itself and no row class maps: the words of the full-text search.</summary>
    private static readonly string[] EnginesOwn = ["search_terms"];

    [Theory, EveryEngine]
    public async Task Is_what_the_rows_of_the_model_say_and_nothing_more(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var connection = store.Database.OpenForMigration();
        var modelled = store.Read(db => db.Model.GetEntityTypes().SelectMany(e => Columns(e, engine)).Order().ToList());

        var migrated = Migrated(connection, engine, Tables(store, connection).Except(EnginesOwn)).Order().ToList();

        Assert.Equal(modelled, migrated);
    }

    [Theory, EveryEngine]
    public async Task Puts_the_district_first_in_every_key(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var connection = store.Database.OpenForMigration();

        foreach (var table in Tables(store, connection))
        {
            Assert.Equal("district_id", Keys(connection, engine, table)[0]);
        }
    }

    [Theory, EveryEngine]
    public async Task Has_no_key_of_its_own_making(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var connection = store.Database.OpenForMigration();
        var modelled = store.Read(db => db.Model.GetEntityTypes().ToDictionary(e => e.GetTableName()!, e => e.FindPrimaryKey()!.Properties.Select(Name).ToList()));

        foreach (var (table, keys) in modelled)
        {
            Assert.Equal(keys, Keys(connection, engine, table));
        }
    }

    [Theory, EveryEngine]
    public async Task Lets_nobody_change_or_take_away_what_was_recorded_but_a_remark_can_be_erased(Engine engine)
    {
        await using var store = await WithOneFact(engine);
        using var connection = store.Database.OpenForMigration();

        Assert.ThrowsAny<DbException>(() => Run(connection, "UPDATE fact SET data = '{}'"));
        Assert.ThrowsAny<DbException>(() => Run(connection, "UPDATE fact SET remark = 'other words'"));
        Assert.ThrowsAny<DbException>(() => Run(connection, "DELETE FROM fact"));
        Run(connection, "UPDATE fact SET remark = NULL");

        var kept = store.Read(db => db.Set<FactRow>().Single());
        Assert.Equal((1L, null), (kept.Seq, kept.Remark));
    }

    [Fact]
    public async Task Shows_a_district_no_row_of_another_whatever_is_asked()
    {
        Assert.SkipWhen(Databases.Server.WhyNot is not null, Databases.Server.WhyNot ?? "");
        await using var files = await TestDatabase.Fresh(Engine.Postgres);
        await using var database = TestStore.Open(files);
        new Countyworks.Data.Migrations.Migrator(database).Apply();
        using var owner = database.OpenForMigration();
        Run(owner, $"CREATE ROLE app_{files.Name} LOGIN; GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO app_{files.Name}");
        Run(owner, "INSERT INTO series (district_id, name, last) VALUES (431003, 'ours', 1), (431002, 'theirs', 1)");
        try
        {
            using var ours = Connect(files, 431003);
            Assert.Equal("ours", Scalar(ours, "SELECT string_agg(name, ',') FROM series"));
            Assert.Throws<PostgresException>(() => Run(ours, "INSERT INTO series (district_id, name, last) VALUES (431002, 'forged', 1)"));
            foreach (var table in Tables(database, owner))
            {
                Assert.Equal(true, Scalar(owner, $"SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = '{table}'::regclass"));
            }
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            Run(owner, $"DROP OWNED BY app_{files.Name}; DROP ROLE app_{files.Name}");
        }
    }

    private static NpgsqlConnection Connect(TestDatabase files, int district)
    {
        var settings = new NpgsqlConnectionStringBuilder(files.ConnectionString) { Username = $"app_{files.Name}", Options = $"-c app.district={district}", Pooling = false };
        var connection = new NpgsqlConnection(settings.ToString());
        connection.Open();
        return connection;
    }

    private static async Task<TestStore> WithOneFact(Engine engine)
    {
        var store = await TestStore.Fresh(engine);
        await store.Do(change => change.Add(new FactRow { Seq = 1, At = change.Now, Kind = "lamp_lit", Audience = Audience.Staff, Data = "{\"lamp\":1}", Remark = "张三 13800000000" }));
        return store;
    }

    private static IEnumerable<string> Columns(IEntityType entity, Engine engine) => entity.GetProperties().Select(p =>
        $"{entity.GetTableName()}.{Name(p)}{(engine == Engine.Postgres ? " " + p.GetColumnType() : "")} {(p.IsNullable ? "may be null" : "is there")}");

    private static string Name(IProperty property) => property.GetColumnName(StoreObjectIdentifier.Table(property.DeclaringType.GetTableName()!))!;

    private static IEnumerable<string> Migrated(DbConnection connection, Engine engine, IEnumerable<string> tables) => tables.SelectMany(table => engine switch
    {
        Engine.Sqlite => Rows(connection, $"SELECT '{table}.' || name || CASE WHEN \"notnull\" THEN ' is there' ELSE ' may be null' END FROM pragma_table_info('{table}')"),
        Engine.Postgres => Rows(connection, $"SELECT '{table}.' || column_name || ' ' || data_type || CASE WHEN is_nullable = 'NO' THEN ' is there' ELSE ' may be null' END FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'"),
        _ => throw new ArgumentOutOfRangeException(nameof(engine)),
    });

    private static List<string> Keys(DbConnection connection, Engine engine, string table) => Rows(connection, engine switch
    {
        Engine.Sqlite => $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk",
        Engine.Postgres => $"SELECT a.attname FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(number, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE i.indrelid = '{table}'::regclass AND i.indisprimary ORDER BY k.place",
        _ => throw new ArgumentOutOfRangeException(nameof(engine)),
    });

    private static List<string> Tables(TestStore store, DbConnection connection) => Tables(store.Database, connection);

    private static List<string> Tables(Database database, DbConnection connection) => Rows(connection, database.ListTables);

    private static List<string> Rows(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static object? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Run(DbConnection connection, string sql) => Scalar(connection, sql);
}
