using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Engines.Clocks;

namespace Countyworks.Execution.Instructions;

/// <summary>
/// A superior's instruction (批示件): a unit reports on it, and the leader signs the report off or sends it back.
/// Its clock is stricter than that of requests. Source: the district's report, mechanism E2.
/// </summary>
public static class InstructionKind
{
    /// <summary>The stages.</summary>
    public const string Received = "received", Dispatched = "dispatched", ReturnRequested = "return_requested", Signed = "signed",
        Reporting = "reporting", Reported = "reported", SignedOff = "signed_off";

    /// <summary>The moves of instructions alone.</summary>
    public const string Start = "start", Report = "report", SignOff = "sign_off", Remark = "remark";

    /// <summary>Giving an instruction.</summary>
    public static readonly Permission File = new("instructions.file", Role.Leader, Role.Supervisor);

    /// <summary>Seeing every instruction of the place, and signing reports off.</summary>
    public static readonly Permission See = new("instructions.see", Role.Leader);

    /// <summary>Giving instructions to units, and deciding what units ask for.</summary>
    public static readonly Permission Dispatch = new("instructions.dispatch", Role.Dispatcher, Role.Supervisor);

    /// <summary>Handling instructions for a unit.</summary>
    public static readonly Permission Handle = new("instructions.handle", Role.Handler, Role.UnitHead);

    private static readonly string[] WithUnit = [Dispatched, Signed, Reporting];

    /// <summary>The kind.</summary>
    public static readonly MatterKind Kind = new("instruction", "批")   // a code, not a text
    {
        Page = "/instructions",
        Clock = ClockRule.Instruction(),
        See = See,
        Dispatch = Dispatch,
        Handle = Handle,
        Stages =
        [
            new(Received), new(Dispatched), new(ReturnRequested) { IsOnPath = false }, new(Signed), new(Reporting), new(Reported),
            new(SignedOff) { IsEnd = true },
        ],
        Moves =
        [
            new(SignOff, [Reported], SignedOff, Mover.Desk),
            new(MoveNames.Sign, [Dispatched], Signed, Mover.Lead),
            new(Start, [Dispatched, Signed], Reporting, Mover.Lead) { Evidence = Evidence.Remark, Meets = ["respond"] },
            new(Report, [Signed, Reporting], Reported, Mover.Lead) { Evidence = Evidence.Remark, Meets = ["respond", "report"] },
            new(MoveNames.Reopen, [Reported, SignedOff], Dispatched, Mover.Desk) { Evidence = Evidence.Remark },
            new(MoveNames.Dispatch, [Received, .. WithUnit], Dispatched, Mover.Dispatcher) { IsPlain = false },
            new(MoveNames.Ask, [.. WithUnit], null, Mover.Lead) { Evidence = Evidence.Remark, IsPlain = false },
            new(MoveNames.AskReturn, [Dispatched, Signed], ReturnRequested, Mover.Lead) { Evidence = Evidence.Remark, Audience = Audience.Staff, IsPlain = false },
            new(MoveNames.GrantReturn, [ReturnRequested], Received, Mover.Dispatcher) { Audience = Audience.Staff, IsPlain = false },
            new(MoveNames.RefuseReturn, [ReturnRequested], Signed, Mover.Dispatcher) { Audience = Audience.Staff, IsPlain = false },
            new(Remark, [Received, .. WithUnit, ReturnRequested, Reported], null, Mover.Lead, Mover.Dispatcher, Mover.Desk) { Evidence = Evidence.Remark, Audience = Audience.Staff },
        ],
    };
}
