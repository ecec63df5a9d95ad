using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>How long it takes to bill every home of a large neighbourhood on SQLite: each bill an entry of the ledger and a fact of the journal, on disk.</summary>
/// <param name="Bills">How many bills each of the two runs made.</param>
/// <param name="Whole">The first, in one go.</param>
/// <param name="Resumed">The second, cut off at the half and taken up by the job of a program started anew; the start itself is not counted.</param>
/// <param name="Wrong">What was found wrong with the books afterwards.</param>
internal sealed record Billing(int Bills, TimeSpan Whole, TimeSpan Resumed, long Wrong)
{
    /// <summary>How many homes.</summary>
    public const int Homes = Buildings * Floors * PerFloor;

    /// <summary>How long either may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private const int Buildings = 25, Floors = 20, PerFloor = 20, PriceFen = 240, UnitsOfBatch = 500;

    public static async Task<Billing> MeasureAsync(IClock clock)
    {
        var folder = Directory.CreateTempSubdirectory("countyworks-bench-").FullName;
        try
        {
            var settings = new HostSettings(new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture)), folder, "http://127.0.0.1:0") { RunsWorkers = false };
            var now = clock.GetCurrentInstant();
            var first = CountyTime.LocalDay(now).With(DateAdjusters.StartOfMonth);
            TimeSpan whole, half;
            Id<Fund> fund;
            await using (var app = CountyHost.Build(settings, clock))
            {
                new Migrator(app.Services.GetRequiredService<Database>()).Apply();
                var (writer, homes) = (app.Services.GetRequiredService<Writer>(), new Neighbourhoods(app.Services.GetRequiredService<Writer>(), app.Services.GetRequiredService<KeyRing>()));
                fund = await FoundAsync(homes, now, first);
                var watch = Stopwatch.StartNew();
                await StartAsync(homes, fund, first, now);
                (await BillingRuns.Finish(writer, new Envelope("bill_units", Actor.System, now), fund, first, CancellationToken.None)).Expect();
                whole = watch.Elapsed;
                watch.Restart();
                await StartAsync(homes, fund, first.PlusMonths(1), now);
                for (var done = 0; done < Homes / 2; done += UnitsOfBatch)
                {
                    _ = await homes.Do(now, new BillBatch(fund, first.PlusMonths(1)) { Most = UnitsOfBatch }.In);
                }

                half = watch.Elapsed;
            }

            await using var again = CountyHost.Build(settings, clock);
            new Migrator(again.Services.GetRequiredService<Database>()).Apply();
            var rest = Stopwatch.StartNew();
            await BillingRuns.Job.Run(again.Services, now, CancellationToken.None);
            var resumed = half + rest.Elapsed;
            var database = again.Services.GetRequiredService<Database>();
            using var db = database.Read();
            var bills = db.Set<FundBill>().Where(b => b.FundId == fund).GroupBy(b => b.Since).Select(b => b.Count()).ToList();
            return new Billing(bills.Count == 2 ? bills.Min() : 0, whole, resumed, BookVerifier.Run(database).FindingCount);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whether a run made every bill, in time, and left the books good.</summary>
    public bool Holds(TimeSpan took) => took <= Limit && Bills == Homes && Wrong == 0;

    private static async Task<Id<Fund>> FoundAsync(Neighbourhoods homes, Instant now, LocalDate first)
    {
        _ = await homes.Do(now, LoadDivisions.Shipped(DemoDistrict.Code).Value.In);
        var place = await homes.BuildAsync(now, Buildings, Floors, PerFloor);
        var by = new Decision("bench", Digest.Of(SHA256.HashData("bench"u8)));
        return await homes.Do(now, change => new OpenFund(place, Money.Zero, Money.Zero, Money.Zero, null).In(change, Caller.Operator).Then(fund =>
            new SetContract(fund.Id, first, "bench", FeeModel.Remuneration, "receipts", 800, Money.Zero, by).In(change, Caller.Operator).Then(_ =>
                new SetPrice(fund.Id, UnitUse.Home, first, Money.FromFen(PriceFen), by).In(change, Caller.Operator).Then<Id<Fund>>(_ => fund.Id))));
    }

    private static Task<BillingRun> StartAsync(Neighbourhoods homes, Id<Fund> fund, LocalDate since, Instant now) =>
        homes.Do(now, change => new StartBilling(fund, since, 1, since.PlusMonths(1)).In(change, Caller.Operator));
}
