using Countyworks.Core;
using Countyworks.Core.People;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.Store;

public sealed class Smoke
{
    [Fact]
    public async Task Writes_and_reads()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var database = new SqliteDatabase(new DistrictCode(431003), [StoreModule.Part, CoreModule.Module.Store], file);
        new Migrator(database).Apply();
        await using var writer = new Writer(database, NullLogger<Writer>.Instance);
        var at = Instant.FromUtc(2026, 1, 5, 0, 0);
        for (var i = 0; i < 3; i++)
        {
            var outcome = await writer.Run<Id<Person>>(new Envelope("add_person", Actor.System, at, Once.For("k", "b")), change =>
            {
                var person = new Person { Id = change.NewId<Person>(), Name = "张三", At = change.Now };
                change.Add(person);
                person.Name = "李四";
                change.Put(person);
                return person.Id;
            });
            Assert.Null(outcome.Refusal);
        }

        using var db = database.Read();
        var one = await db.Set<Person>().SingleAsync();
        Assert.Equal("李四", one.Name);
        Assert.Equal(1, one.Version);
        Assert.Equal(at, one.At);
    }
}
