using Countyworks.Data.Journal;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>Somebody asked for something, through a door.</summary>
public sealed record RequestFiled(Door Door, string? Source) : Fact;

/// <summary>Somebody else asked for the same and was joined to it instead of a request of its own.</summary>
public sealed record RequestJoined : Fact;

/// <summary>The requester, or the desk calling back, said what came of it.</summary>
public sealed record RequestRated(CallBackResult? Result, Rating? Response, Rating? ResultRating, Rating? Attitude) : Fact;

/// <summary>Why something personal was erased.</summary>
public enum ErasedFor
{
    /// <summary>The requester wished it.</summary>
    Wish = 1,

    /// <summary>It had been kept as long as it may be.</summary>
    Time = 2,
}

/// <summary>Who asked, and how to reach them, was erased.</summary>
public sealed record ContactErased(ErasedFor For) : Fact;

/// <summary>The requester's own words, and what they showed, were erased.</summary>
public sealed record WordsErased(ErasedFor For) : Fact;

/// <summary>It was said that a request complains about a unit or a person, so that those who handle it don't learn who asked; or that it does not.</summary>
public sealed record RequesterHidden(bool IsHidden) : Fact;

/// <summary>The requester added words or files (补充情况).</summary>
public sealed record InformationAdded(int Files) : Fact;
