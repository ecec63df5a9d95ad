using Countyworks.Core.Books;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.VillageCompany;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.VillageCompany;

public sealed class Importing_charging_sessions
{
    private const string Three = "A1,2026-09-01 08:00,2026-09-01 09:00,30.5,40.00\nA2,2026-09-01 23:30,2026-09-02 00:10,10,12.34\nA3,2026-09-02 08:00,2026-09-02 08:30,5,6.00";

    [Theory, EveryEngine]
    public async Task Shows_what_a_file_would_bring_before_anything_is_taken_in(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);

        var looked = await given.Look(Three + "\nA4,03/04/2026 08:00,2026-09-02 08:30,5,6.00");

        Assert.Equal((SessionImportState.Looked, 4, 3, 0, 1), (looked.State, looked.Rows, looked.Added, looked.Already, looked.Refused));
        Assert.Equal((45_500L, 5_834L), (looked.WattHours, looked.FeeFen));
        var refused = Assert.Single(SessionFile.Reported(looked));
        Assert.Equal((5, "session_time_order", "充电开始时间"), (refused.Line, refused.Why.Code, refused.Why.Field));
        Assert.Equal("03/04/2026 08:00", refused.Why.Arguments.Single().Value);
        Assert.Equal(0, county.Read(db => db.Set<ChargingSession>().Count()));
        Assert.Equal(0, given.Net(given.Company.LedgerId, CompanyBooks.Receivable("CD01")));
    }

    [Theory, EveryEngine]
    public async Task Books_the_fees_of_each_day_as_one_entry_that_rests_on_the_file(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);

        var taken = (await given.Take(await given.Look(Three), Three)).Value;

        var days = county.Read(db => CompanyBooks.Booked(db, given.Company.LedgerId, new(2026, 9, 1), new(2026, 9, 30)))["CD01"].ToDictionary(b => b.On, b => b.Amount.Fen);
        Assert.Equal(new Dictionary<LocalDate, long> { [new(2026, 9, 1)] = 4_000, [new(2026, 9, 2)] = 1_834 }, days);
        var entries = county.Read(db => db.Set<StoredEntry>().Where(e => e.Key.StartsWith("sessions/")).ToList());
        Assert.All(entries, entry => Assert.Equal(taken.Document, entry.Evidence));
        Assert.Equal(2, entries.Count);
        Assert.Equal(5_834, given.Net(given.Company.LedgerId, CompanyBooks.Receivable("CD01")));
        Assert.Equal(1, county.Read(db => db.Set<FactRow>().Count(f => f.Kind == "sessions_imported")));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Takes_no_session_in_twice_by_the_same_file_or_by_another_that_overlaps(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);
        var first = await given.Look(Three);
        var same = await given.Look(Three);
        await given.Take(first, Three);

        Assert.Equal("sessions_imported", (await given.Take(first, Three)).Refusal?.Code);
        Assert.Equal("sessions_none", (await given.Take(same, Three)).Refusal?.Code);
        const string more = Three + "\nA5,2026-09-02 10:00,2026-09-02 10:30,5,7.00";
        var taken = (await given.Take(await given.Look(more), more)).Value;
        Assert.Equal((1, 3, 0), (taken.Added, taken.Already, taken.Refused));
        Assert.Equal(6_534, given.Net(given.Company.LedgerId, CompanyBooks.Receivable("CD01")));
    }

    [Theory, EveryEngine]
    public async Task Refuses_a_session_that_says_something_else_than_before_and_one_of_a_closed_year(Engine engine)
    {
        await using var county = await County.On(engine, "2027-02-01T09:00");
        var given = await CompanyGiven.In(county);
        await given.Take(await given.Look(Three), Three);
        await given.Members(1000);
        var decision = await given.Decided();
        await given.Do(change => new PayProfit(given.Company.Id, 2026, Kernel.Money.Zero, new(2027, 2, 1), decision.Id, CompanyGiven.Paper).In(change, given.Keeper));

        const string rows = "A1,2026-09-01 08:00,2026-09-01 09:00,30.5,41.00\nA9,2026-12-31 08:00,2026-12-31 09:00,1,1.00\nB1,2026-12-31 23:59,2027-01-01 00:10,1,1.00";
        var looked = await given.Look(rows);

        Assert.Equal(1, looked.Added);
        Assert.Equal([(2, "session_differs"), (3, "company_year_closed")], SessionFile.Reported(looked).Select(r => (r.Line, r.Why.Code)));
    }

    [Theory, EveryEngine]
    public async Task Is_for_charging_stations_and_for_those_who_keep_the_company(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);
        var shop = await given.Do(change => new AddAsset(given.Company.Id, "MM01", "门面", AssetKind.Shops, new(2026, 1, 1)).In(change, given.Keeper));
        var looked = await given.Look(Three);
        var content = new Core.Files.FileContent("x.csv", Core.Files.FileType.Csv, new byte[32], 1);

        Assert.Equal("asset_no_charging_station", (await given.Try(change => new LookAtSessions(shop.Id, content, new([], [])).In(change, given.Keeper))).Refusal?.Code);
        Assert.Equal("not_found", (await county.Try("x", change => new LookAtSessions(given.Station.Id, content, new([], [])).In(change, county.Handler))).Refusal?.Code);
        Assert.Equal("not_found", (await county.Try("x", change => new ImportSessions(looked.Id, new([], [])).In(change, county.Handler))).Refusal?.Code);
    }
}
