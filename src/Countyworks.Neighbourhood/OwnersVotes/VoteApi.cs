using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>A vote in a list.</summary>
public sealed record VoteItem(Id<Vote> Id, string Number, Id<Place> PlaceId, int Item, string Question, VoteStage Stage, Instant? OpensAt, Instant? ClosesAt, int Version)
{
    /// <summary>Of a row.</summary>
    public static VoteItem Of(Vote v) => new(v.Id, v.Number, v.PlaceId, v.Item, v.Question, v.Stage, v.OpensAt, v.ClosesAt, v.Version);
}

/// <summary>A threshold and how far it is reached; areas in 0.01 m².</summary>
public sealed record CheckItem(string Measure, string Of, long Has, long Whole, long Needs, long Missing)
{
    /// <summary>Of a check.</summary>
    public static CheckItem From(Check c) => new(EnumNames<Measure>.Of(c.Measure), c.IsQuorum ? "participating" : "yes", c.Has, c.Whole, c.Needs, c.Missing);
}

/// <summary>What was counted by one measure; areas in 0.01 m².</summary>
public sealed record CountedItem(long Total, long Participating, long Yes, long No, long Abstain)
{
    /// <summary>Of figures.</summary>
    public static CountedItem Of(Figures f) => new(f.Total, f.Participating, f.Yes, f.No, f.Abstain);
}

/// <summary>The result of a vote.</summary>
public sealed record ResultItem(CountedItem Area, CountedItem Heads, long Divided, bool Quorum, bool Passed, string Rule, string Why)
{
    /// <summary>Of a tally.</summary>
    public static ResultItem Of(Texts texts, Tally t) => new(CountedItem.Of(t.Area), CountedItem.Of(t.Heads), t.Divided, t.HasQuorum, t.IsPassed, t.Rule.Name, TallyWords.Why(texts, t));
}

/// <summary>A building on the board; areas in 0.01 m².</summary>
public sealed record BuildingItem(Id<Place> BuildingId, int Units, int Taking, long Area, long AreaTaking);

/// <summary>A vote with its text; the board while it is open, the result after its close.</summary>
public sealed record WholeVoteItem(
    VoteItem Vote, string Document, string? DocumentHash, string? RollRoot, string? ListRoot, IReadOnlyList<CheckItem> Quorum, IReadOnlyList<BuildingItem> Buildings, ResultItem? Result, ResultItem? WithSilence);

/// <summary>A line of the ballot list; the area in 0.01 m².</summary>
public sealed record ListedItem(long Area, string Choice, IReadOnlyList<string> Receipts);

/// <summary>A ballot to be cast.</summary>
public sealed record BallotWish(int Head, Choice Choice) : IBody<BallotWish>;

/// <summary>A head for which the caller votes; the area in 0.01 m².</summary>
public sealed record OwnHeadItem(int Head, string Units, long Area, bool ByMandate, Choice? Last);

