using Countyworks.Data.Journal;
using Countyworks.Kernel;

namespace Countyworks.Core.Places;

/// <summary>The divisions of the district were loaded: so many were new.</summary>
public sealed record DivisionsLoaded(int Added) : Fact;

/// <summary>A place got another name.</summary>
public sealed record PlaceRenamed(string Before, string Name) : Fact;

/// <summary>A place was ended: nothing new happens there.</summary>
public sealed record PlaceEnded : Fact;

/// <summary>A place was added below a division.</summary>
public sealed record PlaceAdded(Id<Place> PlaceId, PlaceLevel Level) : Fact;
