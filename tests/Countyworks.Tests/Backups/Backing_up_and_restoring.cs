using System.Formats.Tar;
using System.IO.Compression;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Server.Backups;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Backups;

public sealed class Backing_up_and_restoring : IDisposable
{
    private const string Phrase = "a long enough passphrase";

    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-backups-").FullName;

    private string Copy => Path.Combine(folder, "district.backup");

    private string Place => Path.Combine(folder, "restored");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, EveryEngine]
    public async Task Brings_every_row_and_file_back_while_a_server_holds_the_district(Engine engine)
    {
        await using var site = await Site.On(engine);
        await site.Somebody(false, Role.Dispatcher);
        await File.WriteAllTextAsync(Path.Combine(site.Get<HostSettings>().Data, "a-file"), "kept");
        var before = site.Read(Rows);

        var made = await new BackUp(site.Get<HostSettings>(), Copy).Run(site.Clock.GetCurrentInstant(), default);
        await using var empty = await TestDatabase.Fresh(engine);
        var restored = await Restored(engine, empty);

        Assert.Equal((null, null), (made.Refusal?.ToString(), restored.Refusal?.ToString()));
        Assert.Equal(before, ReadRestored(engine, empty, Rows));
        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(Place, "a-file")));
    }

    [Theory, EveryEngine]
    public async Task Goes_into_a_district_that_nothing_lives_in_yet(Engine engine)
    {
        await using var site = await Site.On(engine);
        await new BackUp(site.Get<HostSettings>(), Copy).Run(site.Clock.GetCurrentInstant(), default);
        Directory.CreateDirectory(Path.Combine(Place, "something"));

        var restored = await new Restore(Copy, Place).Run(default);

        Assert.Equal("district_exists", restored.Refusal?.Code);
    }

    [Theory]
    [InlineData(Phrase, null)]
    [InlineData("not that passphrase", "passphrase_wrong")]
    [InlineData(null, "passphrase_needed")]
    public async Task Encrypted_opens_under_its_passphrase_alone(string? said, string? refusal)
    {
        await using var site = await Site.On();
        await new BackUp(site.Get<HostSettings>(), Copy, new Passphrase(Phrase)).Run(site.Clock.GetCurrentInstant(), default);

        var restored = await new Restore(Copy, Place, Passphrase: said is null ? null : new Passphrase(said)).Run(default);

        Assert.Equal(refusal, restored.Refusal?.Code);
        Assert.Equal(refusal is null, Directory.Exists(Place));
        Assert.DoesNotContain("SQLite format", File.ReadAllText(Copy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cut_short_or_altered_it_is_refused_and_leaves_nothing(bool isEncrypted)
    {
        await using var site = await Site.On();
        await new BackUp(site.Get<HostSettings>(), Copy, isEncrypted ? new Passphrase(Phrase) : null).Run(site.Clock.GetCurrentInstant(), default);
        var whole = await File.ReadAllBytesAsync(Copy);
        foreach (var length in new[] { 0, 1, 100, whole.Length / 2, whole.Length - 40 })
        {
            await File.WriteAllBytesAsync(Copy, whole[..length]);

            var restored = await new Restore(Copy, Place, Passphrase: new Passphrase(Phrase)).Run(default);

            Assert.Contains(restored.Refusal?.Code, new[] { "backup_unreadable", "passphrase_wrong" });
        }

        whole.AsSpan(whole.Length / 2, 64).Reverse();
        await File.WriteAllBytesAsync(Copy, whole);

        Assert.NotNull((await new Restore(Copy, Place, Passphrase: new Passphrase(Phrase)).Run(default)).Refusal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder).Except([Copy]));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/tmp/countyworks-outside")]
    public async Task Never_writes_outside_its_folder(string path)
    {
        await using (var file = File.Create(Copy))
        await using (var packed = new GZipStream(file, CompressionLevel.Fastest))
        await using (var archive = new TarWriter(packed))
        {
            using var content = new MemoryStream([1]);
            await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = content });
        }

        var restored = await new Restore(Copy, Place).Run(default);

        Assert.Equal("backup_unreadable", restored.Refusal?.Code);
        Assert.Equal([Copy], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task Never_writes_over_a_backup()
    {
        await using var site = await Site.On();
        await File.WriteAllTextAsync(Copy, "last year's");

        var made = await new BackUp(site.Get<HostSettings>(), Copy).Run(site.Clock.GetCurrentInstant(), default);

        Assert.Equal(("backup_exists", "last year's"), (made.Refusal?.Code, await File.ReadAllTextAsync(Copy)));
    }

    [Fact]
    public async Task Says_so_where_it_cannot_write()
    {
        await using var site = await Site.On();

        var made = await new BackUp(site.Get<HostSettings>(), "/proc/no/such/place").Run(site.Clock.GetCurrentInstant(), default);

        Assert.Equal("backup_unwritable", made.Refusal?.Code);
    }

    private Task<Outcome<BackupManifest>> Restored(Engine engine, TestDatabase empty) =>
        new Restore(Copy, Place, engine == Engine.Postgres ? empty.ConnectionString : null).Run(default);

    private T ReadRestored<T>(Engine engine, TestDatabase empty, Func<Data.Model.DistrictDb, T> read)
    {
        var settings = new HostSettings(TestStore.District, Place, "", engine == Engine.Postgres ? empty.ConnectionString : null);
        using var db = settings.OpenDatabase(CountyHost.Parts, isBeside: true).Read();
        return read(db);
    }

    private static string Rows(Data.Model.DistrictDb db) => string.Join('\n',
        db.Set<FactRow>().OrderBy(f => f.Seq).Select(f => f.Seq + f.Kind + f.Data).AsEnumerable()
            .Concat(db.Set<Core.Places.Place>().OrderBy(p => p.Path).Select(p => p.Path + p.Name).AsEnumerable())
            .Concat(db.Set<Core.SignIn.Account>().Select(a => a.UserName).AsEnumerable()));
}
