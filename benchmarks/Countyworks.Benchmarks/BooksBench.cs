using System.Diagnostics;
using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>
/// How many entries on one hot account are acknowledged, each on disk, in a second: by 64 callers who wait, and by one. As a part of what the disk does alone: a file grown by 4 KiB and flushed, measured
/// before and after, for a disk of a shared machine is not the same from one minute to the next.
/// </summary>
internal static class BooksBench
{
    private const string Bank = "Assets:Bank:Joint", Fund = "Fund:Fees";
    private const int Callers = 64;

    public static async Task<string> RunAsync(int seconds, IClock clock)
    {
        var folder = Directory.CreateTempSubdirectory("countyworks-bench-").FullName;
        try
        {
            await using var database = new SqliteDatabase(new DistrictCode(431003), CountyHost.Parts, Path.Combine(folder, "district.db"));
            new Migrator(database).Apply();
            await using var writer = new Writer(database, NullLogger<Writer>.Instance);
            var ledger = await Found(writer, clock.GetCurrentInstant());
            await Measure(writer, ledger, Callers, Math.Max(1, seconds / 2), clock, "warm");
            var before = Flushes(folder, seconds);
            var alone = await Measure(writer, ledger, 1, seconds, clock, "one");
            var commits = writer.Counts;
            var many = await Measure(writer, ledger, Callers, seconds, clock, "many");
            var (entries, batches) = (writer.Counts.Commands - commits.Commands, writer.Counts.Commits - commits.Commits);
            var after = Flushes(folder, seconds);
            var flushes = (before + after) / 2;
            var wrong = BookVerifier.Run(database).FindingCount;
            var billing = await Billing.MeasureAsync(clock);
            return string.Create(CultureInfo.InvariantCulture, $"""
                | books (SQLite, FULL) | per second | times append + flush |
                | --- | --- | --- |
                | append 4 KiB + flush, before and after | {before:0} and {after:0} | 1.0 |
                | entries, 1 caller | {alone:0} | {alone / flushes:0.00} |
                | entries, {Callers} callers | {many:0} | {many / flushes:0.00} |

                {(double)entries / batches:0.0} entries a commit; verify afterwards: {wrong} findings.

                | billing {Billing.Homes} homes | seconds | at most {Billing.Limit.TotalSeconds:0} |
                | --- | --- | --- |
                | in one go | {billing.Whole.TotalSeconds:0.00} | {(billing.Holds(billing.Whole) ? "yes" : "no")} |
                | cut off at the half and taken up | {billing.Resumed.TotalSeconds:0.00} | {(billing.Holds(billing.Resumed) ? "yes" : "no")} |

                {billing.Bills} bills each; verify afterwards: {billing.Wrong} findings.

                """);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Id<Ledger>> Found(Writer writer, Instant now) => (await writer.Run<Id<Ledger>>(new Envelope("found", Actor.System, now), change =>
    {
        var place = new Place { Id = change.NewId<Place>(), Name = "bench", Level = PlaceLevel.Neighbourhood, Path = "/1/", Pinyin = "bench" };
        change.Add(place);
        return new OpenLedger("bench/fees", "bench", LedgerScope.PropertyFees, place.Id).In(change).Then(ledger =>
            new OpenLedgerAccount(ledger.Id, Bank, "bank", false).In(change).Then(_ => new OpenLedgerAccount(ledger.Id, Fund, "fund", true).In(change).Then<Id<Ledger>>(_ => ledger.Id)));
    })).Value;

    private static async Task<double> Measure(Writer writer, Id<Ledger> ledger, int callers, int seconds, IClock clock, string run)
    {
        var (done, watch) = (0L, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; watch.Elapsed.TotalSeconds < seconds; i++)
            {
                var now = clock.GetCurrentInstant();
                var order = EntryOrder.Post($"{run}-{caller}-{i}", CountyTime.LocalDay(now), Leg.Debit(Bank, 100 + i), Leg.Credit(Fund, 100 + i)) with { Memo = "property fee" };
                var made = await writer.Run(new Envelope("make_entry", Actor.System, now), new MakeEntry(ledger, order).In);
                Interlocked.Add(ref done, made.Refusal is null ? 1 : 0);
            }
        })));
        return done / watch.Elapsed.TotalSeconds;
    }

    private static double Flushes(string folder, int seconds)
    {
        var (page, path) = (new byte[4096], Path.Combine(folder, "flushed"));
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var (count, watch) = (0L, Stopwatch.StartNew());
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            RandomAccess.Write(file, page, count * page.Length);
            RandomAccess.FlushToDisk(file);
            count++;
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
