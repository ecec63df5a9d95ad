using Countyworks.Core.Matters;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Importing;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Core.Tables;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Importing;

public sealed class Real_cases
{
    [Theory, EveryEngine]
    public async Task Come_in_with_every_row_accounted_for_and_never_twice(Engine engine)
    {
        await using var county = await County.On(engine);
        var first = await Import(county, Sample());
        Assert.Equal((235, 235, 0, 0, 0), Counts(first));
        Assert.Equal(50, first.NewCategories.Count);

        var again = await Import(county, Sample());
        Assert.Equal((235, 0, 0, 235, 0), Counts(again));
        Assert.Empty(again.NewCategories);
        Assert.Equal(235, county.Read(db => db.Set<Request>().Count()));
        Assert.Equal(198, county.Read(db => db.Set<Matter>().Count(m => m.Stage == RequestKind.Solved)));
        Assert.Equal(37, county.Read(db => db.Set<Matter>().Count(m => m.IsOpen)));
        Assert.Equal(198, county.Read(db => db.Set<FactRow>().Count(f => f.Kind == "outcome_recorded_elsewhere")));
    }

    [Theory, EveryEngine]
    public async Task Are_judged_by_the_closing_time_they_bring(Engine engine)
    {
        await using var county = await County.On(engine);
        await Import(county, Sample());

        // Received Monday evening in New York, which is Tuesday 25 March here; closed 72 minutes later.
        var (matter, request) = county.Read(db => (from m in db.Set<Matter>() join r in db.Set<Request>() on m.Id equals r.Id where r.SourceNumber == "64446107" select new { m, r })
            .AsEnumerable().Select(x => (x.m, x.r)).Single());
        Assert.Equal((County.At("2025-03-25T11:33"), County.At("2025-03-25T12:45")), (Minute(matter.OpenedAt), Minute(matter.ClosedAt!.Value)));
        Assert.True(request.WasRespondedInTime);
        Assert.StartsWith("The Police Department responded", request.Answer, StringComparison.Ordinal);
        Assert.Equal((Door.Import, "nyc311", null), (request.Door, request.Source, matter.UnitId));
        Assert.All(county.Read(db => db.Set<MatterMark>().Where(m => m.MatterId == matter.Id).ToList()), mark => Assert.Equal(matter.ClosedAt, mark.MetAt));
        Assert.Contains(county.Read(db => db.Set<Request>().ToList()), r => r.WasRespondedInTime is false);
    }

    [Fact]
    public async Task Are_only_looked_at_in_a_dry_run()
    {
        await using var county = await County.On(Engine.Sqlite);
        var report = await Import(county, Sample(), dry: true);
        Assert.Equal((235, 235, 0, 0, 0), Counts(report));
        Assert.Equal(0, county.Read(db => db.Set<Request>().Count()));
        Assert.Equal(1, county.Read(db => db.Set<Category>().Count()));
    }

    [Fact]
    public async Task Broken_off_and_run_again_bring_the_missing_rows_alone()
    {
        await using var county = await County.On(Engine.Sqlite);
        var lines = System.Text.Encoding.UTF8.GetString(Sample()).Split('\n');
        await Import(county, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines.Take(101))));
        Assert.Equal((235, 135, 0, 100, 0), Counts(await Import(county, Sample())));
    }

    internal static byte[] Sample() => File.ReadAllBytes(Path.Combine(House.Repository.Root, "data", "samples", "nyc311-2025-03-24.csv"));

    internal static async Task<ImportReport> Import(County county, byte[] file, string profile = "auto", bool dry = false)
    {
        var table = TableFile.Read(file).Value;
        var bound = KnownProfiles.Find(profile, [], table.Columns).Then(p => p.Bind(table.Columns)).Value;
        var order = new ImportOrder(ImportPlan.Of(table, bound, county.Clock.GetCurrentInstant()), bound) { IsDryRun = dry };
        var importer = new RequestImporter(county.Database, county.Writer, county.Rules, new Cached<Categories>(county.Database, county.Clock, Categories.Read));
        return (await importer.Run(order, Actor.System, county.Clock.GetCurrentInstant())).Value;
    }

    internal static (int Rows, int Created, int Merged, int Already, int Rejected) Counts(ImportReport report) =>
        (report.Rows, report.Created, report.Merged, report.Already, report.Rejected.Count);

    private static NodaTime.Instant Minute(NodaTime.Instant instant) => NodaTime.Instant.FromUnixTimeSeconds(instant.ToUnixTimeSeconds() / 60 * 60);
}
