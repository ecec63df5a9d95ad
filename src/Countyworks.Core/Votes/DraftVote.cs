using System.Globalization;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>Drafts a vote, or changes a draft: nothing is frozen yet, and nobody votes.</summary>
/// <param name="Which">The draft to change; null for a new one.</param>
/// <param name="Neighbourhood">Whose owners decide.</param>
/// <param name="Item">The item of art. 278 (1).</param>
/// <param name="Question">What is asked.</param>
/// <param name="Document">The whole proposal.</param>
public sealed record DraftVote(Id<Vote>? Which, Id<Place> Neighbourhood, int Item, string Question, string Document)
{
    /// <summary>Which ballot of one owner counts.</summary>
    public Precedence Precedence { get; init; }

    /// <summary>How many units one holder of mandates votes for at most.</summary>
    public int MandateCap { get; init; } = Mandates.UsualCap;

    /// <summary>Whether silence counts with the majority.</summary>
    public bool SilenceCounts { get; init; }

    /// <summary>
    /// Keeps it. Refuses, in this order: <c>not_found</c> (no such neighbourhood, or draft, of the caller's), what <see cref="VoteRule.OfOwners"/> refuses,
    /// <c>missing</c> and <c>too_long</c> (question, document), <c>out_of_range</c> (mandateCap), <c>vote_not_draft</c>.
    /// </summary>
    public Outcome<Vote> In(Change change, Caller caller)
    {
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Neighbourhood);
        if (place is not { Level: PlaceLevel.Neighbourhood } || !caller.Has(VotePermissions.Keep, place.Path))
        {
            return Refusal.NotFound("place");
        }

        var before = Which is { } id ? change.Db.Set<Vote>().FirstOrDefault(v => v.Id == id) : null;
        return Which is not null && before?.PlaceId != Neighbourhood ? Refusal.NotFound("vote")
            : WhyNot(before) is { } refusal ? refusal
            : before is null ? Add(change, place) : Rewrite(change, before);
    }

    private Refusal? WhyNot(Vote? before) =>
        VoteRule.OfOwners(Item).Refusal is { } unknown ? unknown
        : Question.Length == 0 ? Refusal.Missing("question")
        : Question.Length > Vote.QuestionLimit ? Refusal.TooLong("question", Vote.QuestionLimit)
        : Document.Length == 0 ? Refusal.Missing("document")
        : Document.Length > Vote.DocumentLimit ? Refusal.TooLong("document", Vote.DocumentLimit)
        : MandateCap is < 0 or > Vote.MostCap ? new Refusal("out_of_range", "mandateCap").With("min", 0).With("max", Vote.MostCap)
        : before is { Stage: not VoteStage.Draft } || (before is not null && before.Item != Item) ? new Refusal("vote_not_draft") { Kind = RefusalKind.Conflict }
        : null;

    private Outcome<Vote> Add(Change change, Place place)
    {
        var year = CountyTime.LocalDay(change.Now).Year;
        var vote = new Vote
        {
            Id = change.NewId<Vote>(),
            Number = string.Create(CultureInfo.InvariantCulture, $"决-{year}-{change.NextNumber($"vote {year}"):D6}"),   // a code, not a text
            PlaceId = place.Id,
            PlacePath = place.Path,
            Item = Item,
            Question = Question,
            Document = Document,
            Precedence = Precedence,
            MandateCap = MandateCap,
            SilenceCounts = SilenceCounts,
            Stage = VoteStage.Draft,
        };
        change.Add(vote);
        return Recorded(change, vote);
    }

    private Outcome<Vote> Rewrite(Change change, Vote vote)
    {
        (vote.Question, vote.Document, vote.Precedence, vote.MandateCap, vote.SilenceCounts) = (Question, Document, Precedence, MandateCap, SilenceCounts);
        change.Put(vote);
        return Recorded(change, vote);
    }

    private static Vote Recorded(Change change, Vote vote)
    {
        change.Record(new VoteDrafted(vote.Number, vote.PlaceId, vote.Item), vote.Id.Value);
        return vote;
    }
}
