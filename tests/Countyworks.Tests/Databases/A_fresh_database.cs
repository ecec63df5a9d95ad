using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Countyworks.Tests.Databases;

public sealed class A_fresh_database
{
    [Theory, EveryEngine]
    public async Task Is_a_copy_of_its_template_that_shares_nothing(Engine engine)
    {
        static Task<TestDatabase> Fresh(Engine engine) =>
            TestDatabase.Fresh(engine, "one table", async template => await Run(template, "create table lamp (name text); insert into lamp values ('first')"));

        await using var one = await Fresh(engine);
        await using var other = await Fresh(engine);
        await Run(one, "insert into lamp values ('second')");

        Assert.Equal(2L, await Run(one, "select count(*) from lamp"));
        Assert.Equal(1L, await Run(other, "select count(*) from lamp"));
    }

    [Theory, EveryEngine]
    public async Task Begins_empty(Engine engine)
    {
        await using var database = await TestDatabase.Fresh(engine);

        await Run(database, "create table lamp (name text)");

        Assert.Equal(0L, await Run(database, "select count(*) from lamp"));
    }

    private static async Task<object?> Run(TestDatabase database, string sql)
    {
        await using DbConnection connection = database.Engine == Engine.Sqlite
            ? new SqliteConnection(database.ConnectionString)
            : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
