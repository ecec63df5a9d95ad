using Countyworks.Core.Books;
using Countyworks.Data.Databases;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.HappinessBill;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.CommunityFund;

/// <summary>Figures F05 to F07, computed from the demo's records.</summary>
public sealed class The_demos_fund
{
    [Fact]
    public async Task Collects_below_35_per_cent_before_and_above_90_since_pays_800_000_yuan_for_2024_to_the_fen_and_goes_on_to_the_day_it_is_founded()
    {
        var now = County.At("2027-02-28T10:30");
        await using var files = await TestDatabase.Fresh(Engine.Sqlite, TestStore.Template, TestStore.Migrate);
        var settings = new HostSettings(TestStore.District, files.Folder, "http://127.0.0.1:0") { RunsWorkers = false, SqliteFile = Path.Combine(files.Folder, "district.db") };
        await using var host = CountyHost.Build(settings, new FakeClock(now));
        await DemoDistrict.FoundAsync(host.Services, DemoYear.Founded(now), TestContext.Current.CancellationToken);
        var players = new DemoPlayers(host.Services);

        await new DemoYear(players, now, requests: 0).PlayAsync(TestContext.Current.CancellationToken);

        Assert.Empty(players.Refused);
        var database = host.Services.GetRequiredService<Database>();
        using var db = database.Read();
        var fund = db.Set<Fund>().Single();
        CollectionRate Rate(int year) => Collection.Read(db, fund.Id, new(year, 12, 31)).Rates.Current;
        Assert.InRange(Rate(2023).BasisPoints!.Value, 3_000, 3_499);
        Assert.InRange(Rate(2024).BasisPoints!.Value, 9_001, 9_999);
        Assert.Equal(80_000_000, db.Set<DividendShare>().Where(s => s.Year == 2024).Sum(s => s.Fen));
        Assert.Equal(80_000_000, db.Set<FundYear>().Single(y => y.Year == 2024).DividendFen);
        Assert.Equal([2024, 2025, 2026, 2027], db.Set<FundBudget>().Select(b => b.Year).Distinct().OrderBy(year => year).ToList());
        Assert.All(db.Set<FundExpense>().ToList(), expense => Assert.False(expense.NeedsOwners));
        Assert.Contains(db.Set<FundExpense>().ToList(), expense => expense is { Year: 2027, Stage: ExpenseStage.Paid });
        foreach (var month in MonthBill.Months(db, fund))
        {
            var bill = MonthBill.Read(db, fund, month);
            Assert.Equal(MonthBill.Total(bill.After), MonthBill.Total(bill.Before) + bill.In - bill.Out);
        }

        Assert.Empty(BookVerifier.Run(database).Findings);
    }
}
