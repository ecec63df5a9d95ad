using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Updates;

/// <summary>The extended statuses of updates, as FixMyStreet sends and reads them.</summary>
public enum UpdateStatus
{
    /// <summary>Open.</summary>
    Open = 1,

    /// <summary>Solved.</summary>
    Fixed = 2,

    /// <summary>Somebody works on it.</summary>
    InProgress = 3,

    /// <summary>Work is planned.</summary>
    ActionScheduled = 4,

    /// <summary>Somebody looks into it.</summary>
    Investigating = 5,

    /// <summary>The same as another.</summary>
    Duplicate = 6,

    /// <summary>Not this authority's to do.</summary>
    NotCouncilsResponsibility = 7,

    /// <summary>Nothing more will be done.</summary>
    NoFurtherAction = 8,

    /// <summary>Passed on within the authority.</summary>
    InternalReferral = 9,

    /// <summary>Waits to be looked at.</summary>
    ForTriage = 10,

    /// <summary>Closed.</summary>
    Closed = 11,

    /// <summary>Taken back.</summary>
    Cancelled = 12,

    /// <summary>Opened again.</summary>
    Reopen = 13,
}

/// <summary>A change of a request that the world may know of, without words.</summary>
public sealed class RequestUpdate
{
    /// <summary>The place of its fact in the journal: the update's id.</summary>
    public required long Seq { get; init; }

    /// <summary>The request.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>The status it has since.</summary>
    public required UpdateStatus Status { get; init; }

    /// <summary>The stage it is in since.</summary>
    public required string Stage { get; init; }
}

/// <summary>Keeps updates as requests move: listeners inside the same transaction. Moves that are for staff alone make none.</summary>
public static class UpdateKeeping
{
    /// <summary>The listeners.</summary>
    public static readonly IReadOnlyList<FactListener> Listeners =
    [
        FactListener.To<MatterMoved>((change, row, fact) =>
        {
            if (fact.Kind == RequestKind.Kind.Name && row.Audience < Audience.Staff && (fact.From != fact.To || fact.Move == MoveNames.Reopen))
            {
                change.Add(Of(row, fact.To, fact.Move == MoveNames.Reopen ? UpdateStatus.Reopen : StatusAt(fact.To)));
            }
        }),
        FactListener.To<MatterDispatched>((change, row, fact) =>
        {
            if (fact.Kind == RequestKind.Kind.Name)
            {
                change.Add(Of(row, RequestKind.Dispatched, StatusAt(RequestKind.Dispatched)));
            }
        }),
    ];

    /// <summary>The status of a stage. An answer that waits for the requester's word is not the end.</summary>
    public static UpdateStatus StatusAt(string stage) => stage switch
    {
        RequestKind.Received => UpdateStatus.ForTriage,
        RequestKind.Triaged => UpdateStatus.Open,
        RequestKind.Dispatched or RequestKind.ReturnRequested or RequestKind.Signed or RequestKind.Responded => UpdateStatus.Investigating,
        RequestKind.Acting or RequestKind.FedBack => UpdateStatus.InProgress,
        RequestKind.Solved => UpdateStatus.Fixed,
        RequestKind.Explained => UpdateStatus.NoFurtherAction,
        RequestKind.NotAccepted => UpdateStatus.NotCouncilsResponsibility,
        RequestKind.Merged => UpdateStatus.Duplicate,
        _ => UpdateStatus.Open,
    };

    private static RequestUpdate Of(FactRow row, string stage, UpdateStatus status) => new()
    {
        Seq = row.Seq,
        MatterId = new Id<Matter>(row.SubjectId!.Value),
        At = row.At,
        Status = status,
        Stage = stage,
    };
}
