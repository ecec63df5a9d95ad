using Countyworks.Core.Places;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Roster;

/// <summary>Figure F04: hours of the week covered by the duty roster of the demo's neighbourhood.</summary>
public sealed class The_demos_roster
{
    [Fact]
    public async Task Covers_168_hours_of_each_of_the_years_last_weeks_and_is_handed_over()
    {
        var now = County.At("2026-09-30T10:30");
        await using var files = await TestDatabase.Fresh(Engine.Sqlite, TestStore.Template, TestStore.Migrate);
        var settings = new HostSettings(TestStore.District, files.Folder, "http://127.0.0.1:0") { RunsWorkers = false, SqliteFile = Path.Combine(files.Folder, "district.db") };
        await using var host = CountyHost.Build(settings, new FakeClock(now));
        await DemoDistrict.FoundAsync(host.Services, DemoYear.Founded(now), TestContext.Current.CancellationToken);
        var players = new DemoPlayers(host.Services);

        await new DemoYear(players, now, requests: 0).PlayAsync(TestContext.Current.CancellationToken);

        using var db = host.Services.GetRequiredService<Database>().Read();
        var place = players.Compound("东湖苑").Id;
        var today = CountyTime.LocalDay(now);
        Assert.All(Enumerable.Range(-8, 11), week => Assert.Equal((168m, 0, 0), RosterWeek.Read(db, place, today.PlusWeeks(week)) is var read ? (read.Covered, read.Gaps.Count, read.Doubles.Count) : default));
        Assert.Equal(15, db.Set<HandOver>().Count());
        Assert.Equal(1, db.Set<HandOver>().Count(h => h.ConfirmedAt == null));
    }
}
