using System.Diagnostics;
using System.Globalization;
using System.Net;
using Countyworks.Crash.Tests.Machines;
using Microsoft.Data.Sqlite;

namespace Countyworks.Crash.Tests;

/// <summary>The disk under SQLite fails in the middle of work, and comes back.</summary>
public sealed class A_disk_that_fails : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-disk-").FullName;

    private string Control => Path.Combine(folder, "fault");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(5, "EIO: syncing fails")]
    [InlineData(28, "ENOSPC: it is full")]
    [InlineData(30, "EROFS: it may only be read")]
    public async Task Is_said_to_the_caller_and_nothing_is_acknowledged_until_it_is_back(int error, string meaning)
    {
        await using var product = await Product.Founded(environment: new Dictionary<string, string> { ["LD_PRELOAD"] = await Shim(), ["DISK_FAULT"] = Control });
        await product.Start();
        var (before, during, after) = (new Filers("before"), new Filers("during"), new Filers("after"));
        foreach (var callers in new[] { before, during, after })
            await callers.LookUp(product.Address);
        await before.Ask(product.Address, Times(200));

        await File.WriteAllTextAsync(Control, error.ToString(CultureInfo.InvariantCulture));
        await during.Ask(product.Address, Times(200));
        using var http = new HttpClient { BaseAddress = product.Address };
        using var page = await http.GetAsync("/");
        await File.WriteAllTextAsync(Control, "0");
        await after.Ask(product.Address, Times(200));
        await product.Kill();

        Assert.Empty(during.Acknowledged);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.Single(during.Refused.Keys));
        Assert.True(page.IsSuccessStatusCode, $"{meaning}: what can be read is not served.");
        Assert.Equal(200, before.Acknowledged.Count);
        Assert.True(after.Acknowledged.Count >= 200, product.Said);
        await using var file = new SqliteConnection($"Data Source={Path.Combine(product.Data, "431003.db")}");
        await file.OpenAsync();
        Assert.Equal("ok", await Kept.Scalar(file, "PRAGMA integrity_check"));
        await Kept.Requests(file, before);
        await Kept.Requests(file, after);
    }

    private static Func<bool> Times(int times) => () => Interlocked.Decrement(ref times) >= 0;

    private async Task<string> Shim()
    {
        var shim = Path.Combine(folder, "disk.so");
        using var compiler = Process.Start("gcc", ["-O2", "-shared", "-fPIC", "-o", shim, Path.Combine(SourceTree.Root, "tests", "Countyworks.Crash.Tests", "Machines", "disk.c"), "-ldl"]);
        await compiler.WaitForExitAsync();
        Assert.Equal(0, compiler.ExitCode);
        return shim;
    }
}
