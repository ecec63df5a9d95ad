using Countyworks.Core.Matters;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>From what a time of receipt was taken.</summary>
public enum ReceiptFrom
{
    /// <summary>The file says it.</summary>
    Column = 0,

    /// <summary>The number begins with it; without an hour, the beginning of that day.</summary>
    Number = 1,

    /// <summary>The closing time: it was received then or before, so whether it was answered in time is not known.</summary>
    Closing = 2,
}

/// <summary>A request as a row of another system tells it: understood and checked, nothing of the county's own in it yet.</summary>
/// <param name="Number">Its number there.</param>
/// <param name="Text">What was asked for.</param>
/// <param name="ReceivedAt">When it was received.</param>
public sealed record ImportedRequest(string Number, string Text, Instant ReceivedAt)
{
    /// <summary>From what <see cref="ReceivedAt"/> was taken.</summary>
    public ReceiptFrom ReceiptFrom { get; init; }

    /// <summary>What it is about there; empty when it doesn't say.</summary>
    public string Category { get; init; } = "";

    /// <summary>How pressing; null when it doesn't say.</summary>
    public Priority? Priority { get; init; }

    /// <summary>The street or town, as written.</summary>
    public string Street { get; init; } = "";

    /// <summary>The village or community, as written.</summary>
    public string Community { get; init; } = "";

    /// <summary>Where exactly, as written.</summary>
    public string Address { get; init; } = "";

    /// <summary>Degrees north and east.</summary>
    public (double Latitude, double Longitude)? Position { get; init; }

    /// <summary>The name given.</summary>
    public string ContactName { get; init; } = "";

    /// <summary>The phone given, where it can be one: others hide it behind stars.</summary>
    public string? ContactPhone { get; init; }

    /// <summary>The unit that had it, by name.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The same by code.</summary>
    public string UnitCode { get; init; } = "";

    /// <summary>When it ended there; null while it is open.</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>What was answered.</summary>
    public string Answer { get; init; } = "";

    /// <summary>Whether the requester found it solved; null when nobody asked.</summary>
    public CallBackResult? Result { get; init; }

    /// <summary>How satisfied the requester was; null when nobody asked.</summary>
    public Rating? Rating { get; init; }

    /// <summary>What was left out or taken from elsewhere, by code: <c>receipt_from_number</c>, <c>receipt_from_closing</c>, <c>phone_left_out</c>, <c>word_unknown</c>.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
