using Countyworks.Core.Matters;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation.Pages;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>Says an opinion, or raises a concern.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Kind">Which of the two; answers are given by <see cref="AnswerConcern"/>.</param>
/// <param name="Text">What is said.</param>
public sealed record Speak(Id<Matter> Which, ContributionKind Kind, string Text)
{
    /// <summary>
    /// Says it. Refuses, in this order: <c>not_found</c>, <c>not_of_the_neighbourhood</c>, <c>invalid_choice</c> (kind), <c>missing</c> and <c>too_long</c> (text),
    /// <c>wrong_stage</c> (the text stands or the matter has ended), <c>said_enough</c>.
    /// </summary>
    public Outcome<Id<Contribution>> In(Change change, Caller caller, MatterRules rules) => ProposalCase.Read(change, Which, rules).Then(found => found.Voice(change, caller).Then<Id<Contribution>>(voice =>
    {
        var refusal = Kind is not (ContributionKind.Comment or ContributionKind.Concern) ? new Refusal("invalid_choice", "kind")
            : Said.Lacking(Text) ?? found.WhyNoWord(change.Db);
        if (refusal is not null)
        {
            return refusal;
        }

        var said = Said.Keep(change, Which, Kind, null, caller.Person!.Id, voice, Text);
        if (Kind == ContributionKind.Concern)
        {
            foreach (var expert in change.Db.Set<Expert>().Where(e => e.ProposalId == Which).OrderBy(e => e.PersonId).ToList())
            {
                change.Notify(expert.PersonId, new NoticeText("notice.deliberation_concern", found.Matter.Title), DeliberationEndpoints.PathOf(Which), Which);
            }
        }

        return said;
    }));
}

/// <summary>A named expert answers a concern.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Concern">The concern.</param>
/// <param name="Text">The answer.</param>
public sealed record AnswerConcern(Id<Matter> Which, Id<Contribution> Concern, string Text)
{
    /// <summary>
    /// Answers it. Refuses, in this order: <c>not_found</c> (no such proposal, or concern that stands), <c>not_an_expert</c>, <c>missing</c> and <c>too_long</c> (text), <c>wrong_stage</c>,
    /// <c>concern_closed</c>.
    /// </summary>
    public Outcome<Id<Contribution>> In(Change change, Caller caller, MatterRules rules) => ProposalCase.Read(change, Which, rules).Then<Id<Contribution>>(found =>
    {
        var concern = change.Db.Set<Contribution>().FirstOrDefault(c => c.Id == Concern && c.ProposalId == Which && c.Kind == ContributionKind.Concern);
        var refusal = concern is null || concern.IsHidden ? Refusal.NotFound("concern")
            : caller.Person is not { } person || !change.Db.Set<Expert>().Any(e => e.ProposalId == Which && e.PersonId == person.Id) ? new Refusal("not_an_expert") { Kind = RefusalKind.Forbidden }
            : Said.Lacking(Text)
            ?? (!ProposalKind.IsOpenForTalk(found.Stage) ? found.WrongStage : concern.ClosedAt is not null ? new Refusal("concern_closed") { Kind = RefusalKind.Conflict } : null);
        if (refusal is not null)
        {
            return refusal;
        }

        var answer = Said.Keep(change, Which, ContributionKind.Answer, Concern, caller.Person!.Id, SpeaksAs.Expert, Text);
        change.Notify(concern!.PersonId, new NoticeText("notice.deliberation_answered", found.Matter.Title), DeliberationEndpoints.PathOf(Which), Which);
        return answer;
    });
}

/// <summary>Closes a concern: whoever raised it is satisfied, or a moderator finds that it is settled.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Concern">The concern.</param>
public sealed record CloseConcern(Id<Matter> Which, Id<Contribution> Concern)
{
    /// <summary>Closes it. Refuses, in this order: <c>not_found</c>, <c>forbidden</c>, <c>concern_unanswered</c> (a moderator closes only what an expert answered), <c>concern_closed</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) => ProposalCase.Read(change, Which, rules).Then<Done>(found =>
    {
        var thread = ProposalCase.Thread(change.Db, Which);
        var concern = thread.FirstOrDefault(c => c.Id == Concern && c.Kind == ContributionKind.Concern);
        var isOwn = concern is not null && caller.Person?.Id == concern.PersonId;
        var refusal = concern is null ? Refusal.NotFound("concern")
            : !isOwn && !caller.Has(DeliberationPermissions.Moderate, found.Matter.PlacePath) ? Refusal.Forbidden
            : concern.ClosedAt is not null ? new Refusal("concern_closed") { Kind = RefusalKind.Conflict }
            : !isOwn && Concerns.StateOf(concern, thread) == ConcernState.Open ? new Refusal("concern_unanswered") { Kind = RefusalKind.Conflict }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        (concern!.ClosedAt, concern.ClosedBy) = (change.Now, caller.Person!.Id);
        change.Put(concern);
        change.Record(new ConcernClosed(Concern, !isOwn), Which.Value, Audience.Public);
        return Done.It;
    });
}

/// <summary>Hides what must not stand. It stays in its place, with the reason for everybody to read in its stead.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="What">What was said.</param>
/// <param name="Reason">Why.</param>
/// <param name="Words">What the moderator says to it; everybody reads it.</param>
public sealed record HideContribution(Id<Matter> Which, Id<Contribution> What, HideReason Reason, string Words)
{
    /// <summary>The most characters of the words.</summary>
    public const int WordsLimit = 300;

