using System.Globalization;
using System.Text.Json;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn;
using Countyworks.Core.Votes;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>Owners who vote online, each signed in. Each may change their mind as often as the door lets one account call, so there are many.</summary>
/// <param name="Vote">The vote that is open.</param>
/// <param name="Owners">By what they sign in, and the head they vote for.</param>
internal sealed record Voters(string Vote, IReadOnlyList<(string User, int Head)> Owners)
{
    private const int Buildings = 7, Floors = 8, PerFloor = 4, Item = 5, DaysAnnounced = 17, DaysOwned = 100, DaysOpen = 30;

    private static readonly string[] choices = ["yes", "no"];

    /// <summary>Adds a neighbourhood with its owners to a district, and a vote that was announced some days ago and is open now.</summary>
    public static async Task<Voters> AddAsync(BenchDistrict district, IClock clock)
    {
        var settings = new HostSettings(new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture)), district.Folder, "http://127.0.0.1:0") { RunsWorkers = false };
        await using var app = CountyHost.Build(settings, clock);
        var services = app.Services;
        new Migrator(services.GetRequiredService<Database>()).Apply();
        var hash = (await services.GetRequiredService<Passwords>().Hash(DemoDistrict.Password, CancellationToken.None)).Expect();
        var homes = new Neighbourhoods(services.GetRequiredService<Writer>(), services.GetRequiredService<KeyRing>());
        var now = clock.GetCurrentInstant();
        var (announced, today) = (now - Duration.FromDays(DaysAnnounced), CountyTime.LocalDay(now));
        var place = await homes.BuildAsync(announced, Buildings, Floors, PerFloor);
        _ = await homes.Do<Done>(announced, change =>
        {
            foreach (var (i, home) in HomesOf(change, place).Index())
            {
                var person = new AddPerson($"bench {i}").In(change, Caller.Operator).Expect();
                new OpenAccount(person.Id, UserOf(i), hash, IsOneTime: false).In(change, Caller.Operator).Expect();
                change.Add(new Occupancy
                {
                    Id = change.NewId<Occupancy>(), PersonId = person.Id, PlaceId = home.Id, PlacePath = home.Path, Kind = OccupancyKind.Owner, FirstDay = today.PlusDays(-DaysOwned),
                });
            }

            return Done.It;
        });
        return await homes.Do(announced, change => new DraftVote(null, place, Item, "bench", "bench").In(change, Caller.Operator).Then(draft =>
            new AnnounceVote(draft.Id, today.PlusDays(-1), CountyTime.StartOf(today.PlusDays(DaysOpen))).In(change, Caller.Operator, new VoteSettings()).Then<Voters>(vote =>
            {
                var heads = change.Db.Set<RollPlace>().Where(r => r.VoteId == vote.Id).ToDictionary(r => r.PlaceId, r => r.Head);
                return new Voters(vote.Id.ToString(), [.. HomesOf(change, place).Select((home, i) => (UserOf(i), heads[home.Id]))]);
            })));
    }

    /// <summary>Signs them in and lets them vote.</summary>
    public async Task<Measured?> CastAsync(Uri server, int seconds)
    {
        var ballots = new List<byte[]>();
        foreach (var (user, head) in Owners)
        {
            var cookies = await Load.SignInAsync(server, user, DemoDistrict.Password);
            ballots.AddRange(choices.Select(choice => WireClient.Request(server, "POST", $"/api/v1/votes/{Vote}/ballots", cookies, JsonSerializer.Serialize(new { head, choice }))));
        }

        using var client = new WireClient(server);
        var status = await client.Ask(ballots[0]);
        if (status is >= 200 and <= 299)
        {
            return await Load.RunAsync(Report.Casting, server, i => ballots[i % ballots.Count], seconds, Filers.Callers);
        }

        Console.Error.WriteLine($"Not measured: {Report.Casting} answers {status}.");
        return null;
    }

    private static List<Place> HomesOf(Change change, Id<Place> place)
    {
        var path = change.Db.Set<Place>().Single(p => p.Id == place).Path;
        return [.. change.Db.Set<Place>().Where(p => p.Level == PlaceLevel.Unit && p.Path.StartsWith(path)).OrderBy(p => p.Path)];
    }

    private static string UserOf(int index) => string.Create(CultureInfo.InvariantCulture, $"voter{index}");
}
