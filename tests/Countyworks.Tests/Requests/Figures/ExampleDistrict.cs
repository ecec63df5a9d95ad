using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Requests.Figures;

/// <summary>
/// A served district in which the worked example happened: 200 requests dispatched, 10 excluded, 186 contacted in time; 150 reached:
/// 117 solved, 12 partly, 21 not; ratings 105 / 24 / 15, 6 unrated. Half of them in one community, half in another of another street.
/// </summary>
internal sealed class ExampleDistrict(Site site) : IAsyncDisposable
{
    private Caller dispatcher = null!;
    private Caller handler = null!;

    public Site Site => site;

    public Place[] Communities { get; private set; } = [];

    private MatterRules Rules => site.Get<MatterRules>();

    public static async Task<ExampleDistrict> On(Engine engine)
    {
        var district = new ExampleDistrict(await Given.Site.On(engine));
        await district.Happen();
        return district;
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task Happen()
    {
        (dispatcher, handler) = (await CallerAs(Role.Dispatcher), await CallerAs(Role.Handler));
        Communities = [.. site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).ToList()).DistinctBy(p => p.ParentId).Take(2)];
        var matters = new List<Id<Matter>>();
        for (var i = 0; i < 200; i++)
        {
            matters.Add(await File(Communities[i % 2], i));
        }

        foreach (var excluded in matters.Take(10))
        {
            await Exclude(excluded);
        }

        var counted = matters.Skip(10).ToList();
        await Answer(counted.Take(186));
        site.Clock.Reset(County.At("2026-10-15T09:00"));
        await Answer(counted.Skip(186));
        foreach (var (i, matter) in counted.Take(150).Index())
        {
            await Rate(matter, i);
        }

        site.Clock.AdvanceMinutes(1);
    }

    private async Task<Caller> CallerAs(Role role)
    {
        var (person, _) = await site.Somebody(false, role);
        return new Caller { Person = person, Posts = site.Read(db => db.Set<Post>().Where(p => p.PersonId == person.Id).ToList()), Organisations = [site.Department] };
    }

    private async Task<Id<Matter>> File(Place community, int i)
    {
        var filed = await site.Do("file", change => new FileRequest($"路灯不亮 {i}", community, community.Id, null, Door.Phone, FileRequest.NewTrackingCode()).In(change, Rules));
        await site.Do("dispatch", change => new DispatchMatter(filed.Id, site.Department.Id, [], "chosen", Words.None).In(change, dispatcher, Rules));
        return filed.Id;
    }

    private async Task Exclude(Id<Matter> matter)
    {
        var ask = await site.Do("ask", change => new AskFor(matter, AskKind.Exclusion, "untrue", 0, null, Words.Of("没有这回事")).In(change, handler, Rules));
        await Site.Get<Data.Writing.Writer>().Run(dispatcher.Envelope("decide", site.Clock.GetCurrentInstant()), change => new DecideAsk(ask.Id, true, Words.None).In(change, dispatcher, Rules));
    }

    private async Task Answer(IEnumerable<Id<Matter>> matters)
    {
        foreach (var matter in matters)
        {
            await Move(matter, RequestKind.Respond);
            await Move(matter, RequestKind.ReportBack);
        }
    }

    // "Not solved" opens it again once; what is said the second time stands.
    private async Task Rate(Id<Matter> matter, int i)
    {
        var result = i < 117 ? CallBackResult.Solved : i < 129 ? CallBackResult.Partly : CallBackResult.NotSolved;
        Rating? rating = i < 105 ? Rating.Satisfied : i < 129 ? Rating.Basically : i < 144 ? Rating.Dissatisfied : null;
        var rate = new RateRequest(matter, result, null, rating, null, "说明");
        await site.Do("rate", change => rate.In(change, Rules));
        if (result == CallBackResult.NotSolved)
        {
            await Move(matter, RequestKind.Respond);
            await Move(matter, RequestKind.ReportBack);
            await site.Do("rate", change => rate.In(change, Rules));
        }
    }

    private Task Move(Id<Matter> matter, string move) => site.Do<Done>(move, change =>
        Standing.Of(Dossier.Read(change.Db, matter, Rules)!, handler).May(Dossier.Read(change.Db, matter, Rules)!, move, Words.Of("办了")).Then<Done>(allowed =>
        {
            MakeMove.In(change, Dossier.Read(change.Db, matter, Rules)!, allowed, Words.Of("办了"), Rules);
            return Done.It;
        }));
}
