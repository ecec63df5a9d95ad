using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Tests.Databases;

namespace Countyworks.Tests.Store;

public sealed class Migrating
{
    [Theory, EveryEngine]
    public async Task Brings_an_empty_database_up_to_date_and_then_finds_nothing_to_do(Engine engine)
    {
        await using var files = await TestDatabase.Fresh(engine);
        await using var database = TestStore.Open(files);

        Assert.NotEmpty(new Migrator(database).Apply());
        Assert.Empty(new Migrator(database).Apply());
    }

    [Theory, EveryEngine]
    public async Task Refuses_a_database_whose_migration_was_edited_afterwards(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        Run(store.Database, "UPDATE migration SET checksum = 'other' WHERE name = '0001_data'");

        var refused = Assert.Throws<InvalidOperationException>(() => new Migrator(store.Database).Apply());

        Assert.Contains("data/0001_data was edited", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Refuses_a_database_of_a_newer_version(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        Run(store.Database, "INSERT INTO migration (module, name, checksum) VALUES ('data', '9999_future', 'x')");

        var refused = Assert.Throws<InvalidOperationException>(() => new Migrator(store.Database).Apply());

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Goes_through_once_when_two_servers_start_together(Engine engine)
    {
        Assert.SkipWhen(engine == Engine.Sqlite, "One process holds a SQLite file.");
        await using var files = await TestDatabase.Fresh(engine);
        await using var first = TestStore.Open(files);
        await using var second = TestStore.Open(files);

        var applied = await Task.WhenAll(Task.Run(() => new Migrator(first).Apply()), Task.Run(() => new Migrator(second).Apply()));

        Assert.Equal(new Migrator(first).Known.Count, applied.Sum(a => a.Count));
    }

    [Fact]
    public async Task Copies_the_rows_of_a_file_aside_first()
    {
        await using var files = await TestDatabase.Fresh(Engine.Sqlite);
        await using (var old = TestStore.Open(files, [Countyworks.Data.StoreModule.Part]))
        {
            new Migrator(old).Apply();
        }

        await using var database = TestStore.Open(files);
        new Migrator(database).Apply();

        Assert.Single(Directory.GetFiles(files.Folder, "district.db.before-*"));
    }

    [Fact]
    public async Task A_file_that_a_process_holds_is_refused_to_others_in_words_that_help()
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);

        var refused = Assert.Throws<IOException>(() => new SqliteDatabase(TestStore.District, store.Database.Parts, Path.Combine(store.Folder, "district.db")));

        Assert.Contains("in use by another process", refused.Message, StringComparison.Ordinal);
    }

    private static void Run(Database database, string sql)
    {
        using var connection = database.OpenForMigration();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