/// <summary>Votes over the API.</summary>
public static class VoteApi
{
    /// <summary>Maps it below <c>/api/v1/votes</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var votes = routes.MapGroup("/api/v1/votes").WithTags("votes");
        votes.MapGet("", List).Open().Answers<ApiPage<VoteItem>>("listVotes", "The votes of owners, the newest first");
        votes.MapGet("/{id}", One).Open().Answers<WholeVoteItem>("getVote", "A vote: its text, who is missing for the quorum, its result after the close; its ETag is its version");
        votes.MapGet("/{id}/list", Ballots).Open().Answers<ApiPage<ListedItem>>("listBallots", "The ballot list of a closed vote, sorted by receipt: no name, unit or time");
        votes.MapGet("/{id}/own", Own).NeedsAnAccount().Answers<IReadOnlyList<OwnHeadItem>>("listOwnHeads", "The heads of a vote for which the caller votes");
        votes.MapPost("/{id}/ballots", Cast).NeedsAnAccount().Limited(CallLimit.Change).Answers<BallotReceipt>("castBallot", "Casts a ballot; the receipt's code is kept nowhere else");
    }

    private static IResult List(ApiCall call, string? after, int? limit)
    {
        var most = Paging.Most(limit);
        var query = VoteReader.Shown(call.Db, call.Caller);
        if (after is not null)
        {
            if (!Id<Vote>.TryParse(after, null, out var last))
            {
                return call.Problem(new Refusal("after_invalid", "after"));
            }

            query = query.Where(v => v.Id < last);
        }

        return call.Answer(ApiPage<VoteItem>.Of([.. query.OrderByDescending(v => v.Id).Take(most + 1).AsEnumerable().Select(VoteItem.Of)], most, item => item.Id.ToString()));
    }

    private static IResult One(ApiCall call, Id<Vote> id)
    {
        if (VoteReader.Find(call.Db, call.Caller, id) is not { } vote)
        {
            return call.Problem(Refusal.NotFound("vote"));
        }

        var board = vote.Stage == VoteStage.Announced ? VoteBoard.Read(call.Db, vote) : null;
        var count = vote.Stage == VoteStage.Closed ? VoteCount.Read(call.Db, vote) : null;
        var whole = new WholeVoteItem(
            VoteItem.Of(vote), vote.Document, Hex(vote.DocumentHash), Hex(vote.RollRoot), Hex(vote.ListRoot),
            [.. (board?.Checks ?? []).Select(CheckItem.From)],
            [.. (board?.Buildings ?? []).Select(b => new BuildingItem(b.Building, b.Units, b.Taking, b.Area, b.AreaTaking))],
            count is null ? null : ResultItem.Of(call.Texts, count.Tally),
            count?.WithSilence is { } silent ? ResultItem.Of(call.Texts, silent) : null);

        // The board moves without the row: only what is over has a version that says all.
        return board is null ? call.Versioned(whole, vote.Version) : call.Answer(whole);
    }

    private static IResult Ballots(ApiCall call, Id<Vote> id, string? after, int? limit)
    {
        if (VoteReader.Find(call.Db, call.Caller, id) is not { Stage: VoteStage.Closed } vote)
        {
            return call.Problem(Refusal.NotFound("vote"));
        }

        var most = Paging.Most(limit);
        var list = VoteCount.Read(call.Db, vote).List.Where(head => after is null || string.CompareOrdinal(head.Receipts[0], after) > 0).Take(most + 1);
        return call.Answer(ApiPage<ListedItem>.Of([.. list.Select(head => new ListedItem(head.Area, ListedHead.NameOf(head.Voice), head.Receipts))], most, item => item.Receipts[0]));
    }

    private static IResult Own(ApiCall call, Cached<PlaceTree> places, Id<Vote> id) =>
        VoteReader.Find(call.Db, call.Caller, id) is { Stage: not VoteStage.Draft } vote
            ? call.Answer<IReadOnlyList<OwnHeadItem>>(
                [.. VoteReader.Own(call.Db, vote, call.Caller.Person!.Id, places.Current).Select(o => new OwnHeadItem(o.Head, o.Units, o.Area.Hundredths, o.IsByMandate, o.Last?.Choice))])
            : call.Problem(Refusal.NotFound("vote"));

    private static async Task<IResult> Cast(ApiCall call, [FromServices] KeyRing keys, Id<Vote> id, BallotWish wish)
    {
        if (!call.Key.IsDone(out var key, out var tooLong))
        {
            return call.Problem(tooLong);
        }

        // Not by call.Run: the journal must not say who cast it.
        var person = call.Caller.Person!.Id;
        var (code, once) = Receipt.For(keys, person, key, $"cast {id} {wish.Head} {wish.Choice}");
        var ballot = new CastBallot(id, wish.Head, wish.Choice, code);
        var outcome = await call.Writer.Run(CastBallot.Envelope(call.Now, once), change => ballot.In(change, person), call.Http.RequestAborted);
        return outcome.IsDone(out var receipt, out var refusal) ? call.Answer(ballot.Told(receipt)) : call.Problem(refusal);
    }

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);
}
