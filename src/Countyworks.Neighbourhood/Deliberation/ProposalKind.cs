using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Engines.Clocks;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>
/// A proposal (议案) of a neighbourhood, from the topic somebody raises to the report of what was done. Somebody is owed an answer whether the topic is taken up;
/// from then on nothing but the disclosure and the vote has times, which the law sets. Source: the district's report, mechanism N3 (东玺议事).
/// </summary>
public static class ProposalKind
{
    /// <summary>The stages, by name.</summary>
    public const string Topic = "topic", Discussion = "discussion", Proposed = "proposal", Answers = "answers", Disclosed = "disclosed", Voting = "voting", Result = "result",
        Execution = "execution", Reported = "reported", NotTakenUp = "not_taken_up", Infeasible = "infeasible", Withdrawn = "withdrawn", Rejected = "rejected", Void = "void";

    /// <summary>The moves, by name.</summary>
    public const string TakeUp = "take_up", SecondedMove = "seconded", Decline = "decline", Write = "write", Revise = "revise", AskExperts = "ask_experts", Disclose = "disclose",
        OpenVote = "open_vote", VoteTakenBack = "vote_taken_back", Pass = "pass", Reject = "reject", Annul = "annul", Execute = "execute", Report = "report",
        FindInfeasible = "find_infeasible", Withdraw = "withdraw";

    /// <summary>The mark of its clock.</summary>
    public const string TakeUpMark = "take_up";

    private const int TakeUpDays = 7;

    private static readonly string[] BeforeTheVote = [Discussion, Proposed, Answers, Disclosed];

    /// <summary>The kind.</summary>
    public static readonly MatterKind Kind = new("proposal", "议")   // a code, not a text
    {
        Page = "/proposals",
        Clock = new ClockRule { Code = "deliberation", Counting = DayCount.Working, Marks = [new(TakeUpMark, TakeUpDays)], Escalation = [new(0, Warning.Yellow, 2)] },
        See = DeliberationPermissions.Moderate,
        Dispatch = DeliberationPermissions.Keep,
        Handle = DeliberationPermissions.Keep,
        Stages =
        [
            new(Topic), new(Discussion), new(Proposed), new(Answers), new(Disclosed), new(Voting), new(Result), new(Execution), new(Reported) { IsEnd = true },
            new(NotTakenUp) { IsEnd = true, IsOnPath = false }, new(Infeasible) { IsEnd = true, IsOnPath = false }, new(Withdrawn) { IsEnd = true, IsOnPath = false },
            new(Rejected) { IsEnd = true, IsOnPath = false }, new(Void) { IsEnd = true, IsOnPath = false },
        ],
        Moves =
        [
            new(TakeUp, [Topic], Discussion, Mover.Desk, Mover.Dispatcher) { Meets = [TakeUpMark], Audience = Audience.Public },
            new(SecondedMove, [Topic], Discussion) { Meets = [TakeUpMark], Audience = Audience.Public, IsPlain = false },
            new(Decline, [Topic], NotTakenUp, Mover.Desk, Mover.Dispatcher) { Evidence = Evidence.Remark, Meets = [TakeUpMark], Audience = Audience.Public },
            new(Write, [Discussion, Proposed], Proposed, Mover.Requester, Mover.Dispatcher) { Audience = Audience.Public, IsPlain = false },
            new(Revise, [Answers, Disclosed], Answers, Mover.Requester, Mover.Dispatcher) { Audience = Audience.Public, IsPlain = false },
            new(AskExperts, [Proposed], Answers, Mover.Dispatcher) { Audience = Audience.Public, IsPlain = false },
            new(Disclose, [Answers], Disclosed, Mover.Dispatcher) { Audience = Audience.Public, IsPlain = false },
            new(OpenVote, [Disclosed], Voting, Mover.Dispatcher) { Audience = Audience.Public, IsPlain = false },
            new(VoteTakenBack, [Voting], Answers) { Audience = Audience.Public, IsPlain = false },
            new(Pass, [Voting], Result) { Audience = Audience.Public, IsPlain = false },
            new(Reject, [Voting], Rejected) { Audience = Audience.Public, IsPlain = false },
            new(Annul, [Voting], Void) { Audience = Audience.Public, IsPlain = false },
            new(Execute, [Result], Execution, Mover.Dispatcher) { Audience = Audience.Public, IsPlain = false },
            new(Report, [Execution], Reported, Mover.Dispatcher) { Evidence = Evidence.Remark | Evidence.File, Audience = Audience.Public, IsPlain = false },
            new(FindInfeasible, BeforeTheVote, Infeasible, Mover.Dispatcher) { Evidence = Evidence.Remark, Audience = Audience.Public },
            new(Withdraw, [Topic, .. BeforeTheVote], Withdrawn, Mover.Requester) { Evidence = Evidence.Remark, Audience = Audience.Public, IsPlain = false },
        ],
    };

    /// <summary>The stages in which people may speak and raise concerns: as long as the text may still change.</summary>
    public static bool IsOpenForTalk(string stage) => stage == Topic || BeforeTheVote.Contains(stage);

    /// <summary>The stages in which a new version may be written, and the move by which it is.</summary>
    public static string? WritingIn(string stage) => stage switch
    {
        Discussion or Proposed => Write,
        Answers or Disclosed => Revise,
        _ => null,
    };
}
