using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.SignIn.ApiKeys;

/// <summary>The keys of machines: listed, made, ended.</summary>
public static class ApiKeyEndpoints
{
    /// <summary>The page.</summary>
    public const string Path = "/admin/api-keys";

    internal const string EndPath = Path + "/end";

    private const string Area = "api_key";
    private const int ListLimit = 200;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").Needs(CorePermissions.Administer).ExcludeFromDescription();
        pages.MapGet(Path, (DistrictDb db, [AsParameters] Around around) => Show(db, around, New(around)));
        pages.MapPost(Path, Make);
        pages.MapPost(EndPath, End);
    }

    private static Form New(Around around) => Form.New(Area).With("lastDay", around.Today.PlusDays(ApiKey.LongestDays / 2));

    private static async Task<IResult> Make(Form form, HttpContext http, DistrictDb db, Writer writer, [AsParameters] Around around)
    {
        form.For(Area);
        var wish = new MakeApiKey(
            form.Text("name", AddPerson.NameLimit), form.Id<Organisation>("organisation"), form.Choice<Role>("role"), form.Id<Place>("place"), form.Date("lastDay"), ApiKey.New());
        if (form.Refusal is null)
        {
            var caller = http.Caller();
            var outcome = await writer.Run(
                caller.Envelope("make_api_key", around.Now, CorePermissions.Administer), change => wish.In(change, caller), http.RequestAborted);
            if (outcome.IsDone(out _, out var refusal))
            {
                around.Posts.Forget();
                return await Show(db, around, New(around), wish.Key);
            }

            form.Refused(refusal);
        }

        return await Show(db, around, form);
    }

    private static async Task<IResult> End(Form form, HttpContext http, DistrictDb db, Writer writer, ApiKeyBook book, [AsParameters] Around around)
    {
        var (caller, which) = (http.Caller(), form.For(Area).Id<ApiKey>("key"));
        if (form.Refusal is null
            && (await writer.Run(caller.Envelope("end_api_key", around.Now, CorePermissions.Administer), change => new EndApiKey(which).In(change, caller), http.RequestAborted)).Refusal is { } refusal)
        {
            form.Refused(refusal);
        }

        book.Forget();
        around.Posts.Forget();
        return form.Refusal is null ? Results.LocalRedirect(Path) : await Show(db, around, form);
    }

    private static async Task<IResult> Show(DistrictDb db, Around around, Form form, string? made = null)
    {
        var (places, posts) = (around.Places.Current, around.Posts.Current);
        var rows = await (
            from key in db.Set<ApiKey>()
            join person in db.Set<Person>() on key.PersonId equals person.Id
            orderby key.EndedAt != null, key.At descending, key.Id
            select new { Key = key, person.Name }).Take(ListLimit).ToListAsync();
        var lines = rows.Select(row =>
        {
            var post = posts.Posts.LastOrDefault(p => p.PersonId == row.Key.PersonId);
            return new ApiKeyLine(
                row.Key, row.Name, post?.Role, post is null ? null : posts.Find(post.OrganisationId)?.Name, post is null ? null : places.Find(post.PlaceId)?.Name, row.Key.IsGood(around.Now));
        });
        return Page.Show<ApiKeysPage, ApiKeysView>(
            new ApiKeysView(
                [.. lines], form, [.. posts.Organisations.Where(o => o.IsActive).Select(o => new Option(o.Id.ToString(), o.Name))],
                [.. places.Within("").Where(p => p.Level <= PlaceLevel.Community).Select(p => new Option(p.Id.ToString(), places.FullName(p)))], around.Today.PlusDays(ApiKey.LongestDays), made),
            Problems.StatusOf(form));
    }

    /// <summary>What every answer needs.</summary>
    internal sealed record Around([FromServices] Cached<PlaceTree> Places, [FromServices] Cached<PostDirectory> Posts, [FromServices] IClock Clock)
    {
        public Instant Now => Clock.GetCurrentInstant();

        public LocalDate Today => CountyTime.LocalDay(Now);
    }
}
