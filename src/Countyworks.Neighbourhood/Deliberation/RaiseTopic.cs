using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Search;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>Raises a topic (话题): by a resident, somebody of a committee, or out of a matter that shows what is missing.</summary>
/// <param name="Neighbourhood">Whose.</param>
/// <param name="Title">In one line.</param>
/// <param name="Text">In the author's words.</param>
/// <param name="From">The matter it grew out of; for those who may see that.</param>
public sealed record RaiseTopic(Id<Place> Neighbourhood, string Title, string Text, Id<Matter>? From = null)
{
    /// <summary>The most characters of a topic.</summary>
    public const int TextLimit = 2000;

    /// <summary>
    /// Raises it. Refuses, in this order: <c>not_found</c> (no such neighbourhood), <c>not_of_the_neighbourhood</c>, <c>missing</c> and <c>too_long</c> (title, text),
    /// and what <see cref="LinkMatters.In"/> refuses.
    /// </summary>
    public Outcome<Id<Matter>> In(Change change, Caller caller, MatterRules rules)
    {
        if (ProposalCase.Neighbourhood(change.Db, Neighbourhood) is not { } place)
        {
            return Refusal.NotFound("place");
        }

        if (ProposalCase.VoiceOf(change.Db, caller, place.Path, CountyTime.LocalDay(change.Now)) is null)
        {
            return ProposalCase.NotOfTheNeighbourhood;
        }

        if (WhyNot() is { } refusal)
        {
            return refusal;
        }

        var dossier = OpenMatter.In(change, ProposalKind.Kind, new NewMatter(Title, place, null, Priority.Normal), rules, Words.None, Audience.Public);
        var id = dossier.Matter.Id;
        change.Add(new Proposal { Id = id, AuthorId = caller.Person!.Id, Text = Text });
        change.Index(new Findable(id.Value, ProposalKind.Kind.Name, place.Path, Audience.Staff, dossier.Matter.Number, Title, Text), isNew: true);
        return From is { } from ? new LinkMatters(from, id, "led_to").In(change, caller, rules).Then<Id<Matter>>(_ => id) : id;
    }

    private Refusal? WhyNot() =>
        Title.Length == 0 ? Refusal.Missing("title")
        : Title.Length > NewMatter.TitleLimit ? Refusal.TooLong("title", NewMatter.TitleLimit)
        : Text.Length == 0 ? Refusal.Missing("text")
        : Text.Length > TextLimit ? Refusal.TooLong("text", TextLimit)
        : null;
}

/// <summary>Seconds a topic; when enough neighbours did, it is discussed without anybody's leave.</summary>
/// <param name="Which">The proposal.</param>
public sealed record SecondTopic(Id<Matter> Which)
{
    /// <summary>Seconds it; again by the same person changes nothing. Refuses, in this order: <c>not_found</c>, <c>not_of_the_neighbourhood</c>, <c>own_topic</c>, <c>wrong_stage</c>.</summary>
    public Outcome<int> In(Change change, Caller caller, MatterRules rules, DeliberationRule rule) => ProposalCase.Read(change, Which, rules).Then(found => found.Voice(change, caller).Then<int>(_ =>
    {
        if (found.IsBy(caller))
        {
            return new Refusal("own_topic") { Kind = RefusalKind.Conflict };
        }

        if (found.Stage != ProposalKind.Topic)
        {
            return found.WrongStage;
        }

        var others = change.Db.Set<Seconding>().Where(s => s.ProposalId == Which);
        var count = others.Count();
        if (others.Any(s => s.PersonId == caller.Person!.Id))
        {
            return count;
        }

        change.Add(new Seconding { ProposalId = Which, PersonId = caller.Person!.Id, At = change.Now });
        change.Record(new TopicSeconded(count + 1), Which.Value, Audience.Public);
        if (rule.IsCarriedBy(count + 1))
        {
            found.Make(change, ProposalKind.SecondedMove, rules);
        }

        return count + 1;
    }));
}

/// <summary>The author takes a proposal back before it is voted on.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Reason">Why; everybody reads it.</param>
public sealed record WithdrawProposal(Id<Matter> Which, string Reason)
{
    /// <summary>Takes it back. Refuses <c>not_found</c> and what <see cref="Standing.May"/> refuses.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) => ProposalCase.Read(change, Which, rules).Then(found => found.May(caller, ProposalKind.Withdraw, Words.Of(Reason)).Then<Done>(_ =>
    {
        found.Make(change, ProposalKind.Withdraw, rules, Words.Of(Reason));
        return Done.It;
    }));
}
