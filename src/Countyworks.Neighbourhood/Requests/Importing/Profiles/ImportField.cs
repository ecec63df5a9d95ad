namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>What a column of another system's file can mean to a request.</summary>
public enum ImportField
{
    /// <summary>Its number there: nothing is imported twice by it.</summary>
    Number = 1,

    /// <summary>When it was received.</summary>
    ReceivedAt = 2,

    /// <summary>What was asked for, in words.</summary>
    Text = 3,

    /// <summary>What it is about.</summary>
    Category = 4,

    /// <summary>How pressing it is.</summary>
    Priority = 5,

    /// <summary>The street or town it happened in.</summary>
    Street = 6,

    /// <summary>The village or community.</summary>
    Community = 7,

    /// <summary>Where exactly, in words.</summary>
    Address = 8,

    /// <summary>Degrees north, WGS 84.</summary>
    Latitude = 9,

    /// <summary>Degrees east, WGS 84.</summary>
    Longitude = 10,

    /// <summary>The name the requester gave.</summary>
    ContactName = 11,

    /// <summary>The phone the requester gave.</summary>
    ContactPhone = 12,

    /// <summary>The unit that had it there, by name.</summary>
    Unit = 13,

    /// <summary>The same by its short code.</summary>
    UnitCode = 14,

    /// <summary>How far it is there.</summary>
    Status = 15,

    /// <summary>When it was closed there.</summary>
    ClosedAt = 16,

    /// <summary>What the requester was answered.</summary>
    Answer = 17,

    /// <summary>Whether the requester found it solved.</summary>
    Result = 18,

    /// <summary>How satisfied the requester was.</summary>
    Rating = 19,
}
