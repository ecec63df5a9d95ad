using System.Data.Common;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Tests.Store;

public sealed class Answers_to_keys
{
    private static readonly Instant Now = TestStore.Now;

    [Theory, EveryEngine]
    public async Task Are_forgotten_after_thirty_days_and_from_then_on_the_key_is_a_new_one(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await Count(store, "key", Now);

        await Tidy(store, Now + AnswerTidying.KeptFor);
        Assert.Equal(1L, await Count(store, "key", Now + AnswerTidying.KeptFor));
        await Tidy(store, Now + AnswerTidying.KeptFor + Duration.FromMilliseconds(1));

        Assert.Equal(Duration.FromDays(30), AnswerTidying.KeptFor);
        Assert.Empty(store.Read(db => db.Set<Answer>().ToList()));
        Assert.Equal(2L, await Count(store, "key", Now + AnswerTidying.KeptFor));
    }

    [Theory, EveryEngine]
    public async Task Are_forgotten_however_many_they_are(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await Task.WhenAll(Enumerable.Range(0, 501).Select(key => Count(store, $"{key}", Now)));
        await Count(store, "later", Now + Duration.FromDays(1));

        await Tidy(store, Now + AnswerTidying.KeptFor + Duration.FromDays(1));

        Assert.Equal("later", store.Read(db => db.Set<Answer>().Single()).Key);
    }

    [Theory, EveryEngine]
    public async Task Lose_the_codes_of_receipts_that_an_earlier_version_kept(Engine engine)
    {
        await using var files = await TestDatabase.Fresh(engine);
        await using (var old = TestStore.Open(files, [StoreModule.Part]))
        {
            new Migrator(old).Apply();
            Keep(old, TestStore.District.Value, "ballot/1/key", "cast_ballot");
            Keep(old, 431002, "api/1/key", "enter_paper");
            Keep(old, 431002, "api/2/key", "file_request");
            Keep(old, 431002, "receipt/1", "cast_ballot");
        }

        await using var database = TestStore.Open(files);
        new Migrator(database).Apply();

        Assert.Equal(["api/2/key", "receipt/1"], Keys(database));
    }

    private static async Task<long> Count(TestStore store, string key, Instant at) =>
        (await store.Writer.Run<long>(new Envelope("count", Actor.System, at, Once.For(key, "")), change => change.NextNumber("n"))).Value;

    private static async Task Tidy(TestStore store, Instant asOf)
    {
        await using var services = new ServiceCollection().AddSingleton(store.Writer).BuildServiceProvider();
        await AnswerTidying.Job.Run(services, asOf, TestContext.Current.CancellationToken);
    }

    private static void Keep(Database database, int district, string key, string command)
    {
        using var connection = database.OpenForMigration();
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO answer (district_id, key, body_hash, command, at, result) VALUES ({district}, '{key}', '', '{command}', 0, '\"ABCD-2345-EFGH\"')";
        insert.ExecuteNonQuery();
    }

    private static List<string> Keys(Database database)
    {
        using var connection = database.OpenForMigration();
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT key FROM answer ORDER BY key";
        using DbDataReader reader = select.ExecuteReader();
        var keys = new List<string>();
        while (reader.Read())
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }
}
