using Countyworks.Core.Votes;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Votes;

/// <summary>Figure F08: agreement to the charging-pile proposal, of participating owners, computed from the demo's ballots.</summary>
public sealed class The_demos_votes
{
    [Fact]
    public async Task Pass_the_charging_piles_with_92_of_100_and_leave_the_lifts_to_be_voted_on()
    {
        var now = County.At("2026-09-30T10:30");
        await using var files = await TestDatabase.Fresh(Engine.Sqlite, TestStore.Template, TestStore.Migrate);
        var settings = new HostSettings(TestStore.District, files.Folder, "http://127.0.0.1:0") { RunsWorkers = false, SqliteFile = Path.Combine(files.Folder, "district.db") };
        await using var host = CountyHost.Build(settings, new FakeClock(now));
        await DemoDistrict.FoundAsync(host.Services, DemoYear.Founded(now), TestContext.Current.CancellationToken);
        var players = new DemoPlayers(host.Services);

        await new DemoYear(players, now, requests: 0).PlayAsync(TestContext.Current.CancellationToken);

        Assert.Empty(players.Refused);
        using var db = host.Services.GetRequiredService<Database>().Read();
        var (piles, lifts) = (db.Set<Vote>().Single(v => v.Item == 8), db.Set<Vote>().Single(v => v.Item == 5));
        var heads = VoteCount.Read(db, piles).Tally.Heads;
        Assert.Equal("92.00%", new Rate(heads.Yes, heads.Participating).ToString());
        Assert.Equal((VoteStage.Closed, true, 116L), (piles.Stage, VoteCount.Read(db, piles).Tally.IsPassed, heads.Total));
        Assert.True(lifts.IsOpen(now));
        Assert.Equal(41L, VoteBoard.Read(db, lifts).Checks[1].Has);
    }
}
