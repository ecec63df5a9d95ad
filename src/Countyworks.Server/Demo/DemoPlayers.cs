using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Seals;
using Countyworks.Core.SignIn;
using Countyworks.Core.Votes;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Routing;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>Those who act in the demo's year. Commands are queued in the order of their moments; what a later one needs of an earlier it finds in the story.</summary>
internal sealed class DemoPlayers
{
    private const int MostWaiting = 1000;

    private readonly IServiceProvider services;
    private readonly Writer writer;
    private readonly MatterRules rules;
    private readonly Queue<Task> waiting = new();
    private readonly IReadOnlyList<Place> places;
    private readonly Dictionary<string, Id<Place>> communities;
    private readonly Dictionary<string, Category> categories;
    private readonly Dictionary<string, Organisation> unitOf;
    private readonly Dictionary<Id<Organisation>, Caller> handlers;
    private readonly Dictionary<string, Caller> users;

    public DemoPlayers(IServiceProvider services)
    {
        (this.services, writer, rules) = (services, services.GetRequiredService<Writer>(), services.GetRequiredService<MatterRules>());
        using var db = services.GetRequiredService<Database>().Read();
        var all = db.Set<Place>().ToList();
        places = [.. all.Where(p => p.Level is PlaceLevel.Community or PlaceLevel.Neighbourhood or PlaceLevel.Building).OrderBy(p => p.Path, StringComparer.Ordinal)];
        communities = all.Where(p => p.Level == PlaceLevel.Community).ToDictionary(p => p.Path, p => p.Id);
        categories = db.Set<Category>().ToDictionary(c => c.Code);
        var units = db.Set<Organisation>().ToList();
        unitOf = DemoData.Units.SelectMany(u => u.Categories.Select(c => (c, u.Code))).ToDictionary(p => p.c, p => units.First(u => u.Code == p.Code));
        var people = db.Set<Person>().ToDictionary(p => p.Id);
        var posts = db.Set<Post>().ToList();
        Caller CallerOf(Post post) => new() { Person = people[post.PersonId], Posts = [post], Organisations = [units.First(u => u.Id == post.OrganisationId)] };
        Caller FirstOf(Role role) => CallerOf(posts.Where(p => p.Role == role).MinBy(p => p.PlacePath.Length)!);
        (Duty, Dispatcher, Administrator) = (FirstOf(Role.DutyOfficer), FirstOf(Role.Dispatcher), FirstOf(Role.Administrator));
        Named = posts.GroupBy(p => people[p.PersonId].Name).ToDictionary(g => g.Key, g => CallerOf(g.First()));
        var held = posts.ToLookup(p => p.PersonId);
        users = db.Set<Account>().AsEnumerable().ToDictionary(a => a.UserName, a => held[a.PersonId].FirstOrDefault() is { } post ? CallerOf(post) : new Caller { Person = people[a.PersonId] });
        handlers = posts.Where(p => p.Role == Role.Handler).GroupBy(p => p.OrganisationId).ToDictionary(g => g.Key, g => CallerOf(g.First()));
    }

    public Caller Duty { get; }

    public Caller Administrator { get; }

    public Caller Dispatcher { get; }

    /// <summary>Everybody who holds a post, by name.</summary>
    public IReadOnlyDictionary<string, Caller> Named { get; }

    /// <summary>The story of the community fund.</summary>
    public DemoFund Fund(Instant now) => new(this, services.GetRequiredService<Database>(), now);

    /// <summary>Somebody of the community fund by user name.</summary>
    public Caller OfUser(string user) => Named[DemoData.FundPeople.First(p => p.User == user).Name];

    /// <summary>Somebody does something.</summary>
    public void Do<T>(string command, Caller caller, Instant at, Func<Change, Outcome<T>> decide) => Run(command, caller, at, decide);

    /// <summary>Seals all that was done so far.</summary>
    public async Task SealAsync(Instant at)
    {
        await FinishAsync();
        await services.GetRequiredService<Sealer>().Run(at);
    }

    /// <summary>The rules of matters.</summary>
    public MatterRules Rules => rules;

    /// <summary>Somebody by the name they sign in with.</summary>
    public Caller User(string name) => users[name];

    /// <summary>An owner with an account, from 0.</summary>
    public Caller Owner(int index) => users[DemoOwners.UserName(index)];

    /// <summary>Somebody acts.</summary>
    public void Act<T>(string command, Caller caller, Instant at, Func<Change, MatterRules, Outcome<T>> decide) => Run(command, caller, at, change => decide(change, rules));

    /// <summary>The compound of a name.</summary>
    public Place Compound(string name) => places.First(p => p.Level == PlaceLevel.Neighbourhood && p.Name == name);

