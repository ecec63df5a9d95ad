using Countyworks.Core.Books;
using Countyworks.Core.Modules;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Seals;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Tests.Votes;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Tests.CommunityFund;

/// <summary>
/// The fund of a neighbourhood of seven homes (six of 100.00 m², one of 50.00 m²) by a vote of its owners: 2.00 yuan a square metre and month, 8% of receipts for the manager from 2026-11,
/// 10,000.00 a year for repairs. The clock stands on 2026-11-01.
/// </summary>
internal sealed class FundGiven : IAsyncDisposable
{
    public static readonly Digest Paper = TreeHash.Sha256.Leaf("paper"u8);

    private readonly Sealer sealer;
    private int keys;

    private FundGiven(County county)
    {
        County = county;
        sealer = new Sealer(county.Database, county.Writer, new SealKeys(new DataFolder(county.Folder), new SealSettings(), county.Database));
    }

    public County County { get; }

    public Fund Fund { get; private set; } = null!;

    public Decision Vote { get; private set; } = null!;

    public VoteGiven Votes { get; private set; } = null!;

    public Caller Treasurer { get; private set; } = null!;

    public IReadOnlyList<Caller> Members { get; private set; } = [];

    public Caller Administrator { get; private set; } = null!;

    public static async Task<FundGiven> On(Engine engine)
    {
        var given = new FundGiven(await County.On(engine));
        await given.Found();
        return given;
    }

    public string Key() => $"k{++keys}";

    public Task<T> Do<T>(Func<Change, Caller, Outcome<T>> decide, Caller? caller = null) => County.Do("fund", change => decide(change, caller ?? Treasurer), caller ?? Treasurer);

    public async Task<string?> Refused<T>(Func<Change, Caller, Outcome<T>> decide, Caller? caller = null) =>
        (await County.Try("fund", change => decide(change, caller ?? Treasurer), caller ?? Treasurer)).Refusal?.Code;

    /// <summary>Bills all units for some months from one on.</summary>
    public async Task Bill(string since, int months = 1)
    {
        var day = LocalDatePattern.Iso.Parse(since).Value;
        await Do(new StartBilling(Fund.Id, day, months, day.PlusDays(14)).In);
        (await BillingRuns.Finish(County.Writer, new Envelope("bill_units", Actor.System, County.Clock.GetCurrentInstant()), Fund.Id, day, default)).Value.ToString();
    }

    public TakePayment Pay(int unit, long fen, PaymentMeans means = PaymentMeans.Transfer) => new(Fund.Id, unit, Money.FromFen(fen), means, CountyTime.LocalDay(County.Clock.GetCurrentInstant()), Key());

    /// <summary>An expense the committee approved.</summary>
    public async Task<FundExpense> Held(long fen, Purpose purpose = Purpose.Repairs)
    {
        var expense = await Do(Ask(fen, purpose).In);
        await Do(new SayToExpense(expense.Id, true).In, Members[0]);
        return await Do(new SayToExpense(expense.Id, true).In, Members[1]);
    }

    public AskExpense Ask(long fen, Purpose purpose = Purpose.Repairs) => new(Fund.Id, purpose, "更换单元门锁", "苏仙安防有限公司", Money.FromFen(fen), Paper);

    public async Task Spent(long fen)
    {
        var expense = await Held(fen);
        await Do(new EnterInvoice(expense.Id, Money.FromFen(fen), Paper).In);
        await Do(new PayExpense(expense.Id, Paper).In);
    }

    public Task<long> Income(IncomeKind kind, long fen) => Do(new TakeIncome(Fund.Id, kind, Money.FromFen(fen), CountyTime.LocalDay(County.Clock.GetCurrentInstant()), "north gate", Paper, Key()).In);

