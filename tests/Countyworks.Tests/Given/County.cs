using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;

namespace Countyworks.Tests.Given;

/// <summary>
/// A small county for tests of use cases: one street with one community, two units with a handler each, a dispatcher and a duty officer.
/// Its clock stands until a test moves it.
/// </summary>
internal sealed class County : IAsyncDisposable
{
    private readonly TestDatabase files;

    private County(TestDatabase files, Database database, FakeClock clock)
    {
        (this.files, Database, Clock) = (files, database, clock);
        Writer = new Writer(database, NullLogger<Writer>.Instance, secrets: Secrets = new Core.Secrets.KeyRing(new Core.Modules.DataFolder(files.Folder), database));
        Rules = new MatterRules(
            CountyHost.Modules.SelectMany(m => m.Kinds),
            new DistrictSettings(new Cached<IReadOnlyList<Setting>>(database, clock, db => db.Set<Setting>().ToList())),
            new Cached<WorkCalendar>(database, clock, _ => Calendar));
    }

    /// <summary>The shipped calendars, 2019 to 2026.</summary>
    public static WorkCalendar Calendar { get; } = WorkCalendar.Read(
        Directory.GetFiles(Path.Combine(House.Repository.Root, "data", "calendars"), "holiday-cn-*.json")
            .Select(f => (int.Parse(Path.GetFileNameWithoutExtension(f)[^4..], System.Globalization.CultureInfo.InvariantCulture), System.IO.File.ReadAllText(f)))).Value;

    public Database Database { get; }

    /// <summary>Where its files are.</summary>
    public string Folder => files.Folder;

    /// <summary>What its database is called, where it is one of a server.</summary>
    public string DatabaseName => files.Name;

    public FakeClock Clock { get; }

    public Writer Writer { get; }

    public Core.Secrets.KeyRing Secrets { get; }

    public MatterRules Rules { get; }

    public Place District { get; private set; } = null!;

    public Place Street { get; private set; } = null!;

    public Place Community { get; private set; } = null!;

    public Organisation Lighting { get; private set; } = null!;

    public Organisation Water { get; private set; } = null!;

    public Caller Dispatcher { get; private set; } = null!;

    public Caller Duty { get; private set; } = null!;

    public Caller Handler { get; private set; } = null!;

    public Caller WaterHandler { get; private set; } = null!;

    public Category Lamp { get; } = new() { Code = "street_light", NameZh = "路灯", NameEn = "Street lights", Keywords = "路灯 灯不亮" };

    /// <summary>A county on an engine, at a local time: <c>2026-09-24T16:30</c>.</summary>
    public static async Task<County> On(Engine engine, string now = "2026-09-24T16:30")
    {
        var copy = await TestDatabase.Fresh(engine, TestStore.Template, TestStore.Migrate);
        var database = TestStore.Open(copy);
        var county = new County(copy, database, new FakeClock(At(now)));
        await county.Do("found_county", county.Found);
        return county;
    }

    /// <summary>An instant from a local time of the county.</summary>
    public static Instant At(string local) => CountyTime.At(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm").Parse(local).Value);

    /// <summary>Sets the clock.</summary>
    public void Now(string local) => Clock.Reset(At(local));

    /// <summary>Runs a command that must be done.</summary>
    public async Task<T> Do<T>(string command, Func<Change, Outcome<T>> decide, Caller? caller = null)
    {
        var outcome = await Try(command, decide, caller);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException($"Refused: {refusal}") : outcome.Value;
    }

    /// <summary>Runs a command.</summary>
    public Task<Outcome<T>> Try<T>(string command, Func<Change, Outcome<T>> decide, Caller? caller = null) =>
        Writer.Run(new Envelope(command, (caller ?? Caller.Anybody).ActorFor(), Clock.GetCurrentInstant()), decide);

    /// <summary>Reads.</summary>
    public T Read<T>(Func<DistrictDb, T> read)
    {
        using var db = Database.Read();
        return read(db);
    }

    /// <summary>Files a request about a street lamp.</summary>
    public Task<Filed> File(string text = "东湖苑3栋路灯不亮") => Do("file_request", change =>
        new FileRequest(text, Community, Community.Id, Lamp, Door.Phone, FileRequest.NewTrackingCode()).In(change, Rules), Duty);

    /// <summary>Dispatches it to the lighting unit.</summary>
    public Task<Matter> Dispatch(Id<Matter> matter, params Id<Organisation>[] assists) => Do("dispatch_matter", change =>
        new DispatchMatter(matter, Lighting.Id, assists, "chosen", Words.None).In(change, Dispatcher, Rules), Dispatcher);

    /// <summary>Makes a plain move.</summary>
    public Task<Outcome<Done>> Move(Id<Matter> matter, string move, string? remark = null, Caller? caller = null) => Try<Done>(move, change =>
        Dossier.Read(change, matter, Rules).Then(dossier => Standing.Of(dossier, caller ?? Handler).May(dossier, move, Words.Of(remark)).Then<Done>(allowed =>
        {
            MakeMove.In(change, dossier, allowed, Words.Of(remark), Rules);
            return Done.It;
        })), caller ?? Handler);

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
        await files.DisposeAsync();
    }

    private Outcome<Done> Found(Change change)
    {
        District = AddPlace(change, null, PlaceLevel.District, "431003", "苏仙区");
        Street = AddPlace(change, District, PlaceLevel.Street, "001", "苏仙岭街道");
        Community = AddPlace(change, Street, PlaceLevel.Community, "001", "苏园路社区");
        change.Add(Lamp);
        Lighting = AddUnit(change, "市政所");
        Water = AddUnit(change, "供水公司");
        Dispatcher = AddStaff(change, "调度员", Role.Dispatcher, Lighting);
        Duty = AddStaff(change, "值班员", Role.DutyOfficer, Lighting);
        Handler = AddStaff(change, "市政经办", Role.Handler, Lighting);
        WaterHandler = AddStaff(change, "供水经办", Role.Handler, Water);
        return Done.It;
    }

    private static Place AddPlace(Change change, Place? parent, PlaceLevel level, string step, string name)
    {
        var place = new Place { Id = change.NewId<Place>(), ParentId = parent?.Id, Level = level, Path = parent?.Path + step + "/", Name = name, Pinyin = "" };
        change.Add(place);
        return place;
    }

    private Organisation AddUnit(Change change, string name)
    {
        var unit = new Organisation { Id = change.NewId<Organisation>(), Name = name, Kind = OrganisationKind.Department, PlaceId = District.Id, PlacePath = District.Path };
        change.Add(unit);
        return unit;
    }

    private Caller AddStaff(Change change, string name, Role role, Organisation unit)
    {
        var person = new Person { Id = change.NewId<Person>(), Name = name, At = change.Now };
        var post = new Post
        {
            Id = change.NewId<Post>(), PersonId = person.Id, OrganisationId = unit.Id, Role = role, PlaceId = District.Id, PlacePath = District.Path,
            Title = name, FirstDay = new LocalDate(2020, 1, 1),
        };
        change.Add(person);
        change.Add(post);
        return new Caller { Person = person, Posts = [post], Organisations = [unit] };
    }
}
