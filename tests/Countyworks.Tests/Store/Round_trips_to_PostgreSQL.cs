using System.Net;
using Countyworks.Core.Books;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Data;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.HappinessBill;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.CommunityFund;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Tests.Votes;

namespace Countyworks.Tests.Store;

/// <summary>
/// Counted, not timed: on PostgreSQL the waiting for its answers costs more than the work. The goal is one a command and two a page; where more are allowed here,
/// that is what it takes today, so that it becomes no more.
/// </summary>
public sealed class Round_trips_to_PostgreSQL
{
    private const string Bank = "Assets:Bank:Joint", Fund = "Fund:Repairs";
    private const int Warm = 2, Many = 8;

    // To begin, with the lock and the journal's last number; and to commit.
    private const int OfBatch = 2;

    [Fact]
    public async Task Are_two_for_a_batch_that_reads_nothing()
    {
        await using var site = await OnPostgres();

        await Costs<Done>(WriterOf(site), 0, _ => _ => Done.It);
    }

    /// <summary>Whether it is to be forwarded; numbers of series come with the beginning of the batch.</summary>
    [Fact]
    public async Task Are_one_for_each_request_filed()
    {
        await using var site = await OnPostgres();
        var (place, rules) = (CommunityOf(site), site.Get<MatterRules>());

        await Costs<Filed>(WriterOf(site), 1, i => change => new FileRequest($"灯 {i} 不亮", place, place.Id, null, Door.Phone, FileRequest.NewTrackingCode()).In(change, rules));
    }

    /// <summary>The ledger with its two accounts.</summary>
    [Fact]
    public async Task Are_one_for_each_entry_of_a_ledger()
    {
        await using var site = await OnPostgres();
        var ledger = await site.Do("open_ledger", change => new OpenLedger("a/fees", "a", LedgerScope.PropertyFees, site.District.Id).In(change).Then(opened =>
            new OpenLedgerAccount(opened.Id, Bank, "bank", false).In(change).Then(_ => new OpenLedgerAccount(opened.Id, Fund, "fund", true).In(change).Then<Id<Ledger>>(_ => opened.Id))));
        var day = CountyTime.LocalDay(site.Clock.GetCurrentInstant());

        await Costs<Entered>(WriterOf(site), 1, i => new MakeEntry(ledger, EntryOrder.Post($"entry {i}", day, Leg.Debit(Bank, 100), Leg.Credit(Fund, 100))).In);
    }

    [Fact]
    public async Task Are_one_for_each_ballot()
    {
        SkipWithoutServer();
        await using var county = await County.On(Engine.Postgres);
        var given = await VoteGiven.In(county);
        var vote = await given.Open();
        var (owner, head) = (await given.Owner("101"), given.HeadOf(vote, "101"));

        await Costs<BallotReceipt>(new Written(county.Writer, county.DatabaseName, county.Clock.GetCurrentInstant()), 1, _ => change => new CastBallot(vote.Id, head, Choice.Yes, Receipt.New()).In(change, owner.Id));
    }

    /// <summary>
    /// Five tables of the dossier, the watchers to tell, the request with its matter, the community it counts in: each a query of EF of its own. One query for the dossier's lists would
    /// answer their product.
    /// </summary>
    [Fact]
    public async Task Are_eight_for_each_plain_move_and_one_more_when_a_response_is_judged()
    {
        await using var site = await OnPostgres();
        var (filed, rules) = (new List<Id<Matter>>(), site.Get<MatterRules>());
        for (var i = 0; i < Warm + Many; i++)
        {
            filed.Add((await site.File()).Id);
            await site.Dispatch(filed[^1]);
        }

        await Costs<Dossier>(WriterOf(site), 8, i => change => new MakePlainMove(filed[i], "sign", Words.None).In(change, Caller.Operator, rules));
        await Costs<Dossier>(WriterOf(site), 9, i => change => new MakePlainMove(filed[i], "respond", Words.Of("已联系")).In(change, Caller.Operator, rules));
    }

