using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Secrets;
using Countyworks.Core.Votes;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Votes;

/// <summary>A neighbourhood of one building whose owners vote: 101 to 105 of 100.00 m², and 201 and 202 of one buyer.</summary>
internal sealed class VoteGiven(County county, Place neighbourhood, Caller keeper)
{
    public Caller Keeper => keeper;

    public Place Neighbourhood => neighbourhood;

    public KeyRing Keys { get; private init; } = null!;

    public static async Task<VoteGiven> In(County county)
    {
        var neighbourhood = await county.Do("add_neighbourhood", change => new AddPlace(county.Community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator));
        var building = await county.Do("add_building", change => new AddPlace(neighbourhood.Id, PlaceLevel.Building, "3栋").In(change, Caller.Operator));
        await county.Do("add_units", change => new AddUnits(building.Id, 2, 5).In(change, Caller.Operator));
        return new VoteGiven(county, neighbourhood, county.Dispatcher) { Keys = county.Secrets };
    }

    public static IReadOnlyList<TitleLine> Titles =>
    [
        .. Enumerable.Range(101, 5).Select(unit => new TitleLine("3栋", $"{unit}", Area.FromHundredths(10_000), TitleBasis.Register, $"owner {unit}", false)),
        new("3栋", "201", Area.FromHundredths(10_000), TitleBasis.Contract, "owner 201", false),
        new("3栋", "202", Area.FromHundredths(5_000), TitleBasis.Contract, "owner 201", false),
    ];

    /// <summary>A vote announced on 2026-09-24, open from 10-09 to 10-20 18:00; by item 8 unless another is wished.</summary>
    public async Task<Vote> Announced(Func<DraftVote, DraftVote>? with = null, int item = 8)
    {
        await county.Do("import_titles", change => new ImportTitles(neighbourhood.Id, Titles).In(change, keeper, Keys));
        var draft = new DraftVote(null, neighbourhood.Id, item, "是否同意在北门安装充电桩", "在北门东侧十个车位安装充电桩。");
        var vote = await county.Do("draft_vote", change => (with?.Invoke(draft) ?? draft).In(change, keeper));
        return await county.Do("announce_vote", change => new AnnounceVote(vote.Id, new(2026, 10, 9), County.At("2026-10-20T18:00")).In(change, keeper, new VoteSettings()));
    }

    /// <summary>The same, and the clock stands within the time of voting.</summary>
    public async Task<Vote> Open(Func<DraftVote, DraftVote>? with = null, int item = 8)
    {
        var vote = await Announced(with, item);
        county.Now("2026-10-10T09:00");
        return vote;
    }

    /// <summary>Somebody known as owner of a unit since a day.</summary>
    public Task<Person> Owner(string unit, string since = "2026-01-01", OccupancyKind kind = OccupancyKind.Owner) => county.Do<Person>("add_owner", change =>
    {
        var place = change.Db.Set<Place>().Single(p => p.Level == PlaceLevel.Unit && p.Name == unit);
        var person = new Person { Id = change.NewId<Person>(), Name = "业主" + unit, At = change.Now };
        change.Add(person);
        change.Add(new Occupancy
        {
            Id = change.NewId<Occupancy>(), PersonId = person.Id, PlaceId = place.Id, PlacePath = place.Path, Kind = kind,
            FirstDay = NodaTime.Text.LocalDatePattern.Iso.Parse(since).Value,
        });
        return person;
    });

    /// <summary>The head of a unit.</summary>
    public int HeadOf(Vote vote, string unit) => county.Read(db => (
        from place in db.Set<Place>()
        join row in db.Set<RollPlace>() on place.Id equals row.PlaceId
        where row.VoteId == vote.Id && place.Name == unit
        select row.Head).Single());

    public async Task<Outcome<BallotReceipt>> Cast(Vote vote, Person person, string unit, Choice choice, string? code = null)
    {
        var ballot = new CastBallot(vote.Id, HeadOf(vote, unit), choice, code ?? Receipt.New());
        return (await county.Writer.Run(CastBallot.Envelope(county.Clock.GetCurrentInstant(), null), change => ballot.In(change, person.Id))).Then<BallotReceipt>(cast => ballot.Told(cast));
    }

    public Task<Outcome<PaperSheet>> Read(Vote vote, Caller teller, string unit, Choice choice)
    {
        var entry = new EnterPaper(vote.Id, HeadOf(vote, unit), choice, Receipt.New());
        return county.Try("enter_paper", change => entry.In(change, teller), teller);
    }

    /// <summary>A paper ballot that two tellers read alike.</summary>
    public async Task Paper(Vote vote, string unit, Choice choice)
    {
        await Read(vote, keeper, unit, choice);
        Assert.Equal(PaperState.Settled, (await Read(vote, county.Duty, unit, choice)).Value.State);
    }

    public VoteCount Count(Vote vote) => county.Read(db => VoteCount.Read(db, db.Set<Vote>().Single(v => v.Id == vote.Id)));
}
