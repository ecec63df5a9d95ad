using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>A written mandate is shown to whoever keeps the vote, who enters it.</summary>
/// <param name="Which">The vote.</param>
/// <param name="Head">Whose vote.</param>
/// <param name="Holder">Who votes for it: a person with an account.</param>
public sealed record ShowMandate(Id<Vote> Which, int Head, Id<Person> Holder)
{
    /// <summary>
    /// Enters it. Refuses, in this order: <c>not_found</c> (no such vote of the caller's), <c>head_unknown</c> (head), <c>person_unknown</c> (holder), <c>vote_over</c>,
    /// <c>mandate_to_oneself</c>, <c>mandate_given</c>, <c>mandates_too_many</c> (cap, units).
    /// </summary>
    public Outcome<MandateRow> In(Change change, Caller caller)
    {
        var vote = change.Db.Set<Vote>().FirstOrDefault(v => v.Id == Which);
        if (vote is null or { Stage: VoteStage.Draft } || !caller.Has(VotePermissions.Keep, vote.PlacePath))
        {
            return Refusal.NotFound("vote");
        }

        var heads = change.Db.Set<RollHead>().Where(h => h.VoteId == Which).ToDictionary(h => h.Head);
        var refusal = !heads.ContainsKey(Head) ? new Refusal("head_unknown", "head")
            : !change.Db.Set<Person>().Any(p => p.Id == Holder) ? new Refusal("person_unknown", "holder")
            : VoteHours.WhyNoEvidence(vote, change.Now) is { } over ? over
            : Electorate.Own(change.Db, vote, Holder).Contains(Head) ? new Refusal("mandate_to_oneself", "holder")
            : WhyNot([.. change.Db.Set<MandateRow>().Where(m => m.VoteId == Which)], heads, vote.MandateCap);
        if (refusal is not null)
        {
            return refusal;
        }

        var mandate = new MandateRow { Id = change.NewId<MandateRow>(), VoteId = Which, Head = Head, HolderId = Holder, At = change.Now };
        change.Add(mandate);
        change.Record(new MandateShown(Head), Which.Value);
        return mandate;
    }

    private Refusal? WhyNot(IReadOnlyList<MandateRow> given, Dictionary<int, RollHead> heads, int cap) =>
        Mandates.May(head => heads[head].Units, [.. given.Select(m => new Mandate(m.Head, m.HolderId.ToString()))], new(Head, Holder.ToString()), cap).Refusal;
}

/// <summary>Ballots, with the warning of what silence does, reached heads; what is proved already is left as it is.</summary>
/// <param name="Which">The vote.</param>
/// <param name="Heads">Which heads.</param>
/// <param name="Way">How.</param>
public sealed record ProveDelivery(Id<Vote> Which, IReadOnlyList<int> Heads, DeliveryWay Way)
{
    /// <summary>Proves it. Refuses, in this order: <c>not_found</c> (no such vote of the caller's), <c>missing</c> and <c>head_unknown</c> (heads), <c>vote_over</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller)
    {
        var vote = change.Db.Set<Vote>().FirstOrDefault(v => v.Id == Which);
        if (vote is null or { Stage: VoteStage.Draft } || !caller.Has(VotePermissions.Keep, vote.PlacePath))
        {
            return Refusal.NotFound("vote");
        }

        var roll = change.Db.Set<RollHead>().Where(h => h.VoteId == Which).Select(h => h.Head).ToHashSet();
        if (Heads.Count == 0 || !Heads.All(roll.Contains))
        {
            return Heads.Count == 0 ? Refusal.Missing("heads") : new Refusal("head_unknown", "heads");
        }

        if (VoteHours.WhyNoEvidence(vote, change.Now) is { } over)
        {
            return over;
        }

        var proved = change.Db.Set<DeliveryRow>().Where(d => d.VoteId == Which && d.Way == Way).Select(d => d.Head).ToHashSet();
        var fresh = Heads.Distinct().Where(head => !proved.Contains(head)).ToList();
        foreach (var head in fresh)
        {
            change.Add(new DeliveryRow { VoteId = Which, Head = head, Way = Way, At = change.Now });
        }

        change.Record(new BallotsDelivered(fresh.Count, Way), Which.Value);
        return Done.It;
    }
}
