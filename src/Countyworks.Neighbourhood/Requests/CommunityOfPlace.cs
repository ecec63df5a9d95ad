using Countyworks.Core.Places;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>Where a request is counted.</summary>
public static class CommunityOfPlace
{
    /// <summary>The community a place lies in; the place itself where it lies above all communities.</summary>
    public static Id<Place> CommunityOf(this PlaceTree tree, Place place) =>
        tree.Upwards(place).FirstOrDefault(p => p.Level == PlaceLevel.Community)?.Id ?? place.Id;
}
