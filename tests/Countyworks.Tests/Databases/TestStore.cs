using Countyworks.Core.Modules;
using Countyworks.Core.Secrets;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Countyworks.Tests.Databases;

/// <summary>
/// One district's store as the product opens it, migrated and empty, with its writer.
/// <code>await using var store = await TestStore.Fresh(engine);</code>
/// </summary>
public sealed class TestStore : IAsyncDisposable
{
    /// <summary>The district of the tests: Suxian.</summary>
    public static readonly DistrictCode District = new(431003);

    /// <summary>The name of the template that has the tables of all modules.</summary>
    internal const string Template = "all modules";

    /// <summary>The moment at which a test acts when it does not say.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 1, 0);

    private readonly TestDatabase files;

    private TestStore(TestDatabase files)
    {
        this.files = files;
        Database = Open(files);
        Writer = new Writer(Database, NullLogger<Writer>.Instance, secrets: Keys = new KeyRing(new DataFolder(files.Folder), Database));
    }

    /// <summary>Where the rows are.</summary>
    public Database Database { get; }

    /// <summary>Writes them.</summary>
    public Writer Writer { get; }

    /// <summary>The keys it seals with.</summary>
    public KeyRing Keys { get; }

    /// <summary>For files a test keeps.</summary>
    public string Folder => files.Folder;

    /// <summary>A store of its own for this test.</summary>
    public static async Task<TestStore> Fresh(Engine engine) => new(await TestDatabase.Fresh(engine, Template, Migrate));

    /// <summary>Opens a database with the parts of all modules, or others.</summary>
    public static Database Open(TestDatabase files, IReadOnlyList<DataPart>? parts = null, DistrictCode? district = null) => files.Engine switch
    {
        Engine.Sqlite => new SqliteDatabase(district ?? District, parts ?? CountyHost.Parts, Path.Combine(files.Folder, "district.db")),
        Engine.Postgres => new PostgresDatabase(district ?? District, parts ?? CountyHost.Parts, files.ConnectionString),
        _ => throw new ArgumentOutOfRangeException(nameof(files)),
    };

    /// <summary>Runs a command as the system and expects that it is done.</summary>
    public async Task<T> Do<T>(Func<Change, Outcome<T>> decide, Instant? at = null) =>
        (await Writer.Run(new Envelope("test", Actor.System, at ?? Now), decide)).Value;

    /// <summary>Runs a command as the system and expects that it is refused.</summary>
    public async Task<Refusal> Refused<T>(Func<Change, Outcome<T>> decide, Instant? at = null) =>
        (await Writer.Run(new Envelope("test", Actor.System, at ?? Now), decide)).Refusal!;

    /// <summary>The same for what has nothing to answer.</summary>
    public Task Do(Action<Change> write, Instant? at = null) => Do<Done>(
        change =>
        {
            write(change);
            return Countyworks.Kernel.Done.It;
        },
        at);

    /// <summary>Reads.</summary>
    public T Read<T>(Func<Data.Model.DistrictDb, T> read)
    {
        using var db = Database.Read();
        return read(db);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
        await files.DisposeAsync();
    }

    internal static async Task Migrate(TestDatabase template)
    {
        await using var database = Open(template);
        new Migrator(database).Apply();
    }
}