    /// <summary>Hides it. Refuses, in this order: <c>not_found</c>, <c>forbidden</c>, <c>missing</c> and <c>too_long</c> (words), <c>hidden_already</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) => Said.Find(change, Which, What, caller, rules).Then<Done>(said =>
    {
        if (Words.Length is 0 or > WordsLimit)
        {
            return Words.Length == 0 ? Refusal.Missing("words") : Refusal.TooLong("words", WordsLimit);
        }

        if (said.IsHidden)
        {
            return new Refusal("hidden_already") { Kind = RefusalKind.Conflict };
        }

        (said.HiddenFor, said.HiddenWords, said.HiddenAt) = (Reason, Words, change.Now);
        change.Put(said);
        change.Record(new ContributionHidden(What, Reason), Which.Value, Audience.Public, Words);
        change.Notify(said.PersonId, new NoticeText("notice.deliberation_hidden", change.Db.Set<Matter>().First(m => m.Id == Which).Title), DeliberationEndpoints.PathOf(Which), Which);
        return Done.It;
    });
}

/// <summary>Shows again what was hidden.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="What">What was said.</param>
public sealed record ShowContribution(Id<Matter> Which, Id<Contribution> What)
{
    /// <summary>Shows it. Refuses, in this order: <c>not_found</c>, <c>forbidden</c>, <c>not_hidden</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) => Said.Find(change, Which, What, caller, rules).Then<Done>(said =>
    {
        if (!said.IsHidden)
        {
            return new Refusal("not_hidden") { Kind = RefusalKind.Conflict };
        }

        (said.HiddenFor, said.HiddenWords, said.HiddenAt) = (null, null, null);
        change.Put(said);
        change.Record(new ContributionShown(What), Which.Value, Audience.Public);
        return Done.It;
    });
}

/// <summary>Names a specialist who answers the concerns of a proposal; with the first, concerns are answered.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="UserName">As the specialist signs in.</param>
/// <param name="Field">In what, and from where; everybody reads it beside the name.</param>
public sealed record NameExpert(Id<Matter> Which, string UserName, string Field)
{
    /// <summary>The most characters of the field; the most experts of a proposal.</summary>
    public const int FieldLimit = 60, Most = 20;

    /// <summary>
    /// Names one. Refuses, in this order: <c>not_found</c>, <c>forbidden</c>, <c>wrong_stage</c>, <c>missing</c> and <c>too_long</c> (field), <c>person_unknown</c>, <c>expert_already</c>, <c>too_many_experts</c>.
    /// </summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) => ProposalCase.Read(change, Which, rules).Then<Done>(found =>
    {
        var named = change.Db.Set<Expert>().Where(e => e.ProposalId == Which).ToList();
        var account = change.Db.Set<Account>().FirstOrDefault(a => a.UserName == UserName && a.IsActive);
        var refusal = !caller.Has(DeliberationPermissions.Keep, found.Matter.PlacePath) ? Refusal.Forbidden
            : found.Stage is not (ProposalKind.Proposed or ProposalKind.Answers or ProposalKind.Disclosed) ? found.WrongStage
            : Field.Length == 0 ? Refusal.Missing("field")
            : Field.Length > FieldLimit ? Refusal.TooLong("field", FieldLimit)
            : account is null ? new Refusal("person_unknown", "user")
            : named.Exists(e => e.PersonId == account.PersonId) ? new Refusal("expert_already", "user") { Kind = RefusalKind.Conflict }
            : named.Count >= Most ? new Refusal("too_many_experts") { Kind = RefusalKind.Conflict }.With("limit", Most)
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var person = change.Db.Set<Person>().First(p => p.Id == account!.PersonId);
        change.Add(new Expert { ProposalId = Which, PersonId = person.Id, Name = person.Name, Field = Field, At = change.Now });
        change.Record(new ExpertNamed(Field), Which.Value, Audience.Public);
        change.Notify(person.Id, new NoticeText("notice.deliberation_expert", found.Matter.Title), DeliberationEndpoints.PathOf(Which), Which);
        if (found.Stage == ProposalKind.Proposed)
        {
            found.Make(change, ProposalKind.AskExperts, rules);
        }

        return Done.It;
    });
}

/// <summary>What the use cases of speaking have in common.</summary>
internal static class Said
{
    public static Refusal? Lacking(string text) => text.Length == 0 ? Refusal.Missing("text") : text.Length > Contribution.TextLimit ? Refusal.TooLong("text", Contribution.TextLimit) : null;

    public static Id<Contribution> Keep(Change change, Id<Matter> proposal, ContributionKind kind, Id<Contribution>? parent, Id<Person> person, SpeaksAs voice, string text)
    {
        var said = new Contribution { Id = change.NewId<Contribution>(), ProposalId = proposal, Kind = kind, ParentId = parent, PersonId = person, SpokeAs = voice, Text = text, At = change.Now };
        change.Add(said);
        change.Record(new ContributionMade(said.Id, kind), proposal.Value, Audience.Public);
        return said.Id;
    }

    public static Outcome<Contribution> Find(Change change, Id<Matter> proposal, Id<Contribution> what, Caller moderator, MatterRules rules) =>
        ProposalCase.Read(change, proposal, rules).Then<Contribution>(found =>
            change.Db.Set<Contribution>().FirstOrDefault(c => c.Id == what && c.ProposalId == proposal) is not { } said ? Refusal.NotFound("contribution")
            : !moderator.Has(DeliberationPermissions.Moderate, found.Matter.PlacePath) ? Refusal.Forbidden
            : said);
}
