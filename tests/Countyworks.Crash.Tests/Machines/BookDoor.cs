using System.Diagnostics;
using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Countyworks.Crash.Tests.Machines;

/// <summary>A door of the server under test behind which entries are made as every programme makes them: by the product's own use case and its Writer.</summary>
internal sealed class BookDoor : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IStartupFilter
{
    /// <summary>Where an entry is made: <c>?number=N</c> says which.</summary>
    public const string Path = "/crash/entries";

    /// <summary>Where the ledger is opened.</summary>
    public const string FoundPath = "/crash/ledger";

    private const string Bank = "Assets:Bank:Joint", Fund = "Fund:Fees", Vendor = "Liabilities:Vendor", Code = "crash/fees";
    private const long Opening = 1_000_000_000_00, Held = 900;

    // A repeat says the very same thing, whenever it comes.
    private static readonly LocalDate Day = new(2026, 1, 5);
    private static readonly Instant Over = Instant.FromUtc(2100, 1, 1, 0, 0);
    private static readonly Digest Paper = TreeHash.Sha256.Leaf("paper"u8);

    /// <summary>What a server finds in its environment that has this door.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(BookDoor).Assembly.Location };

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.Extensions.Hosting")
            listener.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> told)
    {
        if (told is { Key: "HostBuilding", Value: IHostBuilder host })
            host.ConfigureServices(services => services.AddSingleton<IStartupFilter>(this));
    }

    public void OnCompleted()
    {
        // Nothing is open that would be closed.
    }

    public void OnError(Exception error)
    {
        // Nobody listens for errors here.
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(FoundPath, door => door.Run(http => Answer(http, Found)));
        app.Map(Path, door => door.Run(http => Answer(http, change => Make(change, int.Parse(http.Request.Query["number"].ToString(), CultureInfo.InvariantCulture)))));
        next(app);
    };

    private static async Task Answer(HttpContext http, Func<Change, Outcome<Entered>> decide)
    {
        var now = http.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        var made = await http.RequestServices.GetRequiredService<Writer>().Run(new Envelope("make_entry", Actor.System, now), decide);
        http.Response.StatusCode = made.Refusal switch { null => StatusCodes.Status200OK, { Kind: RefusalKind.Unavailable } => StatusCodes.Status503ServiceUnavailable, _ => StatusCodes.Status409Conflict };
        await http.Response.WriteAsJsonAsync(new { made.Refusal?.Code, Seq = made.Refusal is null ? made.Value.Entry.Seq : 0 });
    }

    private static Outcome<Entered> Found(Change change) =>
        new OpenLedger(Code, Code, LedgerScope.PropertyFees, change.Db.Set<Place>().OrderBy(p => p.Path).First().Id).In(change).Then(ledger =>
        {
            foreach (var (account, isMemberMoney) in new[] { (Bank, false), (Fund, true), (Vendor, false) })
                _ = new OpenLedgerAccount(ledger.Id, account, account, isMemberMoney).In(change).Value;
            return new GiveAuthority(ledger.Id, AuthorityKind.Vote, "V1", Paper).In(change).Then(_ =>
                new MakeEntry(ledger.Id, EntryOrder.Post("opening", Day, Leg.Debit(Bank, Opening), Leg.Credit(Fund, Opening))).In(change));
        });

    // Of four: money comes in, some is held, a part of that is spent, and what came in goes back.
    private static Outcome<Entered> Make(Change change, int number)
    {
        var ledger = change.Db.Set<StoredLedger>().Single(l => l.Code == Code).Id;
        var (key, sum) = (Key(number), Held + number % 100);
        var order = (number % 4) switch
        {
            1 => EntryOrder.Post(key, Day, Leg.Debit(Bank, sum), Leg.Credit(Fund, sum)),
            2 => EntryOrder.Hold(key, Day, Over, Leg.Debit(Fund, sum), Leg.Credit(Vendor, sum)),
            3 => Earlier(change, ledger, number - 1) is { } hold ? EntryOrder.PostHold(key, Day, hold, Leg.Debit(Fund, Held), Leg.Credit(Vendor, Held)) : null,
            _ => Earlier(change, ledger, number - 3) is { } post ? EntryOrder.Reverse(key, Day, post) : null,
        };
        return order is null ? Refusal.NotFound("of")
            : new MakeEntry(ledger, order with { Authority = change.Db.Set<StoredAuthority>().Single(a => a.LedgerId == ledger).Id, Evidence = Paper }).In(change);
    }

    private static long? Earlier(Change change, Id<Ledger> ledger, int number) =>
        Key(number) is var key ? change.Db.Set<StoredEntry>().Where(e => e.LedgerId == ledger && e.Key == key).Select(e => (long?)e.Seq).FirstOrDefault() : null;

    private static string Key(int number) => string.Create(CultureInfo.InvariantCulture, $"{Bookkeepers.Word}-{number}");
}
