using Countyworks.Core.Places;

namespace Countyworks.Neighbourhood.Requests.Open311.Filing;

/// <summary>Which place a report from another system is about. Pure.</summary>
internal static class PlaceOfReport
{
    /// <summary>Farther than this from every known place is somewhere else: kilometres.</summary>
    public const double FarthestKilometres = 100;

    private const double KilometresADegree = 111.2;
    private const int ShortestName = 3;

    /// <summary>
    /// The place whose known position is nearest, the lowest of equals; the district where no position is known.
    /// Null when all are farther than <see cref="FarthestKilometres"/>.
    /// </summary>
    public static Place? Nearest(PlaceTree places, (double Latitude, double Longitude) position)
    {
        var known = places.Within("").Where(p => p is { Latitude: not null, Longitude: not null }).ToList();
        if (known.Count == 0)
        {
            return places.District;
        }

        var nearest = known.MinBy(p => (Distance(p, position), -(int)p.Level))!;
        return Distance(nearest, position) <= FarthestKilometres ? nearest : null;
    }

    /// <summary>The lowest place, down to compounds, whose name stands in the words; the district where none does, or several equally.</summary>
    public static Place? Named(PlaceTree places, string words)
    {
        var named = places.Within("").Where(p =>
            p.Level is PlaceLevel.Street or PlaceLevel.Community or PlaceLevel.Neighbourhood && p.Name.Length >= ShortestName && words.Contains(p.Name, StringComparison.Ordinal)).ToList();
        var lowest = named.Where(p => !named.Exists(other => other != p && other.Path.StartsWith(p.Path, StringComparison.Ordinal))).ToList();
        return lowest.Count == 1 ? lowest[0] : places.District;
    }

    // On the scale of a county the earth is flat, and a degree of longitude shorter.
    private static double Distance(Place place, (double Latitude, double Longitude) position)
    {
        var north = place.Latitude!.Value - position.Latitude;
        var east = (place.Longitude!.Value - position.Longitude) * Math.Cos(position.Latitude * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east)) * KilometresADegree;
    }
}
