using Countyworks.Data.Journal;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>Somebody asked for something, through a door.</summary>
public sealed record RequestFiled(Door Door, string? Source) : Fact;

/// <summary>Somebody else asked for the same and was joined to it instead of a request of its own.</summary>
public sealed record RequestJoined : Fact;

/// <summary>The requester, or the desk calling back, said what came of it.</summary>
public sealed record RequestRated(CallBackResult? Result, Rating? Response, Rating? ResultRating, Rating? Attitude) : Fact;

/// <summary>The requester added words or files (补充情况).</summary>
public sealed record InformationAdded(int Files) : Fact;
