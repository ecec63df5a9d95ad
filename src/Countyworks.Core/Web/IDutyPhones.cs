using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Web;

/// <summary>Whoever knows which phone is answered now: the frame of every page asks, and shows the county's own number where nobody knows better.</summary>
public interface IDutyPhones
{
    /// <summary>The phone of whoever is on duty at a place, or at one it lies in; null when nobody is.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="place">The place a reader chose; null for the district.</param>
    string? At(Instant now, Id<Place>? place);
}