    /// <summary>Posts what is due to the manager, seals, and closes a month with what the books say.</summary>
    public async Task Close(string through)
    {
        var day = LocalDatePattern.Iso.Parse(through).Value;
        await Do(new PostRemuneration(Fund.Id, day).In);
        await Seal();
        var balances = County.Read(db => MonthBalances.Of(db, Fund, day));
        await Do((change, caller) => new CloseMonth(Fund.Id, day, balances, []).In(change, caller, County.Database, new FundRule()));
    }

    /// <summary>A vote of all owners that was passed; it takes three weeks.</summary>
    public async Task<Decision> Voted(int item)
    {
        var opens = CountyTime.LocalDay(County.Clock.GetCurrentInstant()).PlusDays(15);
        var draft = await County.Do("draft_vote", change => new DraftVote(null, Fund.PlaceId, item, "是否同意大修电梯", "大修两部电梯。").In(change, Votes.Keeper));
        var vote = await County.Do("announce_vote", change => new AnnounceVote(draft.Id, opens, CountyTime.StartOf(opens.PlusDays(7))).In(change, Votes.Keeper, new VoteSettings()));
        County.Now($"{LocalDatePattern.Iso.Format(opens)}T09:00");
        foreach (var unit in new[] { "101", "102", "103", "104", "105", "201" })
        {
            await Votes.Paper(vote, unit, Choice.Yes);
        }

        County.Now($"{LocalDatePattern.Iso.Format(opens.PlusDays(7))}T09:00");
        await County.Do("close_vote", change => new CloseVote(vote.Id).In(change));
        return new(vote.Number);
    }

    public Task Seal() => sealer.Run(County.Clock.GetCurrentInstant());

    public List<string> Wrong() => [.. BookVerifier.Run(County.Database).Findings.Select(f => $"{f.Finding.Kind} {f.Finding.Seq}")];

    public ValueTask DisposeAsync() => County.DisposeAsync();

    private async Task Found()
    {
        var given = Votes = await VoteGiven.In(County);
        var vote = await given.Open(item: 9);
        foreach (var unit in new[] { "101", "102", "103", "104", "105", "201" })
        {
            await given.Paper(vote, unit, Choice.Yes);
        }

        County.Now("2026-10-21T09:00");
        await County.Do("close_vote", change => new CloseVote(vote.Id).In(change));
        Vote = new Decision(vote.Number);
        (Treasurer, Administrator) = (await Post("会计", Role.Treasurer, given.Neighbourhood), await Post("管理员", Role.Administrator, County.District));
        Members = [await Post("委员一", Role.CommitteeMember, given.Neighbourhood), await Post("委员二", Role.CommitteeMember, given.Neighbourhood), await Post("委员三", Role.CommitteeMember, given.Neighbourhood)];
        County.Now("2026-11-01T09:00");
        var since = new LocalDate(2026, 11, 1);
        Fund = await Do(new OpenFund(given.Neighbourhood.Id, Money.FromFen(300_000), Money.FromFen(300_000_000), Money.FromFen(80_000_000), Paper).In, Administrator);
        await Do(new SetContract(Fund.Id, since, "东湖物业", FeeModel.Remuneration, "receipts", 800, Money.Zero, Vote).In, Administrator);
        await Do(new SetPrice(Fund.Id, UnitUse.Home, since, Money.FromFen(200), Vote).In, Administrator);
        await Do(new SetBudget(Fund.Id, 2026, [(Purpose.Repairs, Money.FromFen(1_000_000))], Vote).In, Administrator);
    }

    private Task<Caller> Post(string name, Role role, Place place) => County.Do<Caller>("add_post", change =>
    {
        var person = new Person { Id = change.NewId<Person>(), Name = name, At = change.Now };
        var post = new Post
        {
            Id = change.NewId<Post>(), PersonId = person.Id, OrganisationId = County.Lighting.Id, Role = role, PlaceId = place.Id, PlacePath = place.Path, Title = name, FirstDay = new(2026, 1, 1),
        };
        change.Add(person);
        change.Add(post);
        return new Caller { Person = person, Posts = [post], Organisations = [County.Lighting] };
    });
}
