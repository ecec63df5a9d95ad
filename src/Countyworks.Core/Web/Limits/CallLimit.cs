using Microsoft.AspNetCore.Builder;
using NodaTime;

namespace Countyworks.Core.Web.Limits;

/// <summary>
/// How often a kind of call may be made within <see cref="Period"/>: by one account, or by callers without one from one address (an IPv6 subscriber's /64).
/// Whole villages share an address of a mobile network, so addresses have more than people.
/// </summary>
/// <param name="Name">Names the count.</param>
/// <param name="ByAccount">The most of one account.</param>
/// <param name="ByAddress">The most of one address without an account.</param>
public sealed record CallLimit(string Name, int ByAccount, int ByAddress)
{
    /// <summary>How long a call counts.</summary>
    public static readonly Duration Period = Duration.FromMinutes(10);

    /// <summary>Forms that sign in or recover access: each costs a hash that is slow on purpose. Wrong passwords are counted besides, see <see cref="SignIn.SignInCheck"/>.</summary>
    public static readonly CallLimit SigningIn = new("signing_in", 60, 300);

    /// <summary>Reporting and what follows, with files: a report takes four of them.</summary>
    public static readonly CallLimit Filing = new("filing", 120, 600);

    /// <summary>Software's calls of routes that strangers may write or guess at.</summary>
    public static readonly CallLimit Sparing = new("api", ApiGate.MostCalls, ApiGate.MostCalls);

    /// <summary>Lookups that run while somebody types.</summary>
    public static readonly CallLimit Search = new("search", 900, 1_800);

    /// <summary>Every other change: a desk makes far fewer by hand.</summary>
    public static readonly CallLimit Change = new("change", 600, 1_200);
}

/// <summary>Marks routes with their limit.</summary>
public static class LimitedRoutes
{
    /// <summary>Counts calls of the route under this limit instead of the usual.</summary>
    public static TBuilder Limited<TBuilder>(this TBuilder route, CallLimit limit)
        where TBuilder : IEndpointConventionBuilder
    {
        route.Add(endpoint => endpoint.Metadata.Add(limit));
        return route;
    }
}
