using System.Data;
using Countyworks.Core.People;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Countyworks.Tests.Store;

public sealed class A_reader
{
    [Theory, EveryEngine]
    public async Task Is_the_one_used_last_and_belongs_to_one_caller_at_a_time(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var first = store.Database.Read();
        first.Dispose();
        first.Dispose();

        using var one = store.Database.Read();
        using var other = store.Database.Read();

        Assert.Same(first, one);
        Assert.NotSame(one, other);
    }

    [Theory, EveryEngine]
    public async Task Sees_what_was_written_since_it_asked_the_same(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var db = store.Database.Read();
        var before = db.Set<Person>().Count();

        await store.Do(change => change.Add(Somebody(change)));

        Assert.Equal(before + 1, db.Set<Person>().Count());
    }

    [Theory, EveryEngine]
    public async Task Is_nobody_elses_whose_answer_was_left_half_read(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change =>
        {
            change.Add(Somebody(change));
            change.Add(Somebody(change));
        });
        var left = store.Database.Read();
        var answer = left.Set<Person>().AsEnumerable().GetEnumerator();
        Assert.True(answer.MoveNext());

        left.Dispose();

        using var next = store.Database.Read();
        Assert.NotSame(left, next);
        Assert.Equal(2, next.Set<Person>().Count());
    }

    [Fact]
    public async Task Of_SQLite_may_ask_the_same_while_it_reads_the_answer()
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        await store.Do(change =>
        {
            change.Add(Somebody(change));
            change.Add(Somebody(change));
        });
        using var db = store.Database.Read();

        var pairs = 0;
        foreach (var person in db.Set<Person>().AsEnumerable())
        {
            pairs += db.Set<Person>().AsEnumerable().Count(other => other.Id == person.Id);
        }

        Assert.Equal(2, pairs);
    }

    [Theory, EveryEngine]
    public async Task Works_on_when_the_store_rests_and_is_let_go_of_afterwards(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var reader = store.Database.Read();
        var before = reader.Set<Person>().Count();

        store.Database.Rest();

        Assert.Equal(before, reader.Set<Person>().Count());
        reader.Dispose();
        using var next = store.Database.Read();
        Assert.NotSame(reader, next);
        Assert.Throws<ObjectDisposedException>(() => reader.Set<Person>().Count());
    }

    [Fact]
    public async Task Of_SQLite_asks_a_text_prepared_once_also_of_tables_changed_since()
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        using var connection = Open(new PreparingConnection(Text(store)));
        var before = Statements(connection);
        Assert.Equal(0L, Ask(connection, "SELECT count(*) FROM person WHERE name = $name", "nobody"));
        Assert.Equal(before + 1, Statements(connection));

        Ask(connection, "CREATE INDEX of_a_test ON person (name)", "");
        var kept = Statements(connection);
        Assert.Equal(0L, Ask(connection, "SELECT count(*) FROM person WHERE name = $name", "nobody"));
        Assert.Equal(kept, Statements(connection));
    }

    [Fact]
    public async Task Of_SQLite_keeps_no_more_texts_than_it_may()
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        using var connection = Open(new PreparingConnection(Text(store)));

        var answers = Enumerable.Range(0, 1000).Select(number => Ask(connection, $"SELECT {number}", "")).ToList();

        Assert.Equal([.. Enumerable.Range(0, 1000).Select(number => (object?)(long)number)], answers);
        Assert.InRange(Statements(connection), 1, 200);
    }

    [Fact]
    public async Task Of_SQLite_holds_the_file_until_it_is_disposed_of()
    {
        await using var store = await TestStore.Fresh(Engine.Sqlite);
        using var connection = Open(new ReaderConnection(Text(store)));
        var handle = connection.Handle!;
        connection.Close();
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Throws<InvalidOperationException>(() => Ask(connection, "SELECT 1", ""));

        connection.Open();
        Assert.Same(handle, connection.Handle);
        Assert.Equal(1L, Ask(connection, "SELECT 1", ""));
        Assert.Throws<SqliteException>(() => Ask(connection, "DELETE FROM person", ""));

        connection.Dispose();
        Assert.True(handle.IsClosed);
    }

    private static Person Somebody(Change change) => new() { Id = change.NewId<Person>(), Name = "张三", At = change.Now };

    private static string Text(TestStore store) => $"Data Source={Path.Combine(store.Folder, "district.db")};Pooling=False";

    private static TConnection Open<TConnection>(TConnection connection)
        where TConnection : SqliteConnection
    {
        connection.Open();
        connection.Handle!.enable_sqlite3_next_stmt(true);
        return connection;
    }

    private static object? Ask(SqliteConnection connection, string text, string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        if (name.Length > 0)
        {
            command.Parameters.AddWithValue("$name", name);
        }

        return command.ExecuteScalar();
    }

    private static int Statements(SqliteConnection connection)
    {
        var count = 0;
        for (var statement = raw.sqlite3_next_stmt(connection.Handle, null); statement is not null; statement = raw.sqlite3_next_stmt(connection.Handle, statement))
        {
            count++;
        }

        return count;
    }
}
