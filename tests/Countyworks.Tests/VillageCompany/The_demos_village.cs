using Countyworks.Core.Books;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.VillageCompany;

/// <summary>Figures F10 and F11: the collective's part of the village company, and the revenue of its charging station's first month; both from records.</summary>
public sealed class The_demos_village
{
    [Theory]
    [InlineData("2026-09-30T10:30")]
    [InlineData("2027-03-01T09:00")]
    public async Task Is_all_the_collectives_and_took_in_80_000_yuan_in_the_first_month_of_its_charging_station(string at)
    {
        var now = County.At(at);
        await using var files = await TestDatabase.Fresh(Engine.Sqlite, TestStore.Template, TestStore.Migrate);
        var settings = new HostSettings(TestStore.District, files.Folder, "http://127.0.0.1:0") { RunsWorkers = false, SqliteFile = Path.Combine(files.Folder, "district.db") };
        await using var host = CountyHost.Build(settings, new FakeClock(now));
        await DemoDistrict.FoundAsync(host.Services, DemoYear.Founded(now), TestContext.Current.CancellationToken);
        var players = new DemoPlayers(host.Services);

        await new DemoYear(players, now, requests: 0).PlayAsync(TestContext.Current.CancellationToken);

        using var db = host.Services.GetRequiredService<Database>().Read();
        var (company, today) = (db.Set<Company>().Single(), CountyTime.LocalDay(now));
        var station = db.Set<Asset>().Single(a => a.Kind == AssetKind.ChargingStation);
        var ends = DailyResult.FirstMonthEnds(station.InServiceOn);
        var sessions = db.Set<ChargingSession>().Where(s => s.AssetId == station.Id && s.Day <= ends).ToList();
        Assert.Equal("100.00%", Holding.OfCollective(db.Set<Holding>().ToList(), today).ToString());
        Assert.Equal(8_000_000, sessions.Sum(s => s.FeeFen));
        Assert.Equal(8_000_000, DailyResult.Of(CompanyBooks.Booked(db, company.LedgerId, station.InServiceOn, ends)[station.Code], station.InServiceOn, ends).Revenue.Fen);
        Assert.All(db.Set<SessionImport>().ToList(), import => Assert.Equal((SessionImportState.Imported, 4), (import.State, import.Refused)));
        Assert.Equal(60, db.Set<DividendPart>().Count());
        var contracts = db.Set<Contract>().ToList();
        var parties = db.Set<RelatedParty>().ToList();
        Assert.Equal([false, true], contracts.Where(c => c.With(parties).Any()).Select(c => c.DecisionId is not null).Order());
        Assert.Equal(3, contracts.Count);
        Assert.Empty(BookVerifier.Run(host.Services.GetRequiredService<Database>()).Findings);
        Assert.DoesNotContain(players.Refused.Keys, code => code is "not_found" or "bank_short" or "resolution_not_passed" or "sessions_none" or "year_not_over");
    }
}
