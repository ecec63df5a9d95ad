using Countyworks.Core.Matters;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>How far a forwarded request is.</summary>
public enum ForwardState
{
    /// <summary>It is to be sent.</summary>
    Waiting = 1,

    /// <summary>It was taken; its number there is asked for.</summary>
    HasToken = 2,

    /// <summary>It is known there, and followed.</summary>
    Known = 3,

    /// <summary>Nobody knows whether it arrived: a person must ask.</summary>
    Uncertain = 4,

    /// <summary>It was refused, or the server could not be reached for too long.</summary>
    Failed = 5,

    /// <summary>It was closed there.</summary>
    Closed = 6,

    /// <summary>It ended here before it was sent.</summary>
    NotNeeded = 7,
}

/// <summary>A request that another authority has too.</summary>
public sealed class ForwardedRequest
{
    /// <summary>The most characters of an error, of an id and a status of the other side.</summary>
    public const int ErrorLimit = 500, RemoteIdLimit = 100;

    /// <summary>How often one that is known is asked about.</summary>
    public static readonly Duration PollEvery = Duration.FromMinutes(30);

    private static readonly GrowingPause AfterNothing = new(Duration.FromSeconds(10), 2, Duration.FromHours(1));

    /// <summary>Its identity; sent along, so that the other side can tell a repeat.</summary>
    public required Id<ForwardedRequest> Id { get; init; }

    /// <summary>The request.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>By which rule.</summary>
    public required Id<ForwardingRule> RuleId { get; init; }

    /// <summary>How far it is.</summary>
    public required ForwardState State { get; set; }

    /// <summary>When it was decided.</summary>
    public required Instant At { get; init; }

    /// <summary>When sending began; null before, and again once it is certain that nothing arrived.</summary>
    public Instant? AttemptedAt { get; set; }

    /// <summary>When it was taken.</summary>
    public Instant? SentAt { get; set; }

    /// <summary>What its number there is asked for with.</summary>
    public string? RemoteToken { get; set; }

    /// <summary>Its number there.</summary>
    public string? RemoteId { get; set; }

    /// <summary>Its state there: open, closed; null before it was asked for.</summary>
    public string? RemoteStatus { get; set; }

    /// <summary>When it was last asked about.</summary>
    public Instant? LastPollAt { get; set; }

    /// <summary>When it is asked about next; null when never.</summary>
    public Instant? NextPollAt { get; set; }

    /// <summary>Calls in a row that came to nothing.</summary>
    public int Failures { get; set; }

    /// <summary>Why the last one did; null when it did not.</summary>
    public string? Error { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>The other side took it.</summary>
    public void Arrive(string? remoteId, string? token, Instant now)
    {
        (RemoteId, RemoteToken, SentAt, Failures, Error) = (remoteId, token ?? RemoteToken, SentAt ?? now, 0, null);
        State = remoteId is null ? ForwardState.HasToken : ForwardState.Known;
        NextPollAt = now + (remoteId is null ? AfterNothing.First : PollEvery);
    }

    /// <summary>A call came to nothing.</summary>
    public void Fail(string error)
    {
        Failures++;
        Error = error.Length <= ErrorLimit ? error : error[..ErrorLimit];
    }

    /// <summary>Asking came to nothing: it is asked again after a pause that grows.</summary>
    public void FailPoll(Instant now, string? error)
    {
        Fail(error ?? "");
        Error = error is null ? null : Error;
        (LastPollAt, NextPollAt) = (now, now + AfterNothing.After(Failures));
    }
}

/// <summary>An update of the other side that was taken over.</summary>
public sealed class ForwardedUpdate
{
    /// <summary>The forwarded request.</summary>
    public required Id<ForwardedRequest> ForwardedId { get; init; }

    /// <summary>The update's id there.</summary>
    public required string UpdateId { get; init; }

    /// <summary>When it was taken over.</summary>
    public required Instant At { get; init; }
}

/// <summary>Another authority has the request too.</summary>
public sealed record RequestForwarded(string Authority, string? RemoteId) : Fact;

/// <summary>It could not be forwarded, or nobody knows whether it was.</summary>
public sealed record ForwardingFailed(string Authority, ForwardState State) : Fact;

/// <summary>The other authority said something about it; the words are the remark.</summary>
public sealed record RemoteUpdated(string Authority, string Status) : Fact;

/// <summary>The other authority closed it; the words are the remark.</summary>
public sealed record RemoteClosed(string Authority) : Fact;
