using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>An open request that may be about the same thing: without who asked, and in what words.</summary>
/// <param name="Id">The matter.</param>
/// <param name="PlacePath">Where.</param>
/// <param name="OpenedAt">When it came.</param>
/// <param name="Distance">In whole metres; null where a position is missing.</param>
public sealed record Duplicate(Id<Matter> Id, string PlacePath, Instant OpenedAt, int? Distance);

/// <summary>Finds open requests that may be about the same thing as a new one: of its category, near it, and not old.</summary>
public static class Duplicates
{
    /// <summary>The most that are offered.</summary>
    public const int OfferLimit = 5;

    /// <summary>How near counts as near, in metres, where positions are known.</summary>
    public const int NearMetres = 500;

    /// <summary>How old they may be.</summary>
    public static readonly Duration Period = Duration.FromDays(14);

    // Far more than a community has of one category in two weeks; the newest are looked at.
    private const int ReadLimit = 500;
    private const double EarthRadius = 6_371_000;

    private static readonly Compiled<Func<DistrictDb, string, Instant, IEnumerable<Row>>> OpenOf = new(() => EF.CompileQuery(
        (DistrictDb db, string category, Instant since) => (
            from matter in db.Set<Matter>()
            join request in db.Set<Request>() on matter.Id equals request.Id
            where matter.IsOpen && matter.Category == category && matter.OpenedAt >= since && matter.Kind == RequestKind.Kind.Name
            orderby matter.OpenedAt descending, matter.Id
            select new Row(matter.Id, matter.PlacePath, matter.OpenedAt, request.Latitude, request.Longitude)).Take(ReadLimit)));

    /// <summary>The likeliest first: by distance where both positions are known, then the newest; at most <see cref="OfferLimit"/>.</summary>
    /// <param name="db">The store.</param>
    /// <param name="category">Of what category.</param>
    /// <param name="community">The path of the community the new request lies in.</param>
    /// <param name="position">Where it is, if known; degrees north and east.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<Duplicate> Of(DistrictDb db, Category category, Place community, (double Latitude, double Longitude)? position, Instant now) =>
    [
        .. OpenOf.For(db)(db, category.Code, now - Period)
            .Select(row => new Duplicate(row.Id, row.PlacePath, row.OpenedAt, row.DistanceTo(position)))
            .Where(other => other.Distance <= NearMetres || other.PlacePath.StartsWith(community.Path, StringComparison.Ordinal))
            .OrderBy(other => other.Distance ?? int.MaxValue).ThenByDescending(other => other.OpenedAt).ThenBy(other => other.Id)
            .Take(OfferLimit),
    ];

    /// <summary>The way between two positions over the ground, in metres.</summary>
    internal static double Metres((double Latitude, double Longitude) from, (double Latitude, double Longitude) to)
    {
        var (north, east) = (Radians(to.Latitude - from.Latitude), Radians(to.Longitude - from.Longitude));
        var half = Math.Pow(Math.Sin(north / 2), 2) + (Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * Math.Pow(Math.Sin(east / 2), 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private sealed record Row(Id<Matter> Id, string PlacePath, Instant OpenedAt, double? Latitude, double? Longitude)
    {
        public int? DistanceTo((double Latitude, double Longitude)? position) => position is { } there && Latitude is { } latitude && Longitude is { } longitude
            ? (int)Math.Round(Metres(there, (latitude, longitude)))
            : null;
    }
}