    /// <summary>How many commands were refused, and why: a story may end otherwise than planned.</summary>
    public Dictionary<string, int> Refused { get; } = [];

    /// <summary>Half of all in the compounds of the town, half anywhere.</summary>
    public Place SomePlace(Random random)
    {
        var below = random.Next(2) == 0;
        while (true)
        {
            var place = places[random.Next(places.Count)];
            if (below == place.Level is PlaceLevel.Neighbourhood or PlaceLevel.Building)
            {
                return place;
            }
        }
    }

    public void File(DemoStory story, Instant at)
    {
        var random = new Random(story.Seed);
        var (complaint, place) = (story.Complaint, story.Place);
        var door = random.Next(10) switch { < 4 => Door.Web, < 8 => Door.Phone, 8 => Door.Counter, _ => Door.Chat };
        var text = complaint.Text.Replace("{place}", place.Name, StringComparison.Ordinal)
            .Replace("{n}", random.Next(1, 13).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var filing = new FileRequest(text, place, CommunityOf(place), categories[complaint.Category], door, FileRequest.NewTrackingCode())
        {
            ContactName = Pick(DemoData.Surnames, random) + Pick(DemoData.GivenNames, random),
            ContactPhone = "139" + random.Next(10_000_000, 99_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        Run("file_request", door == Door.Web ? Caller.Anybody : Duty, at, change =>
        {
            var filed = filing.In(change, rules);
            story.Matter = filed.Refusal is null ? filed.Value.Id : null;
            return filed;
        });
    }

    public void Dispatch(DemoStory story, bool together, Instant at)
    {
        story.Unit = unitOf[story.Complaint.Category].Id;
        Run("dispatch_matter", Dispatcher, at, change => Dispatch(change, story, together));
    }

    private Outcome<Matter> Dispatch(Change change, DemoStory story, bool together)
    {
        var unit = unitOf[story.Complaint.Category];
        Id<Organisation>[] assists = together && unitOf["property"].Id != unit.Id ? [unitOf["property"].Id] : [];
        var why = DemoData.Routes.Any(r => r.Category == story.Complaint.Category) ? EnumNames<RoutingReason>.Of(RoutingReason.Table) : DispatchMatter.Chosen;
        return new DispatchMatter(story.Matter!.Value, unit.Id, assists, why, Words.None).In(change, Dispatcher, rules);
    }

    public void Move(DemoStory story, string move, string? occasion, Instant at, Caller? by = null) => Act(move, story, by, at, (change, dossier, caller) =>
    {
        var words = Words.Of(occasion is null ? story.Complaint.Answer : DemoData.Remark(occasion, new Random(story.Seed)));
        return Standing.Of(dossier, caller).May(dossier, move, words).Then<Done>(allowed =>
        {
            MakeMove.In(change, dossier, allowed, words, rules);
            return Done.It;
        });
    });

    public void AskReturn(DemoStory story, Instant at) => AskAndWait(story, AskKind.Return, "not_ours", "return", at);

    public void DecideReturn(DemoStory story, bool grant, Instant at)
    {
        Decide(story, grant, grant ? "grant" : "refuse_return", at);
        if (grant)
        {
            story.Unit = unitOf["other"].Id;
            Run("dispatch_matter", Dispatcher, at, change => story.Matter is { } matter
                ? new DispatchMatter(matter, unitOf["other"].Id, [], DispatchMatter.Chosen, Words.None).In(change, Dispatcher, rules)
                : Refusal.NotFound("matter"));
        }
    }

    public void Ask(DemoStory story, AskKind kind, string occasion, Instant at)
    {
        AskAndWait(story, kind, kind == AskKind.Pause ? "person" : "materials", occasion, at);
        Decide(story, true, "grant", at);
    }

    private void Decide(DemoStory story, bool grant, string occasion, Instant at) => Run("decide_ask", Dispatcher, at, change =>
        story.Asked is { } ask ? new DecideAsk(ask, grant, Say(occasion, story)).In(change, Dispatcher, rules) : Refusal.NotFound("ask"));

    public void Resume(DemoStory story, Instant at) => Act("resume_clock", story, null, at, (change, dossier, caller) =>
        new ResumeClock(dossier.Matter.Id, Words.None).In(change, caller, rules).Then<Done>(_ => Done.It));

    /// <summary>A unit asks; nobody has decided yet.</summary>
    public void AskAndWait(DemoStory story, AskKind kind, string reason, string occasion, Instant at) => Act("ask", story, null, at, (change, _, caller) =>
        new AskFor(story.Matter!.Value, kind, reason, kind == AskKind.Extension ? 3 : 0, null, Say(occasion, story)).In(change, caller, rules).Then<Done>(ask =>
        {
            story.Asked = ask.Id;
            return Done.It;
        }));

    public void Rate(DemoStory story, CallBackResult result, Rating rating, Instant at) => Run("rate_request", Caller.Anybody, at, change =>
        story.Matter is not { } matter ? Refusal.NotFound("matter")
        : new RateRequest(matter, result, rating, rating, Rating.Satisfied, result == CallBackResult.NotSolved ? DemoData.Remark("not_solved", new Random(story.Seed)) : null).In(change, rules));

    /// <summary>Puts a pattern on the roster of a place.</summary>
    public void PlanShifts(PlanShifts plan, Instant at) => Run("plan_shifts", Dispatcher, at, change => plan.In(change, Dispatcher));

    /// <summary>Hands over the shift that ends at a moment.</summary>
    public void HandOver(Place place, Caller by, Instant ends, Instant at) => Run("hand_over_shift", by, at, change =>
        ShiftUntil(change, place, ends) is { } shift ? new HandOverShift(shift, DemoData.Remark("hand_over", new Random((int)ends.ToUnixTimeSeconds()))).In(change, by) : Refusal.NotFound("shift"));

    /// <summary>Confirms it.</summary>
    public void ConfirmHandOver(Place place, Caller by, Instant ends, Instant at) => Run("confirm_hand_over", by, at, change =>
        ShiftUntil(change, place, ends) is { } shift ? new ConfirmHandOver(shift).In(change, by) : Refusal.NotFound("shift"));

    /// <summary>Whoever keeps votes does something.</summary>
    public void Keep<T>(string command, Instant at, Func<Change, Caller, Outcome<T>> decide) => Run(command, Dispatcher, at, change => decide(change, Dispatcher));

    /// <summary>Takes a file in, as a form would.</summary>
    public async Task<FileContent> Take(string name, byte[] content) => (await services.GetRequiredService<FileIntake>().Take(name, new MemoryStream(content))).Expect();

    /// <summary>A teller enters a paper ballot.</summary>
    public void Tell(Caller teller, Instant at, Func<Change, Caller, Outcome<PaperSheet>> decide) => Run("enter_paper", teller, at, change => decide(change, teller));

    /// <summary>An owner casts a ballot; the journal does not say who.</summary>
    public void Cast(Instant at, Func<Change, Outcome<BallotReceipt>> decide) => Track(Count(writer.Run(CastBallot.Envelope(at, null), decide)));

    /// <summary>The clocks' own work of a morning, after all that was queued before it.</summary>
    public async Task RunClocksAsync(Instant at)
    {
        await FinishAsync();
        await ClockJobs.RunAsync(services, at, CancellationToken.None);
        await RequestJobs.Lapse.Run(services, at, CancellationToken.None);
    }

    /// <summary>Lets the writer catch up when many commands wait.</summary>
    public async Task KeepPaceAsync(CancellationToken cancellation)
    {
        while (waiting.Count > MostWaiting)
        {
            cancellation.ThrowIfCancellationRequested();
            await waiting.Dequeue();
        }
    }

    public async Task FinishAsync()
    {
        while (waiting.TryDequeue(out var task))
        {
            await task;
        }
    }

    private static Id<Shift>? ShiftUntil(Change change, Place place, Instant ends) =>
        change.Db.Set<Shift>().Where(s => s.PlaceId == place.Id && s.EndsAt == ends).OrderBy(s => s.Id).Select(s => (Id<Shift>?)s.Id).FirstOrDefault();

    private void Act(string command, DemoStory story, Caller? by, Instant at, Func<Change, Dossier, Caller, Outcome<Done>> act)
    {
        var caller = by ?? (story.Unit is { } unit ? handlers[unit] : Duty);
        Run<Done>(command, caller, at, change => story.Matter is { } matter
            ? Dossier.Read(change, matter, rules).Then(dossier => act(change, dossier, caller))
            : Refusal.NotFound("matter"));
    }

    private void Run<T>(string command, Caller caller, Instant at, Func<Change, Outcome<T>> decide) =>
        Track(Count(writer.Run(caller.Envelope(command, at), decide)));

    private async Task Count<T>(Task<Outcome<T>> run)
    {
        if ((await run).Refusal is { } refusal)
        {
            Refused[refusal.Code] = Refused.GetValueOrDefault(refusal.Code) + 1;
        }
    }

    private void Track(Task task) => waiting.Enqueue(task);

    private Id<Place> CommunityOf(Place place) => communities[string.Join('/', place.Path.Split('/').Take(3)) + "/"];

    private static Words Say(string occasion, DemoStory story) => Words.Of(DemoData.Remark(occasion, new Random(story.Seed)));

    private static string Pick(IReadOnlyList<string> list, Random random) => list[random.Next(list.Count)];
}
