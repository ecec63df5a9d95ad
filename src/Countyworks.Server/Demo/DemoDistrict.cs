using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Means;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Routing;
using Countyworks.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>Founds the demo district: places, units, people with posts. Everything goes through the product's own use cases.</summary>
internal static class DemoDistrict
{
    /// <summary>The password of every demo account: the demo listens on this machine alone.</summary>
    public const string Password = "suxian-demo-2026";

    /// <summary>The district: Suxian.</summary>
    public const string Code = "431003";

    /// <summary>Founds it, at a moment before its first record.</summary>
    public static async Task FoundAsync(IServiceProvider services, Instant at, CancellationToken cancellation)
    {
        var hash = (await services.GetRequiredService<Passwords>().Hash(Password, cancellation)).Expect();
        (await services.GetRequiredService<Writer>().Run<Done>(new Envelope("found_demo", Actor.System, at), change =>
        {
            AddPlaces(change);
            foreach (var module in CountyHost.Modules)
            {
                module.Found(change);
            }

            var units = AddUnits(change);
            AddRouting(change, units);
            AddPeople(change, units, hash);
            DemoOwners.Add(change, services.GetRequiredService<KeyRing>(), hash);
            DemoFund.Add(change, services.GetRequiredService<KeyRing>(), units["housing"].Id, hash);
            AddWords(change);
            return Done.It;
        }, cancellation)).Expect();

        // Nobody who looks at the demo has its administrator's phone.
        (await services.GetRequiredService<Writer>().Run<Done>(new Envelope("found_demo", Actor.System, at + Duration.FromMilliseconds(1)), change =>
        {
            SecondFactorRule.Set(change, []);
            return Done.It;
        }, cancellation)).Expect();
    }

    private static void AddPlaces(Change change)
    {
        LoadDivisions.Shipped(Code).Value.In(change).Expect();
        var byCode = change.Db.Set<Place>().Where(p => p.Code != null).ToDictionary(p => p.Code!);
        foreach (var (code, position) in DemoData.StreetPositions)
        {
            (byCode[code].Latitude, byCode[code].Longitude) = position;
            change.Put(byCode[code]);
        }

        foreach (var wish in DemoData.Neighbourhoods)
        {
            var compound = new AddPlace(byCode[wish.Community].Id, PlaceLevel.Neighbourhood, wish.Name, wish.Position).In(change, Caller.Operator).Expect();
            for (var number = 1; number <= wish.Buildings; number++)
            {
                new AddPlace(compound.Id, PlaceLevel.Building, DemoData.Name("building", number), wish.Position).In(change, Caller.Operator).Expect();
            }
        }
    }

    private static Dictionary<string, Organisation> AddUnits(Change change)
    {
        var district = change.Db.Set<Place>().First(p => p.Code == Code);
        var units = DemoData.Units.ToDictionary(
            u => u.Code,
            u => new AddOrganisation(district.Name + u.Name, u.Kind, district.Id, null, u.Code).In(change, Caller.Operator).Expect());
        foreach (var street in change.Db.Set<Place>().Where(p => p.Level == PlaceLevel.Street).OrderBy(p => p.Path).ToList())
        {
            var code = "street-" + street.Code;
            units[code] = new AddOrganisation(DemoData.Name(IsTown(street) ? "town" : "street", street.Name), OrganisationKind.Street, street.Id, null, code).In(change, Caller.Operator).Expect();
        }

        return units;
    }

    // The table says little, so that the board also shows what past cases and the territory suggest.
    private static void AddRouting(Change change, Dictionary<string, Organisation> units)
    {
        var places = change.Db.Set<Place>().Where(p => p.Code != null).ToDictionary(p => p.Code!, p => p.Id);
        foreach (var route in DemoData.Routes)
        {
            new SetRoutingRule(null, route.Category, places[route.Place], units[route.Unit].Id, route.Note).In(change, Caller.Operator).Expect();
        }
    }

    private static void AddWords(Change change)
    {
        foreach (var article in DemoData.Articles)
        {
            article.In(change).Expect();
        }

        foreach (var template in DemoData.Templates)
        {
            template.In(change, CountyHost.Modules.SelectMany(m => m.Kinds)).Expect();
        }
    }

    private static void AddPeople(Change change, Dictionary<string, Organisation> units, string hash)
    {
        var places = change.Db.Set<Place>().Where(p => p.Code != null).ToDictionary(p => p.Code!, p => p.Id);
        var named = DemoData.People.Select(p => p.Unit).ToHashSet();
        var others = units.Keys.Where(code => !named.Contains(code))
            .Select((code, i) => new DemoData.Staff("unit" + (i + 1), DemoData.Surnames[i % DemoData.Surnames.Count] + DemoData.GivenNames[i % DemoData.GivenNames.Count], Role.Handler, units[code].Name, code, Code));
        foreach (var staff in DemoData.People.Concat(others))
        {
            var person = new AddPerson(staff.Name).In(change, Caller.Operator).Expect();
            new AppointPerson(person.Id, units[staff.Unit].Id, staff.Role, places[staff.Place], staff.Title, CountyTime.LocalDay(change.Now)).In(change, Caller.Operator).Expect();
            new OpenAccount(person.Id, staff.User, hash, IsOneTime: false).In(change, Caller.Operator).Expect();
        }
    }

    // Towns are numbered from 100 within their district, streets from 001 (GB/T 10114).
    private static bool IsTown(Place street) => street.Code![^3] != '0';

    internal static T Expect<T>(this Outcome<T> outcome) =>
        outcome.Refusal is { } refusal ? throw new InvalidOperationException($"The demo was refused: {refusal}") : outcome.Value;
}
