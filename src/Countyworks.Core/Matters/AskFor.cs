using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>A unit asks for something: to return the matter, to stop its clock, for more days, or that it not be counted.</summary>
/// <param name="Matter">About which matter.</param>
/// <param name="Kind">What.</param>
/// <param name="Reason">A code of the list that belongs to the kind; for a pause one of the rule's.</param>
/// <param name="Days">For an extension: 1 to <see cref="MostDays"/> counted days.</param>
/// <param name="ReviewOn">For a parked matter: the day on which it is looked at again.</param>
/// <param name="Words">Why, in words: always needed.</param>
public sealed record AskFor(Id<Matter> Matter, AskKind Kind, string Reason, int Days, LocalDate? ReviewOn, Words Words)
{
    /// <summary>The most days one extension may grant.</summary>
    public const int MostDays = 30;

    /// <summary>The pause whose end is a review day of the plan (挂账).</summary>
    public const string Parked = "parked";

    /// <summary>
    /// Asks. Refuses, in this order: <c>not_found</c>, what <see cref="Standing.May"/> refuses, <c>missing</c> (remark), <c>ask_open</c> (the same waits already),
    /// <c>missing</c> or <c>reason_unknown</c> (reason; for a pause <c>pause_reason_unknown</c>), then for its kind: a return <c>returns_used_up</c>, <c>return_too_late</c>, <c>returned_before</c> (this unit did already);
    /// a pause <c>pause_reason_unknown</c>, <c>pause_open</c>, <c>missing</c> (reviewOn), <c>review_day_past</c>;
    /// an extension <c>days_invalid</c>, <c>extension_too_late</c> (the deadline has passed).
    /// </summary>
    public Outcome<Ask> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then(dossier =>
            Standing.Of(dossier, caller).May(dossier, Kind == AskKind.Return ? MoveNames.AskReturn : MoveNames.Ask, Words).Then(move =>
                Check(dossier, rules, change.Now).Then<Ask>(_ => Apply(change, dossier, move, rules))));

    private Outcome<Done> Check(Dossier dossier, MatterRules rules, Instant now) =>
        string.IsNullOrWhiteSpace(Words.Remark) ? Refusal.Missing("remark")
        : dossier.OpenAsks.Any(a => a.Kind == Kind) ? new Refusal("ask_open") { Kind = RefusalKind.Conflict }
        : string.IsNullOrWhiteSpace(Reason) ? Refusal.Missing("reason")
        : Kind != AskKind.Pause && !dossier.Kind.ReasonsFor(Kind, dossier.Rule).Contains(Reason) ? new Refusal("reason_unknown", "reason")
        : Kind switch
        {
            AskKind.Return => CheckReturn(dossier, rules, now),
            AskKind.Pause => CheckPause(dossier, now),
            AskKind.Extension => CheckExtension(dossier, now),
            AskKind.Exclusion => Done.It,
            _ => throw new InvalidOperationException($"An ask of kind {Kind}."),
        };

    private static Outcome<Done> CheckReturn(Dossier dossier, MatterRules rules, Instant now)
    {
        var lead = dossier.Lead ?? throw new InvalidOperationException("A unit that may ask has the matter.");
        return dossier.Asks.Exists(a => a.Kind == AskKind.Return && a.UnitId == lead.UnitId)
            ? new Refusal("returned_before") { Kind = RefusalKind.Conflict }
            : Returning.May(dossier.Rule, lead.At, dossier.Matter.Returns, rules.Calendar.WithProvisionalYears(), now);
    }

    private Outcome<Done> CheckPause(Dossier dossier, Instant now) =>
        Pausing.May(dossier.Clock, Reason).Then<Done>(_ =>
            Reason != Parked ? Done.It
            : ReviewOn is not { } review ? Refusal.Missing("reviewOn")
            : review <= CountyTime.LocalDay(now) ? new Refusal("review_day_past", "reviewOn")
            : Done.It);

    private Outcome<Done> CheckExtension(Dossier dossier, Instant now) =>
        Days is < 1 or > MostDays ? new Refusal("days_invalid", "days").With("limit", MostDays)
        : dossier.Matter.NextDueAt is not { } due || now >= due ? new Refusal("extension_too_late") { Kind = RefusalKind.Conflict }
        : Done.It;

    private Ask Apply(Change change, Dossier dossier, Move move, MatterRules rules)
    {
        var matter = dossier.Matter;
        var ask = new Ask
        {
            Id = change.NewId<Ask>(),
            MatterId = matter.Id,
            Kind = Kind,
            UnitId = dossier.Lead!.UnitId,
            At = change.Now,
            Reason = Reason,
            Days = Kind == AskKind.Extension ? Days : 0,
            ReviewOn = Reason == Parked ? ReviewOn : null,
        };
        change.Add(ask);
        dossier.Asks.Add(ask);
        if (Kind == AskKind.Return)
        {
            matter.Returns++;
            matter.Stage = move.To ?? matter.Stage;
        }

        dossier.Save(change, rules);
        Words.Record(change, new AskMade(ask.Id, Kind, ask.UnitId, Reason, ask.Days, ask.ReviewOn), matter.Id, Kind == AskKind.Extension ? Audience.Parties : Audience.Staff);
        return ask;
    }
}
