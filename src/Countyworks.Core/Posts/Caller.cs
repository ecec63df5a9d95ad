using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Posts;

/// <summary>Whoever calls this page: somebody without an account, a resident, or a member of staff in the posts held today.</summary>
public sealed class Caller
{
    /// <summary>Somebody who has not signed in.</summary>
    public static readonly Caller Anybody = new();

    /// <summary>Whoever operates the server and gives commands at its console: may do everything, and is the system in the journal.</summary>
    public static readonly Caller Operator = new() { IsOperator = true };

    /// <summary>The person; null when not signed in.</summary>
    public Person? Person { get; init; }

    /// <summary>The posts held today; none for a resident.</summary>
    public IReadOnlyList<Post> Posts { get; init; } = [];

    /// <summary>The organisations of those posts.</summary>
    public IReadOnlyList<Organisation> Organisations { get; init; } = [];

    private bool IsOperator { get; init; }

    /// <summary>Whether any post is held.</summary>
    public bool IsStaff => Posts.Count > 0;

    /// <summary>As the journal names the caller: in the first post that has the permission, or the first there is.</summary>
    public Actor ActorFor(Permission? permission = null) =>
        new(Person?.Id.Value, (Posts.FirstOrDefault(p => permission is null || permission.Roles.Contains(p.Role)) ?? Posts.FirstOrDefault())?.Id.Value);

    /// <summary>The envelope of a command this caller gives.</summary>
    /// <param name="command">The use case's name, snake_case.</param>
    /// <param name="now">Now, from the clock at the edge.</param>
    /// <param name="permission">The permission it is given under; decides which post is named.</param>
    /// <param name="once">The idempotency key.</param>
    public Envelope Envelope(string command, Instant now, Permission? permission = null, Once? once = null) =>
        new(command, ActorFor(permission), now, once);

    /// <summary>Whether some post has the permission, anywhere.</summary>
    public bool Has(Permission permission) => IsOperator || Posts.Any(p => permission.Roles.Contains(p.Role));

    /// <summary>Whether some post has the permission at a place.</summary>
    /// <param name="permission">What is asked.</param>
    /// <param name="placePath">The path of the place.</param>
    public bool Has(Permission permission, string placePath) =>
        IsOperator || Posts.Any(p => permission.Roles.Contains(p.Role) && placePath.StartsWith(p.PlacePath, StringComparison.Ordinal));

    /// <summary>Whether the permission is held over the whole district: what belongs to no place in particular is for such posts alone.</summary>
    /// <param name="permission">What is asked.</param>
    /// <param name="district">The district.</param>
    public bool HasEverywhere(Permission permission, DistrictCode district) => Has(permission, $"{district}/");

    /// <summary>Whether some post with the permission belongs to the organisation.</summary>
    public bool Has(Permission permission, Id<Organisation> unit) => IsOperator || Posts.Any(p => permission.Roles.Contains(p.Role) && p.OrganisationId == unit);

    /// <summary>The paths of the places where the permission is held, none of them inside another: the scope of a list.</summary>
    public IReadOnlyList<string> PathsFor(Permission permission)
    {
        if (IsOperator)
        {
            return [""];
        }

        var paths = Posts.Where(p => permission.Roles.Contains(p.Role)).Select(p => p.PlacePath).Distinct().ToList();
        return [.. paths.Where(path => !paths.Exists(other => other != path && path.StartsWith(other, StringComparison.Ordinal)))];
    }
}
