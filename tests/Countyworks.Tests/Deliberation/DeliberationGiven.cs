using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Tests.Votes;

namespace Countyworks.Tests.Deliberation;

/// <summary>A neighbourhood that deliberates: its owners, an expert of the water works, and the steps of a proposal up to any stage. It begins on 2026-09-24.</summary>
internal sealed class DeliberationGiven(County county, VoteGiven votes)
{
    public static readonly DeliberationRule Rule = new(DisclosureDays: 7, Seconds: 2);

    public County County => county;

    public VoteGiven Votes => votes;

    public Caller Author { get; private init; } = null!;

    public Caller Neighbour { get; private init; } = null!;

    public Caller Expert => county.WaterHandler;

    public static async Task<DeliberationGiven> In(County county)
    {
        var votes = await VoteGiven.In(county);
        await county.Do("import_titles", change => new ImportTitles(votes.Neighbourhood.Id, VoteGiven.Titles).In(change, votes.Keeper, votes.Keys));
        await county.Do("open_account", change => new OpenAccount(county.WaterHandler.Person!.Id, "expert", "hash", IsOneTime: false).In(change, Caller.Operator));
        return new(county, votes) { Author = As(await votes.Owner("101")), Neighbour = As(await votes.Owner("102")) };
    }

    public static Caller As(Person person) => new() { Person = person };

    public static FileContent Picture(string name = "平面图.png") => new(name, FileType.Png, SHA256.HashData(Encoding.UTF8.GetBytes(name)), 10);

    public WriteVersion Version(Id<Matter> id, int number = 1) => new(
        id, "是否同意安装充电桩", 8, "北门东侧十个车位", number == 1 ? "安装十个充电桩。" : "安装十个充电桩，离楼体八米。", [new("灭火器", Money.FromFen(860_000), MoneySource.CommonIncome, false)]) { Why = number == 1 ? "" : "低楼层业主担心起火" };

    public Task<Id<Matter>> Raised() => county.Do("raise_topic", change => new RaiseTopic(votes.Neighbourhood.Id, "装充电桩", "电动车没处充电。").In(change, Author, county.Rules), Author);

    public async Task<Id<Matter>> Discussed()
    {
        var id = await Raised();
        await county.Do("take_up", change => new MakePlainMove(id, ProposalKind.TakeUp, Words.None).In(change, county.Duty, county.Rules), county.Duty);
        return id;
    }

    public async Task<Id<Matter>> Proposed()
    {
        var id = await Discussed();
        await Do(change => Version(id).In(change, Author, county.Rules));
        return id;
    }

    public async Task<Id<Matter>> Answering()
    {
        var id = await Proposed();
        await Do(change => new NameExpert(id, "expert", "消防工程师").In(change, county.Dispatcher, county.Rules));
        return id;
    }

    public async Task<Id<Matter>> Disclosed()
    {
        var id = await Answering();
        await Do(change => new DiscloseBudget(id).In(change, county.Dispatcher, county.Rules, Rule));
        return id;
    }

    /// <summary>Announced on 2026-10-02, open from 10-17 to 10-31.</summary>
    public async Task<(Id<Matter> Id, Vote Vote)> Voting()
    {
        var id = await Disclosed();
        county.Now("2026-10-02T09:00");
        var vote = await Do(change => OpenVote(id).In(change, county.Dispatcher, county.Rules, new VoteSettings()));
        return (id, county.Read(db => db.Set<Vote>().Single(v => v.Id == vote)));
    }

    public static OpenProposalVote OpenVote(Id<Matter> id) => new(id, new(2026, 10, 17), County.At("2026-11-01T00:00"));

    /// <summary>Voted on by all units, and the result published.</summary>
    public async Task<(Id<Matter> Id, Vote Vote)> Decided(Choice choice = Choice.Yes, params string[] units)
    {
        var (id, vote) = await Voting();
        county.Now("2026-10-20T09:00");
        foreach (var unit in units.Length > 0 ? units : ["101", "102", "103", "104", "201"])
        {
            await votes.Paper(vote, unit, choice);
        }

        county.Now("2026-11-01T00:00");
        await county.Do("close_vote", change => new CloseVote(vote.Id).In(change));
        await county.Do("publish_result", change => new PublishResult(id).In(change, county.Rules));
        return (id, vote);
    }

    public string Stage(Id<Matter> id) => county.Read(db => db.Set<Matter>().Single(m => m.Id == id).Stage);

    public Task<Id<Contribution>> Concern(Id<Matter> id, Caller? by = null) => Do(change => new Speak(id, ContributionKind.Concern, "我家在二楼，起火怎么办？").In(change, by ?? Neighbour, county.Rules));

    public Task<Id<Contribution>> Answer(Id<Matter> id, Id<Contribution> concern) => Do(change => new AnswerConcern(id, concern, "桩位离楼体八米。").In(change, Expert, county.Rules));

    public Task<T> Do<T>(Func<Change, Outcome<T>> decide) => county.Do("act", decide);

    public async Task<string?> Code<T>(Func<Change, Outcome<T>> decide) => (await county.Try("act", decide)).Refusal?.Code;
}
