using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>A ballot as its voter is told of it.</summary>
/// <param name="Code">The receipt's code; it is kept nowhere: "" until the voter is told.</param>
/// <param name="Commitment">What is published of it, hexadecimal.</param>
/// <param name="Choice">What the ballot says.</param>
/// <param name="At">When it was cast.</param>
public sealed record BallotReceipt(string Code, string Commitment, Choice Choice, Instant At);

/// <summary>
/// Casts a ballot online. The fact in the journal names nobody: run it with <see cref="Envelope"/>, so that the journal does not say who cast it.
/// </summary>
/// <param name="Which">The vote.</param>
/// <param name="Head">For which head.</param>
/// <param name="Choice">What it says.</param>
/// <param name="Code">The receipt's code, from <see cref="Receipt.For"/>: made by the caller, so that a repeat is the same.</param>
public sealed record CastBallot(Id<Vote> Which, int Head, Choice Choice, string Code)
{
    private const string Cast = "SELECT at FROM ballot WHERE district_id = @p0 AND vote_id = @p1 AND commitment = @p2";

    /// <summary>The envelope: as anybody's, whose idempotency key is the voter's own.</summary>
    public static Envelope Envelope(Instant now, Once? once) => new("cast_ballot", Actor.Anybody, now, once);

    /// <summary>What was cast, with the code: what a command answers may be kept for a repeat, so it has none.</summary>
    public BallotReceipt Told(BallotReceipt cast) => cast with { Code = Code };

    /// <summary>
    /// Casts it. Refuses, in this order: <c>not_found</c> (no such vote that was announced), <c>not_your_vote</c> (the caller is no owner of the head and holds no
    /// mandate of it), <c>vote_not_open</c> (opens), <c>vote_over</c>.
    /// </summary>
    public Outcome<BallotReceipt> In(Change change, Id<Person> person)
    {
        if (CastReads.Of(change, Which, person, Head) is not { Vote.Stage: not VoteStage.Draft } asked)
        {
            return Refusal.NotFound("vote");
        }

        if (!asked.IsVoter)
        {
            return new Refusal("not_your_vote") { Kind = RefusalKind.Forbidden };
        }

        return VoteHours.WhyNoBallot(asked.Vote, change.Now) is { } refusal ? refusal : Keep(change, Which, asked.Number, asked.Vote, Head, person, BallotDoor.Online, Choice, Code);
    }

    internal static BallotReceipt Keep(Change change, Id<Vote> vote, string number, VoteSpan span, int head, Id<Person>? person, BallotDoor door, Choice choice, string code)
    {
        var commitment = Receipt.Commitment(code, number, choice).ToArray();
        var fact = new BallotCast(Convert.ToHexStringLower(commitment));

        // In a vote that is open for longer than answers are kept, a key may come again whose answer is forgotten: it makes the same code, and its ballot was cast.
        if (span.OpensAt < change.Now - AnswerTidying.KeptFor && change.First<Instant?>(Cast, row => row.At(0), change.Store(vote.Value), commitment) is { } castAt)
        {
            return new("", fact.Commitment, choice, castAt);
        }

        change.Add(new CastRow { VoteId = vote, Seq = change.NextSeq, Head = head, PersonId = person, Door = door, Choice = choice, Commitment = commitment, At = change.Now });
        change.Record(fact, vote.Value);
        return new("", fact.Commitment, choice, change.Now);
    }
}
