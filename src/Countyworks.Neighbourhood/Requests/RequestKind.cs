using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Engines.Clocks;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>
/// A request (诉求): a resident or an enterprise needs something. It runs under the 1-3-7 rule (137工作法): responded to within one day,
/// acted on within three, reported back within seven. Source: the district's report, mechanism E2; states after GB/T 30428 practice.
/// </summary>
public static class RequestKind
{
    /// <summary>The stages, by name.</summary>
    public const string Received = "received", Triaged = "triaged", Dispatched = "dispatched", ReturnRequested = "return_requested",
        Signed = "signed", Responded = "responded", Acting = "acting", FedBack = "fed_back",
        Solved = "solved", Explained = "explained", NotAccepted = "not_accepted", Merged = "merged";

    /// <summary>The moves of requests alone, by name; for the others see <see cref="MoveNames"/>.</summary>
    public const string Accept = "accept", Decline = "decline", AnswerAtOnce = "answer_at_once", Respond = "respond", Start = "start",
        ReportBack = "report_back", Confirm = "confirm", Explain = "explain", Remark = "remark", LapseMove = "lapse";

    /// <summary>The marks of its clock.</summary>
    public const string RespondMark = "respond", ActMark = "act", ReportMark = "report";

    private static readonly string[] WithUnit = [Dispatched, Signed, Responded, Acting];

    /// <summary>The kind.</summary>
    public static readonly MatterKind Kind = new("request", "诉")   // a code, not a text
    {
        Page = "/requests",
        Clock = ClockRule.OneThreeSeven() with
        {
            PauseReasons = [new("person", 15), new("other_authority", 30), new("force_majeure", 60), new(AskFor.Parked, 180)],
        },
        See = RequestPermissions.See,
        Dispatch = RequestPermissions.Dispatch,
        Handle = RequestPermissions.Handle,
        Stages =
        [
            new(Received), new(Triaged) { IsOnPath = false }, new(Dispatched), new(ReturnRequested) { IsOnPath = false }, new(Signed),
            new(Responded), new(Acting), new(FedBack),
            new(Solved) { IsEnd = true }, new(Explained) { IsEnd = true, IsOnPath = false },
            new(NotAccepted) { IsEnd = true, IsOnPath = false }, new(Merged) { IsEnd = true, IsOnPath = false },
        ],
        Moves =
        [
            new(Respond, [Dispatched, Signed], Responded, Mover.Lead) { Evidence = Evidence.Remark, Meets = [RespondMark] },
            new(Start, [Responded], Acting, Mover.Lead) { Meets = [ActMark] },
            new(ReportBack, [Responded, Acting], FedBack, Mover.Lead) { Evidence = Evidence.Remark, Meets = [ActMark, ReportMark] },
            new(MoveNames.Sign, [Dispatched], Signed, Mover.Lead),
            new(MoveNames.Dispatch, [Received, Triaged, .. WithUnit], Dispatched, Mover.Dispatcher) { IsPlain = false },
            new(Accept, [Received], Triaged, Mover.Dispatcher, Mover.Desk) { Audience = Audience.Public },
            new(AnswerAtOnce, [Received, Triaged], Solved, Mover.Dispatcher, Mover.Desk) { Evidence = Evidence.Remark, Meets = [RespondMark, ActMark, ReportMark] },
            new(Confirm, [FedBack], Solved, Mover.Requester, Mover.Desk) { IsPlain = false },
            new(LapseMove, [FedBack], Solved) { IsPlain = false },
            new(Explain, [FedBack], Explained, Mover.Dispatcher, Mover.Desk) { Evidence = Evidence.Remark },
            new(MoveNames.Reopen, [FedBack, Solved, Explained], Dispatched, Mover.Requester, Mover.Desk) { Evidence = Evidence.Remark, IsPlain = false },
            new(MoveNames.Ask, [.. WithUnit], null, Mover.Lead) { Evidence = Evidence.Remark, IsPlain = false },
            new(MoveNames.AskReturn, [Dispatched, Signed], ReturnRequested, Mover.Lead) { Evidence = Evidence.Remark, Audience = Audience.Staff, IsPlain = false },
            new(MoveNames.GrantReturn, [ReturnRequested], Triaged, Mover.Dispatcher) { Audience = Audience.Staff, IsPlain = false },
            new(MoveNames.RefuseReturn, [ReturnRequested], Signed, Mover.Dispatcher) { Audience = Audience.Staff, IsPlain = false },
            new(MoveNames.Merge, [Received, Triaged, .. WithUnit], Merged, Mover.Dispatcher, Mover.Desk) { IsPlain = false },
            new(Decline, [Received, Triaged], NotAccepted, Mover.Dispatcher, Mover.Desk) { Evidence = Evidence.Remark },
            new(Remark, [Received, Triaged, .. WithUnit, ReturnRequested, FedBack], null, Mover.Lead, Mover.Dispatcher, Mover.Desk) { Evidence = Evidence.Remark, Audience = Audience.Staff },
        ],
    };
}
