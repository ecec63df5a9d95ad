using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.SignIn;

/// <summary>A request in one street, with one unit; somebody with a post in another street, and in another unit.</summary>
public sealed class What_a_post_may_do_elsewhere
{
    [Fact]
    public async Task Is_what_it_may_do_with_a_thing_that_is_nowhere_by_every_route_and_method()
    {
        await using var site = await Site.On();
        var request = await site.File();
        await site.Dispatch(request.Id);
        var (here, nowhere) = (request.Id.ToString(), new string('0', 31) + "1");
        using var elsewhere = await InPosts(site, Streets(site)[^1], "别的单位", Enum.GetValues<Role>());
        var token = await elsewhere.TokenOf("/my/password");
        var before = Written(site);
        var wrong = new List<string>();
        var asked = 0;
        foreach (var (there, absent) in DeclaredRoutes.Of(site, here).Zip(DeclaredRoutes.Of(site, nowhere)).Where(r => r.First.Pattern.Contains("{id}", StringComparison.Ordinal)))
        {
            var (one, other) = (await elsewhere.Send(there.Method, there.Path, there.Body(token)), await elsewhere.Send(absent.Method, absent.Path, absent.Body(token)));
            asked++;
            if (one.Status != other.Status || one.MediaType != other.MediaType || Without(one.Text, here) != Without(other.Text, nowhere) || (!there.IsApi && one.Status == HttpStatusCode.BadRequest))
            {
                wrong.Add($"{there.Method} {there.Path}: {(int)one.Status}, of what is nowhere {(int)other.Status}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(before, Written(site));
        Assert.True(asked > 50, $"Only {asked} routes name a thing.");
    }

    [Fact]
    public async Task Is_nothing_and_at_the_own_place_what_the_kind_declares()
    {
        await using var site = await Site.On();
        var request = await site.File();
        await site.Dispatch(request.Id);
        var streets = Streets(site);
        var wrong = new List<string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var kind = RequestKind.Kind;
            var atPlace = kind.See.Roles.Contains(role) || kind.Dispatch.Roles.Contains(role);
            var inUnit = kind.Handle.Roles.Contains(role);
            foreach (var (where, place, unit, maySee) in new[]
            {
                ("at the place, in another unit", streets[0], "甲单位", atPlace),
                ("elsewhere, in the unit", streets[^1], null, inUnit),
                ("elsewhere, in another unit", streets[^1], "乙单位", false),
            })
            {
                using var visitor = await InPosts(site, place, unit is null ? null : unit + role, role);
                foreach (var path in new[] { $"/requests/{request.Id}", $"/api/v1/matters/{request.Id}" })
                {
                    if (((await visitor.Get(path)).Status == HttpStatusCode.OK) != maySee)
                    {
                        wrong.Add($"{path} as {role} {where}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task<Visitor> InPosts(Site site, Place place, string? unit, params Role[] roles)
    {
        var organisation = unit is null ? site.Department
            : await site.Do("add_organisation", change => new AddOrganisation(unit, OrganisationKind.Department, site.District.Id).In(change, Caller.Operator));
        var (person, userName) = await site.Somebody();
        foreach (var role in roles)
        {
            await site.Do("appoint_person", change =>
                new AppointPerson(person.Id, organisation.Id, role, place.Id, role.ToString(), new LocalDate(2026, 1, 1)).In(change, Caller.Operator));
        }

        site.Get<Core.Web.Cached<PostDirectory>>().Forget();
        var visitor = site.Visitor();
        await visitor.SignIn(userName);
        return visitor;
    }

    /// <summary>The streets; the request lies in the first.</summary>
    private static List<Place> Streets(Site site) =>
        site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Street).OrderBy(p => p.Path).ToList());

    private static (long Seq, int Matters) Written(Site site) =>
        site.Read(db => (db.Set<FactRow>().Max(f => f.Seq), db.Set<Matter>().Sum(m => m.Version)));

    // Names of one request are its own alone: where it was asked for, and the traces of it.
    private static string Without(string text, string id) =>
        System.Text.RegularExpressions.Regex.Replace(text.Replace(id, "…", StringComparison.Ordinal), "(name=\"__RequestVerificationToken\" value=\"[^\"]*\")|(\"traceId\":\"[^\"]*\")", "");
}
