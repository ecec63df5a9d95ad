using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Api;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Api;

/// <summary>A request to be filed.</summary>
public sealed record RequestWish(string Text, Id<Place> PlaceId) : IBody<RequestWish>
{
    /// <summary>A code of <c>GET /api/v1/categories</c>; null when nobody knows yet.</summary>
    public string? Category { get; init; }

    /// <summary>Where exactly, in words.</summary>
    public string? Address { get; init; }

    /// <summary>Degrees north, WGS 84; with <see cref="Longitude"/>.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, WGS 84.</summary>
    public double? Longitude { get; init; }

    /// <summary>The requester's name.</summary>
    public string? ContactName { get; init; }

    /// <summary>The requester's phone.</summary>
    public string? ContactPhone { get; init; }

    /// <summary>Files kept before; null is as good as none.</summary>
    public IReadOnlyList<Id<StoredFile>> Files { get; init => field = value ?? []; } = [];

    /// <summary>The open request about the same thing to join.</summary>
    public Id<Matter>? Joins { get; init; }
}

/// <summary>A request as staff see it: the contact is masked.</summary>
public sealed record RequestDetail(
    MatterItem Matter, Door Door, string Text, string? Address, double? Latitude, double? Longitude, string? ContactName, string? ContactPhone,
    string? Source, string? SourceNumber, string? Answer, Instant? AnsweredAt, bool? WasRespondedInTime, bool WasAnsweredAtOnce,
    CallBackResult? Result, Rating? ResponseRating, Rating? ResultRating, Rating? AttitudeRating);

/// <summary>A request as whoever has its number and code sees it.</summary>
public sealed record TrackedRequest(
    string Number, string Stage, bool IsOpen, string? Category, Id<Place> PlaceId, Instant OpenedAt, string? NextMark, LocalDate? NextDueOn, bool IsProvisional,
    string? Answer, Instant? AnsweredAt, CallBackResult? Result)
{
    /// <summary>Of rows.</summary>
    public static TrackedRequest Of(Tracked tracked) => new(
        tracked.Matter.Number, tracked.Matter.Stage, tracked.Matter.IsOpen, tracked.Matter.Category, tracked.Matter.PlaceId, tracked.Matter.OpenedAt, tracked.Matter.NextMark,
        tracked.Matter.NextDueOn, tracked.Matter.IsProvisional, tracked.Request.Answer, tracked.Request.AnsweredAt, tracked.Request.Result);
}

/// <summary>A request of the caller's own, with the code that opens it to others.</summary>
public sealed record MyRequest(Id<Matter> Id, TrackedRequest Request, string TrackingCode);

/// <summary>What the requester adds: words, or files kept before, or both.</summary>
public sealed record InformationWish(string? Remark = null) : IBody<InformationWish>
{
    /// <summary>Files kept before; null is as good as none.</summary>
    public IReadOnlyList<Id<StoredFile>> Files { get; init => field = value ?? []; } = [];
}

/// <summary>What the requester says of the result.</summary>
public sealed record RatingWish(CallBackResult Result, Rating? Response = null, Rating? ResultRating = null, Rating? Attitude = null, string? Remark = null) : IBody<RatingWish>;

/// <summary>What a request is about, where, how pressing.</summary>
public sealed record SortWish(string Category, Id<Place> PlaceId, Priority Priority) : IBody<SortWish>;