    /// <summary>Who is signed in, places, posts, texts and the sums of the figures are in memory.</summary>
    [Theory]
    [InlineData("/inbox", Role.Handler, 2)]
    [InlineData("/dispatch", Role.Dispatcher, 2)]
    [InlineData("/figures/leaders", Role.Leader, 0)]
    [InlineData("/figures/leaders/list?of=filed", Role.Leader, 1)]
    public async Task Are_two_at_most_for_a_page_of_the_staff(string path, Role role, int trips)
    {
        await using var site = await OnPostgres();
        for (var i = 0; i < Many; i++)
        {
            var filed = await site.File();
            await (i % 2 == 0 ? site.Dispatch(filed.Id) : Task.CompletedTask);
        }

        using var visitor = await site.SignedIn(role);
        await Costs(site, visitor, path, trips);
    }

    /// <summary>Tracking over the API is one. The page has the request, its story with the files, the files reported, the marks and pauses of the clock.</summary>
    [Fact]
    public async Task Are_one_to_track_a_request_and_six_for_its_page()
    {
        await using var site = await OnPostgres();
        var filed = await site.File();
        await site.Dispatch(filed.Id);
        using var visitor = site.Visitor();

        await Costs(site, visitor, $"/api/v1/requests/tracking/{Uri.EscapeDataString(filed.Number)}?code={filed.TrackingCode}", 1);
        await Costs(site, visitor, Tracked.AddressOf(filed.Number, filed.TrackingCode), 6);
    }

    [Fact]
    public async Task Are_no_more_for_the_bill_of_a_month_with_many_incomes_than_with_one()
    {
        SkipWithoutServer();
        await using var given = await FundGiven.On(Engine.Postgres);
        MonthBill Bill() => given.County.Read(db => MonthBill.Read(db, given.Fund, new(2026, 11, 1)));
        await given.Income(IncomeKind.Parking, 100);
        _ = Bill();
        using var one = RoundTrips.To(given.County.DatabaseName);
        _ = Bill();
        var needed = one.Count;
        await given.Income(IncomeKind.Advertising, 100);
        await given.Income(IncomeKind.Parking, 100);
        using var many = RoundTrips.To(given.County.DatabaseName);

        var bill = Bill();

        Assert.Equal(needed, many.Count);
        Assert.Equal([IncomeKind.Parking, IncomeKind.Advertising, IncomeKind.Parking], bill.Lines.Where(l => l.Flow == Flow.Income).Select(l => l.Kind!.Value));
    }

    private static void SkipWithoutServer() => Assert.SkipWhen(Databases.Server.WhyNot is not null, Databases.Server.WhyNot ?? "");

    private static Task<Site> OnPostgres()
    {
        SkipWithoutServer();
        return Site.On(Engine.Postgres);
    }

    private static Place CommunityOf(Site site) => site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());

    private static Written WriterOf(Site site) => new(site.Get<Writer>(), site.DatabaseName, site.Clock.GetCurrentInstant());

    // The first commands read settings and calendars, which are kept.
    private static async Task Costs<T>(Written to, int each, Func<int, Func<Change, Outcome<T>>> command)
    {
        _ = await Batch(to, [.. Enumerable.Range(0, Warm).Select(command)]);

        Assert.Equal(OfBatch + (Many * each), await Batch(to, [.. Enumerable.Range(Warm, Many).Select(command)]));
    }

    // The writer is held while the commands come, so that they are one batch.
    private static async Task<int> Batch<T>(Written to, IReadOnlyList<Func<Change, Outcome<T>>> commands)
    {
        using var held = new ManualResetEventSlim();
        using var trips = RoundTrips.To(to.Database);
        var envelope = new Envelope("counted", Actor.System, to.Now);
        var holding = to.Writer.Run<Done>(envelope, _ =>
        {
            held.Wait(TestContext.Current.CancellationToken);
            return Done.It;
        });
        List<Task<Outcome<T>>> waiting = [.. commands.Select(command => to.Writer.Run(envelope, command))];
        held.Set();
        Assert.Null((await holding).Refusal);
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Null(outcome.Refusal));
        return trips.Count;
    }

    // What is kept a second is read again; what is kept longer is not a page's own.
    private static async Task Costs(Site site, Visitor visitor, string path, int each)
    {
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(path)).Status);
        site.Clock.AdvanceSeconds(2);
        using var trips = RoundTrips.To(site.DatabaseName);

        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(path)).Status);

        Assert.Equal(each, trips.Count);
    }

    private sealed record Written(Writer Writer, string Database, NodaTime.Instant Now);
}
