using Countyworks.Core.People;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing;

/// <summary>Another system's file says what came of a request there: by whom, when, and what the requester said of it.</summary>
public sealed record OutcomeRecordedElsewhere(string Unit, Id<Organisation>? UnitId, Instant ClosedAt, CallBackResult? Result, Rating? Rating) : Fact;

/// <summary>Another system's file says that a unit there still has the request.</summary>
public sealed record RequestHeldElsewhere(string Unit) : Fact;

/// <summary>A file named categories the county doesn't have: they were kept, and may not be chosen until somebody takes them over.</summary>
public sealed record CategoriesImported(string Source, IReadOnlyList<string> Codes) : Fact;

/// <summary>A file named units the county doesn't have: they were kept, and may not be given matters until somebody takes them over.</summary>
public sealed record UnitsImported(string Source, IReadOnlyList<Id<Organisation>> UnitIds) : Fact;
