using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.Posts;

/// <summary>
/// What a route asks of its caller, declared beside it. A route that declares nothing is refused to everybody:
/// the test of the permissions matrix reads these declarations.
/// </summary>
/// <param name="Permission">What a post of the caller must have; null when none is needed.</param>
/// <param name="SignedIn">Whether the caller must have signed in.</param>
public sealed record Needs(Permission? Permission, bool SignedIn)
{
    /// <summary>Open to anybody.</summary>
    public static readonly Needs Nothing = new(null, false);

    /// <summary>Open to whoever has signed in.</summary>
    public static readonly Needs AnAccount = new(null, true);

    /// <summary>Whether the caller may pass. The place of the thing asked for is the use case's to check.</summary>
    public bool Admits(Caller caller) => Permission is { } permission ? caller.Has(permission) : !SignedIn || caller.Person is not null;
}

/// <summary>Declares needs beside routes.</summary>
public static class NeedsOfRoutes
{
    /// <summary>Open to posts that have the permission.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder route, Permission permission)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new Needs(permission, true));

    /// <summary>Open to whoever has signed in.</summary>
    public static TBuilder NeedsAnAccount<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Posts.Needs.AnAccount);

    /// <summary>Open to anybody.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(Posts.Needs.Nothing);

    /// <summary>What the route declared; null when nothing.</summary>
    public static Needs? Declared(this EndpointMetadataCollection metadata) => metadata.GetMetadata<Needs>();
}
