using Countyworks.Ui;

namespace Countyworks.Core.Matters;

/// <summary>How what happens to every matter is told.</summary>
public static class MatterTales
{
    /// <summary>The tales.</summary>
    public static readonly IReadOnlyList<Tale> All =
    [
        Tale.Of<MatterOpened>(_ => new("fact.matter_opened") { By = Unnamed.Requester }),
        Tale.Of<MatterMoved>((fact, kind) => new($"moved.{fact.Move}")
        {
            By = kind.MoveNamed(fact.Move) is { By.Length: > 0 } ? Unnamed.Requester : Unnamed.System,
        }),
        Tale.Of<MatterDispatched>(fact => (fact.Why, fact.Assists.Count) switch
        {
            (DispatchMatter.Chosen, 0) => new("fact.matter_dispatched", fact.UnitId) { HasStaffWords = true },
            (DispatchMatter.Chosen, _) => new("fact.matter_dispatched.jointly", fact.UnitId, fact.Assists) { HasStaffWords = true },
            (_, 0) => new("fact.matter_dispatched.by", fact.UnitId, new KindText($"why.{fact.Why}")) { HasStaffWords = true },
            _ => new("fact.matter_dispatched.by.jointly", fact.UnitId, fact.Assists, new KindText($"why.{fact.Why}")) { HasStaffWords = true },
        }),
        Tale.Of<AssistAsked>(fact => new("fact.assist_asked", fact.Units)),
        Tale.Of<AssistDone>(fact => new("fact.assist_done", fact.UnitId)),
        Tale.Of<AskMade>(fact => new(
            fact.ReviewOn is null ? $"fact.ask_made.{EnumNames<AskKind>.Of(fact.Ask)}" : "fact.ask_made.parked",
            new KindText(MatterTexts.ReasonKey(fact.Ask, fact.Reason)),
            fact.Days,
            fact.ReviewOn)),
        Tale.Of<AskDecided>(fact => new(
            $"fact.ask_{(fact.IsGranted ? "granted" : "refused")}.{EnumNames<AskKind>.Of(fact.Ask)}",
            new KindText(MatterTexts.ReasonKey(fact.Ask, fact.Reason)))),
        Tale.Of<AskLapsed>(fact => new($"fact.ask_lapsed.{EnumNames<AskKind>.Of(fact.Ask)}", new KindText(MatterTexts.ReasonKey(fact.Ask, fact.Reason)))),
        Tale.Of<MatterSupervised>(fact => new("fact.matter_supervised", fact.UnitId)),
        Tale.Of<ClockResumed>(fact => new("fact.clock_resumed", new KindText(MatterTexts.ReasonKey(AskKind.Pause, fact.Reason)))),
        Tale.Of<MatterReminded>(fact => new("fact.matter_reminded", new KindText($"mark.{fact.Mark}"), fact.DueOn)),
        Tale.Of<MatterEscalated>(fact => new("fact.matter_escalated", new KindText($"mark.{fact.Mark}"), fact.Step, fact.Warning)),
        Tale.Of<DeadlinesRecounted>(fact => fact.NextDueOn is { } day
            ? new("fact.deadlines_recounted", new KindText($"mark.{fact.NextMark}"), day)
            : new("fact.deadlines_recounted.stopped")),
        Tale.Of<MatterMerged>(fact => new("fact.matter_merged", fact.IntoNumber)),
        Tale.Of<MatterAbsorbed>(fact => new("fact.matter_absorbed", fact.FromNumber)),
        Tale.Of<MatterLinked>(fact => new("fact.matter_linked", fact.OtherNumber, new KindText($"relation.{fact.Relation}"))),
        Tale.Of<MatterSorted>(_ => new("fact.matter_sorted")),
        Tale.Of<RemarkAdded>(_ => new("fact.remark_added")),
    ];
}
