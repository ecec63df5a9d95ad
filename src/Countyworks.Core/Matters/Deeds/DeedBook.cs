using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Core.Matters.Deeds;

/// <summary>All that people can do with a matter of a kind, the likeliest first; a kind's own moves are among them.</summary>
public static class DeedBook
{
    /// <summary>The deeds of a kind.</summary>
    public static IReadOnlyList<Deed> Of(MatterKind kind) =>
    [
        .. Enum.GetValues<AskKind>().Select(Decide),
        FinishAssist,
        Resume,
        Dispatch,
        .. kind.Moves.Where(m => m.IsPlain).Select(Plain),
        Assist,
        Supervise,
        .. Enum.GetValues<AskKind>().Select(Asking),
        Link,
        Merge,
        Watch,
        Unwatch,
    ];

    /// <summary>What can be done now, the likeliest first.</summary>
    public static IEnumerable<Deed> Offered(Scene scene) => Of(scene.Dossier.Kind).Where(deed => deed.IsOffered(scene));

    /// <summary>The deed of a name; null when the kind has none.</summary>
    public static Deed? Named(MatterKind kind, string name) => Of(kind).FirstOrDefault(deed => deed.Name == name);

    private static Deed Plain(Move move) => new(
        move.Name,
        scene => scene.Allows(move.Name),
        doing => new MakePlainMove(doing.Matter, move.Name, doing.Input.Words).In(doing.Change, doing.Caller, doing.Rules).Then(Was))
    {
        TextKey = "move." + move.Name,
        Needs = move.Evidence,
        Fields = move.Evidence == Evidence.None ? DeedFields.None
            : DeedFields.Remark | (move.By.Contains(Mover.Lead) ? DeedFields.BeforeAndAfter : DeedFields.Files),
        IsReadByRequester = move.Evidence != Evidence.None && move.Audience <= Data.Journal.Audience.Parties,
    };

    private static Deed Decide(AskKind ask) => new(
        "decide_" + EnumNames<AskKind>.Of(ask),
        scene => scene.Standing.Capacities.Contains(Mover.Dispatcher) && scene.Dossier.OpenAsks.Any(a => a.Kind == ask),
        doing => OpenAsk(doing, ask).Then(id => new DecideAsk(id, doing.Input.Grant, doing.Input.Words).In(doing.Change, doing.Caller, doing.Rules)).Then(Was))
    {
        Fields = DeedFields.Grant | DeedFields.Remark,
        Ask = ask,
        Templates = "decide",
    };

    private static Deed Asking(AskKind ask) => new(
        "ask_" + EnumNames<AskKind>.Of(ask),
        scene => scene.Dossier.Lead is not null && scene.Dossier.OpenAsks.All(a => a.Kind != ask)
            && scene.Allows(ask == AskKind.Return ? MoveNames.AskReturn : MoveNames.Ask)
            && (ask != AskKind.Pause || scene.Dossier.OpenPause is null),
        doing => new AskFor(doing.Matter, ask, doing.Input.Reason, doing.Input.Days, doing.Input.ReviewOn, doing.Input.Words)
            .In(doing.Change, doing.Caller, doing.Rules).Then(Was))
    {
        Fields = DeedFields.Reason | DeedFields.Remark | DeedFields.Files
            | (ask == AskKind.Extension ? DeedFields.Days : ask == AskKind.Pause ? DeedFields.ReviewDay : DeedFields.None),
        Needs = Evidence.Remark,
        Ask = ask,
        Templates = "ask",
    };

    private static readonly Deed FinishAssist = new(
        "finish_assist",
        scene => scene.Dossier.Helpers.Any(unit => scene.Caller.Has(scene.Dossier.Kind.Handle, unit)),
        doing => new FinishAssist(doing.Matter, doing.Input.Words).In(doing.Change, doing.Caller, doing.Rules).Then(Was))
    {
        Fields = DeedFields.Remark | DeedFields.BeforeAndAfter,
        Needs = Evidence.Remark,
    };

    private static readonly Deed Resume = new(
        "resume",
        scene => scene.Dossier.OpenPause is not null && scene.MayDecideForIt,
        doing => new ResumeClock(doing.Matter, doing.Input.Words).In(doing.Change, doing.Caller, doing.Rules).Then(Was))
    {
        Fields = DeedFields.Remark,
        IsReadByRequester = true,
    };

    private static readonly Deed Dispatch = new(
        "dispatch",
        scene => scene.Allows(MoveNames.Dispatch),
        doing => new DispatchMatter(doing.Matter, doing.Input.Lead, doing.Input.Assists, doing.Input.Why, doing.Input.Words).In(doing.Change, doing.Caller, doing.Rules).Then(Was))
    {
        TextKey = "move.dispatch",
        Fields = DeedFields.Lead | DeedFields.Assists | DeedFields.Remark,
    };

    private static readonly Deed Assist = new(
        "ask_assist",
        scene => scene.Dossier.Matter.IsOpen && scene.Dossier.Lead is not null && scene.MayDecideForIt,
        doing => new AskToAssist(doing.Matter, doing.Input.Assists, doing.Input.Words).In(doing.Change, doing.Caller, doing.Rules).Then(Was))
    {
        Fields = DeedFields.Assists | DeedFields.Remark | DeedFields.Files,
        Needs = Evidence.Remark,
    };

    private static readonly Deed Supervise = new(
        "supervise",
        scene => scene.Dossier.Matter.IsOpen && scene.Dossier.Lead is not null && SuperviseMatter.May(scene.Standing),
        doing => new SuperviseMatter(doing.Matter, doing.Input.Words).In(doing.Change, doing.Caller, doing.Rules).Then(Was))
    {
        Fields = DeedFields.Remark,
        Needs = Evidence.Remark,
    };

    private static readonly Deed Link = new(
        "link",
        scene => scene.Standing.MaySee,
        doing => new LinkMatters(doing.Matter, doing.Input.Other, doing.Input.Relation).In(doing.Change, doing.Caller, doing.Rules))
    {
        Fields = DeedFields.Other | DeedFields.Relation,
    };

    private static readonly Deed Merge = new(
        "merge",
        scene => scene.Allows(MoveNames.Merge),
        doing => new MergeMatter(doing.Matter, doing.Input.Other, doing.Input.Words).In(doing.Change, doing.Caller, doing.Rules).Then(Was))
    {
        TextKey = "move.merge",
        Fields = DeedFields.Other | DeedFields.Remark,
    };

    private static readonly Deed Watch = new(
        "watch",
        scene => scene.Standing.MaySee && !scene.IsWatched,
        doing => new WatchMatter(doing.Matter, IsWatched: true).In(doing.Change, doing.Caller, doing.Rules));

    private static readonly Deed Unwatch = new(
        "unwatch",
        scene => scene.IsWatched,
        doing => new WatchMatter(doing.Matter, IsWatched: false).In(doing.Change, doing.Caller, doing.Rules));

    private static Outcome<Id<Ask>> OpenAsk(Doing doing, AskKind kind) =>
        Dossier.Read(doing.Change, doing.Matter, doing.Rules).Then<Id<Ask>>(dossier =>
            dossier.OpenAsks.FirstOrDefault(a => a.Kind == kind) is { } ask ? ask.Id : new Refusal("decided_already") { Kind = RefusalKind.Conflict });

    private static Outcome<Done> Was<T>(T result) => Done.It;
}
