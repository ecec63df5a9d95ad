using Countyworks.Core.Modules;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Posts;

/// <summary>Who calls: the person, the posts held today, and what they permit.</summary>
public sealed record Me(Id<Person> Id, string Name, IReadOnlyList<MyPost> Posts, IReadOnlyList<string> Permissions)
{
    /// <summary>Of a caller who has signed in.</summary>
    public static Me Of(Caller caller, IReadOnlyList<Module> modules) => new(
        caller.Person!.Id,
        caller.Person.Name,
        [.. caller.Posts.Select(p => new MyPost(p.Id, p.Role, p.Title, p.OrganisationId, p.PlaceId, p.FirstDay, p.LastDay))],
        [.. modules.SelectMany(m => m.Permissions).Where(caller.Has).Select(p => p.Name)]);
}

/// <summary>A post held today.</summary>
public sealed record MyPost(Id<Post> Id, Role Role, string Title, Id<Organisation> OrganisationId, Id<Place> PlaceId, LocalDate FirstDay, LocalDate? LastDay);

/// <summary>An organisation that may be given matters today.</summary>
public sealed record OrganisationItem(Id<Organisation> Id, string Name, OrganisationKind Kind, string? Code, Id<Organisation>? ParentId, Id<Place> PlaceId);

/// <summary>Who calls, and the organisations there are, over the API.</summary>
public static class PostApi
{
    /// <summary>GET /api/v1/me and /api/v1/organisations.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/me", (HttpContext http, IReadOnlyList<Module> modules) => Results.Json(Me.Of(http.Caller(), modules), Data.Json.Options)).NeedsAnAccount()
            .WithTags("people").Answers<Me>("getMe", "The caller, the posts held today, and what they permit");
        routes.MapGet("/api/v1/organisations", Organisations).NeedsAnAccount()
            .WithTags("people").Answers<ApiPage<OrganisationItem>>("listOrganisations", "Organisations that may be given matters, in the order of their ids");
    }

    private static IResult Organisations(ApiCall call, Cached<PostDirectory> directory, Id<Organisation>? after, int? limit)
    {
        var most = Paging.Most(limit);
        var rows = directory.Current.Organisations.Where(o => o.IsActive && (after is null || o.Id > after)).OrderBy(o => o.Id).Take(most + 1)
            .Select(o => new OrganisationItem(o.Id, o.Name, o.Kind, o.Code, o.ParentId, o.PlaceId)).ToList();
        return call.Answer(ApiPage<OrganisationItem>.Of(rows, most, item => item.Id.ToString()));
    }
}
