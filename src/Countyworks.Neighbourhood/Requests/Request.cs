using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>The door a request came in by.</summary>
public enum Door
{
    /// <summary>The resident's own form.</summary>
    Web = 1,

    /// <summary>A call, typed at the desk.</summary>
    Phone = 2,

    /// <summary>Somebody came to the counter.</summary>
    Counter = 3,

    /// <summary>On paper.</summary>
    Paper = 4,

    /// <summary>A pasted group chat.</summary>
    Chat = 5,

    /// <summary>Another system's file.</summary>
    Import = 6,

    /// <summary>Another system's call.</summary>
    Api = 7,
}

/// <summary>What the requester says of the result, asked once it was reported back (回访).</summary>
public enum CallBackResult
{
    /// <summary>Solved (已解决).</summary>
    Solved = 1,

    /// <summary>Partly solved (部分解决).</summary>
    Partly = 2,

    /// <summary>Not solved (未解决).</summary>
    NotSolved = 3,
}

/// <summary>How satisfied somebody is (满意度).</summary>
public enum Rating
{
    /// <summary>Dissatisfied (不满意).</summary>
    Dissatisfied = 1,

    /// <summary>Basically satisfied (基本满意).</summary>
    Basically = 2,

    /// <summary>Satisfied (满意).</summary>
    Satisfied = 3,
}

/// <summary>What a request has beyond every matter: who asked, in what words, and what they say of the answer.</summary>
public sealed class Request
{
    /// <summary>The matter it is.</summary>
    public required Id<Matter> Id { get; init; }

    /// <summary>The door it came in by.</summary>
    public required Door Door { get; init; }

    /// <summary>In the requester's own words, at most 4,000 characters. May hold personal data.</summary>
    public required string Text { get; set; }

    /// <summary>Where exactly, in words.</summary>
    public string? Address { get; set; }

    /// <summary>Degrees north, WGS 84.</summary>
    public double? Latitude { get; set; }

    /// <summary>Degrees east, WGS 84.</summary>
    public double? Longitude { get; set; }

    /// <summary>The requester, where known as a person; null for somebody who gave no account.</summary>
    public Id<Person>? PersonId { get; set; }

    /// <summary>The <see cref="Contact"/>, sealed; null when none was given, or not sealed yet.</summary>
    public string? SealedContact { get; set; }

    /// <summary>The number of the key it is sealed under; null when nothing is sealed.</summary>
    public int? SealedUnder { get; set; }

    /// <summary>The blind index of the phone; null when none was given, or not sealed yet.</summary>
    public byte[]? PhoneIndex { get; set; }

    /// <summary>A name written before contacts were sealed; <see cref="SealContacts"/> moves it.</summary>
    public string? PlainName { get; set; }

    /// <summary>A phone written before contacts were sealed.</summary>
    public string? PlainPhone { get; set; }

    /// <summary>Whether it complains about a unit or a person, so that those who handle it never learn who asked.</summary>
    public bool HidesRequester { get; set; }

    /// <summary>Whether the requester wished it erased while it was open: its words go when it ends.</summary>
    public bool IsToBeErased { get; set; }

    /// <summary>With the number it opens the tracking page: eight characters that can't be mistaken for one another.</summary>
    public required string TrackingCode { get; init; }

    /// <summary>The system it was imported from; null when it was filed here.</summary>
    public string? Source { get; init; }

    /// <summary>Its number there; unique within the source.</summary>
    public string? SourceNumber { get; init; }

    /// <summary>The answer last reported back.</summary>
    public string? Answer { get; set; }

    /// <summary>When it was reported back last.</summary>
    public Instant? AnsweredAt { get; set; }

    /// <summary>Whether the first contact was within the first mark; null before it.</summary>
    public bool? WasRespondedInTime { get; set; }

    /// <summary>Whether the desk answered at once and no unit was needed.</summary>
    public bool WasAnsweredAtOnce { get; set; }

    /// <summary>What the requester said when asked; null while not asked or not reached.</summary>
    public CallBackResult? Result { get; set; }

    /// <summary>How satisfied with the response.</summary>
    public Rating? ResponseRating { get; set; }

    /// <summary>How satisfied with the result: the one the satisfaction rate counts.</summary>
    public Rating? ResultRating { get; set; }

    /// <summary>How satisfied with the attitude.</summary>
    public Rating? AttitudeRating { get; set; }

    /// <summary>What the requester wrote with the ratings.</summary>
    public string? RatingRemark { get; set; }

    /// <summary>When it was rated.</summary>
    public Instant? RatedAt { get; set; }

    /// <summary>What it was last counted as, see <see cref="RequestCounts"/>; nothing before it was counted first.</summary>
    public CountedAs CountedAs { get; set; }

    /// <summary>The month it is counted in.</summary>
    public LocalDate CountedMonth { get; set; }

    /// <summary>The community it is counted in.</summary>
    public Id<Place> CountedPlaceId { get; set; }

    /// <summary>The unit it is counted for; the empty id for none.</summary>
    public Id<Organisation> CountedUnitId { get; set; }

    /// <summary>The category it is counted under; empty for none.</summary>
    public string CountedCategory { get; set; } = "";

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
