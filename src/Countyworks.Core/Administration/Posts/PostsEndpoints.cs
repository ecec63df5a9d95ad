using Countyworks.Core.Administration.Index;
using Countyworks.Core.Administration.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Administration.Posts;

/// <summary>Who holds what, ending a post, and everybody's own posts.</summary>
public static class PostsEndpoints
{
    /// <summary>Where one's own posts are listed.</summary>
    public const string OwnPath = "/my/posts";

    private const string Area = "admin_post", End = AdminPaths.Posts + "/{id}/end";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AdminPaths.Posts, List).Needs(CorePermissions.Administer);
        routes.MapGet(End, ShowEnd).Needs(CorePermissions.Administer);
        routes.MapPost(End, DoEnd).Needs(CorePermissions.Administer);
        routes.MapGet(OwnPath, Own).NeedsAnAccount();
    }

    private static IResult List(
        HttpContext http, PeopleReader reader, IndexReader gaps, Administering administering, Cached<PostDirectory> posts, Cached<PlaceTree> places, string? role, bool? done)
    {
        var (caller, today, tree) = (http.Caller(), administering.Today, places.Current);
        var form = Form.Of(new FormCollection(http.Request.Query.ToDictionary()), Area);
        var held = EnumNames<Role>.Parse(role);
        var typed = PlaceTyped.Read(form, "place", tree, required: false);
        var path = typed.Place?.Path ?? "";
        var rows = posts.Current.Posts
            .Where(p => (p.LastDay is null || p.LastDay >= today) && p.PlacePath.StartsWith(path, StringComparison.Ordinal) && (held is null || p.Role == held))
            .Where(p => caller.Has(CorePermissions.Administer, p.PlacePath))
            .OrderBy(p => p.PlacePath, StringComparer.Ordinal).ThenBy(p => p.Role).ThenBy(p => p.FirstDay).ThenBy(p => p.Id)
            .Take(PostsView.Limit).Select(p => reader.Item(p, caller)).ToList();
        return Page.Show<PostsPage, PostsView>(
            new(form, typed.Place is { } place ? tree.FullName(place) : "", held, rows, [.. gaps.GapsFor(caller, today, path).Where(g => held is null || g.Role == held)], typed.Candidates, today) { IsDone = done == true },
            form.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult ShowEnd(HttpContext http, PeopleReader reader, Cached<PostDirectory> posts, Id<Post> id) =>
        posts.Current.Find(id) is { } post && reader.Item(post, http.Caller()) is { MayEnd: true } item
            ? Page.Show<EndPostPage, EndPostView>(new(Form.New(Area), item))
            : Results.NotFound();

    private static async Task<IResult> DoEnd(Form form, HttpContext http, PeopleReader reader, Administering administering, Cached<PostDirectory> posts, Id<Post> id)
    {
        if (posts.Current.Find(id) is not { } post || reader.Item(post, http.Caller()) is not { MayEnd: true } item)
        {
            return Results.NotFound();
        }

        var when = form.For(Area).Choice<EndWhen>("when");
        var day = when == EndWhen.Now ? EndNow(post, administering.Today) : form.Date("lastDay");
        if (form.Refusal is null)
        {
            var outcome = await administering.Run(http, "end_post", form, change => new EndPost(id, day).In(change, http.Caller()).Then<Done>(_ => Done.It));
            if (outcome.Refusal is not { } why)
            {
                return Results.LocalRedirect(AdminPaths.Posts + "?done=true");
            }

            form.Refused(why);
        }

        return Page.Show<EndPostPage, EndPostView>(new(form, item), Problems.StatusOf(form));
    }

    /// <summary>The last day of a post that ends at once: yesterday, or the day before its first when it began today or has not begun.</summary>
    public static LocalDate EndNow(Post post, LocalDate today) => post.FirstDay < today ? today.PlusDays(-1) : post.FirstDay.PlusDays(-1);

    private static IResult Own(HttpContext http, PeopleReader reader, Administering administering, Cached<PostDirectory> posts)
    {
        var me = http.Caller().Person!.Id;
        return Page.Show<OwnPostsPage, OwnPostsView>(new(
            [.. posts.Current.Posts.Where(p => p.PersonId == me).OrderByDescending(p => p.FirstDay).ThenByDescending(p => p.Id).Select(p => reader.Item(p, Caller.Anybody))], administering.Today));
    }
}
