using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Given;

/// <summary>
/// The whole product, served on a free port for one test, with the divisions of Suxian and one department. Its clock stands until a test moves it.
/// <code>await using var site = await Site.On(engine);</code>
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>The password of everybody here.</summary>
    public const string Password = "correct horse battery";

    private readonly TestDatabase files;
    private readonly HostSettings served;
    private WebApplication app;
    private int people;

    private Site(TestDatabase files, HostSettings settings, FakeClock clock, Action<WebApplicationBuilder>? configure) =>
        (this.files, served, app, Clock) = (files, settings, CountyHost.Build(settings, clock, configure), clock);

    public FakeClock Clock { get; }

    public IServiceProvider Services => app.Services;

    public Uri Address => new(app.Urls.First());

    public Organisation Department { get; private set; } = null!;

    public Place District => Read(db => db.Set<Place>().Single(p => p.Level == PlaceLevel.District));

    /// <summary>A site on an engine, at a local time: <c>2026-09-24T16:30</c>; with other settings and further services where a test asks for them.</summary>
    /// <param name="engine">What its rows are kept on.</param>
    /// <param name="now">When it is.</param>
    /// <param name="with">Other settings.</param>
    /// <param name="configure">Further services.</param>
    public static async Task<Site> On(
        Engine engine = Engine.Sqlite, string now = "2026-09-24T16:30", Func<HostSettings, HostSettings>? with = null, Action<WebApplicationBuilder>? configure = null)
    {
        var database = await TestDatabase.Fresh(engine, TestStore.Template, TestStore.Migrate);
        var clock = new FakeClock(County.At(now));
        var settings = new HostSettings(TestStore.District, database.Folder, "http://127.0.0.1:0", engine == Engine.Postgres ? database.ConnectionString : null)
        {
            RunsWorkers = false,
            SqliteFile = engine == Engine.Sqlite ? Path.Combine(database.Folder, "district.db") : null,
        };
        var site = new Site(database, with?.Invoke(settings) ?? settings, clock, configure);
        await site.app.StartAsync();
        await site.Do("load_divisions", change => LoadDivisions.Shipped("431003").Then(load => load.In(change)));
        site.Department = await site.Do("add_organisation", change => new AddOrganisation("住建局", OrganisationKind.Department, site.District.Id, Code: "housing").In(change, Caller.Operator));
        return site;
    }

    /// <summary>Stops the server and starts it again, as an operator would; it listens at another address then.</summary>
    public async Task Restart()
    {
        await app.DisposeAsync();
        app = CountyHost.Build(served, Clock);
        await app.StartAsync();
    }

    /// <summary>Where its files are.</summary>
    public string Folder => files.Folder;

    /// <summary>What its database is called, where it is one of a server.</summary>
    public string DatabaseName => files.Name;

    /// <summary>A service of the product.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Runs a command that must be done.</summary>
    public async Task<T> Do<T>(string command, Func<Change, Outcome<T>> decide)
    {
        var outcome = await Get<Writer>().Run(new Envelope(command, Actor.System, Clock.GetCurrentInstant()), decide);
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException($"Refused: {refusal}") : outcome.Value;
    }

    /// <summary>Reads.</summary>
    public T Read<T>(Func<DistrictDb, T> read)
    {
        using var db = Get<Database>().Read();
        return read(db);
    }

    /// <summary>Somebody who has an account, in the posts of these roles over the whole district; the user name is <c>user1</c>, <c>user2</c> …</summary>
    public async Task<(Person Person, string UserName)> Somebody(bool isOneTime = false, params Role[] roles)
    {
        var userName = $"user{++people}";
        var hash = (await Get<Passwords>().Hash(Password, default)).Value;
        var person = await Do("add_person", change => new AddPerson("张" + userName).In(change, Caller.Operator));
        await Do("open_account", change => new OpenAccount(person.Id, userName, hash, isOneTime).In(change, Caller.Operator));
        foreach (var role in roles)
        {
            await Appoint(person, role);
        }

        return (person, userName);
    }

    /// <summary>Appoints somebody from the year's beginning.</summary>
    public async Task<Post> Appoint(Person person, Role role, Place? place = null)
    {
        var post = await Do("appoint_person", change =>
            new AppointPerson(person.Id, Department.Id, role, (place ?? District).Id, role.ToString(), new LocalDate(2026, 1, 1)).In(change, Caller.Operator));
        Get<Cached<PostDirectory>>().Forget();
        return post;
    }

    /// <summary>A visitor who has not signed in.</summary>
    public Visitor Visitor() => new(Address);

    /// <summary>A visitor signed in, in posts of these roles.</summary>
    public async Task<Visitor> SignedIn(params Role[] roles)
    {
        var visitor = Visitor();
        await visitor.SignIn((await Somebody(false, roles)).UserName);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await files.DisposeAsync();
    }
}
