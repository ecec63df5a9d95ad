using System.Diagnostics;
using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using HdrHistogram;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>How many entries of one ledger, all on the same two accounts, are acknowledged in a second, each on disk; on one database.</summary>
/// <param name="Appends">4 KiB appended and on disk, a second: the unit.</param>
/// <param name="AppendsAfter">The same, measured again at the end.</param>
/// <param name="Alone">Entries a second of a lone caller.</param>
/// <param name="Entered">Entries a second of <see cref="Callers"/> callers, who each wait for theirs.</param>
/// <param name="P99">99 % of them took no longer, in milliseconds.</param>
/// <param name="PerCommit">Entries in a commit meanwhile, counted.</param>
/// <param name="Processor">Processor time the Writer's thread took for each, in microseconds.</param>
internal sealed record Posting(double Appends, double AppendsAfter, double Alone, double Entered, double P99, double PerCommit, double Processor)
{
    public const int Callers = 64;

    private const string Bank = "Assets:Bank:Joint", Fund = "Fund:Fees";

    /// <summary>How many times the unit.</summary>
    public double Times => Entered / ((Appends + AppendsAfter) / 2);

    /// <summary>Measures it.</summary>
    /// <param name="writer">Writes the ledger.</param>
    /// <param name="ledger">From <see cref="FoundAsync"/>.</param>
    /// <param name="folder">Where the unit is measured.</param>
    /// <param name="clock">Says when entries are made.</param>
    /// <param name="seconds">How long each part takes.</param>
    /// <param name="warmed">Done after the first round: what a database does by itself within a minute, such as learning how large its tables became.</param>
    public static async Task<Posting> MeasureAsync(Writer writer, Id<Ledger> ledger, string folder, IClock clock, int seconds, Func<Task>? warmed = null)
    {
        var rounds = 0;
        async Task<LongConcurrentHistogram> Round(int callers, double time)
        {
            var (histogram, run, watch) = (new LongConcurrentHistogram(1, TimeSpan.TicksPerMinute, 3), ++rounds, Stopwatch.StartNew());
            await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; watch.Elapsed.TotalSeconds < time; i++)
                {
                    var began = Stopwatch.GetTimestamp();
                    var now = clock.GetCurrentInstant();
                    _ = (await writer.Run(new Envelope("make_entry", Actor.System, now), new MakeEntry(ledger, Order($"{run}-{caller}-{i}", now)).In)).Value;
                    histogram.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(began).Ticks));
                }
            })));
            return histogram;
        }

        await Round(Callers, seconds);
        await (warmed?.Invoke() ?? Task.CompletedTask);
        await Round(Callers, seconds / 2.0);
        var before = Disk.Measure(folder, seconds / 2.0);
        var alone = await Round(1, seconds / 2.0);
        var (commits, commands) = writer.Counts;
        var processor = WriterThread.Processor();
        var watch = Stopwatch.StartNew();
        var many = await Round(Callers, seconds);
        var elapsed = watch.Elapsed.TotalSeconds;
        processor = (WriterThread.Processor() - processor) / (writer.Counts.Commands - commands);
        return new(
            before.Rate, Disk.Measure(folder, seconds / 2.0).Rate, alone.TotalCount / (seconds / 2.0), many.TotalCount / elapsed, Disk.Milliseconds(many, 99),
            (double)(writer.Counts.Commands - commands) / (writer.Counts.Commits - commits), processor.TotalMicroseconds);
    }

    /// <summary>A ledger with its two accounts.</summary>
    public static async Task<Id<Ledger>> FoundAsync(Writer writer, Instant now) => (await writer.Run<Id<Ledger>>(new Envelope("found", Actor.System, now), change =>
    {
        var place = new Place { Id = change.NewId<Place>(), Name = "bench", Level = PlaceLevel.Neighbourhood, Path = "/1/", Pinyin = "bench" };
        change.Add(place);
        return new OpenLedger("bench/fees", "bench", LedgerScope.PropertyFees, place.Id).In(change).Then(ledger =>
            new OpenLedgerAccount(ledger.Id, Bank, "bank", false).In(change).Then(_ => new OpenLedgerAccount(ledger.Id, Fund, "fund", true).In(change).Then<Id<Ledger>>(_ => ledger.Id)));
    })).Value;

    /// <summary>Makes entries, many in a command, until the ledger has so many.</summary>
    public static async Task FillAsync(Writer writer, Id<Ledger> ledger, long from, long to, IClock clock)
    {
        const int batch = 1000;
        for (var first = from; first < to; first += batch)
        {
            var now = clock.GetCurrentInstant();
            _ = (await writer.Run<Done>(new Envelope("make_entry", Actor.System, now), change =>
            {
                for (var i = first; i < Math.Min(to, first + batch); i++)
                {
                    _ = new MakeEntry(ledger, Order($"fill-{i}", now)).In(change).Value;
                }

                return Done.It;
            })).Value;
        }
    }

    private static EntryOrder Order(string key, Instant now) =>
        EntryOrder.Post(key, CountyTime.LocalDay(now), Leg.Debit(Bank, 100 + key.Length), Leg.Credit(Fund, 100 + key.Length)) with { Memo = "property fee" };
}
