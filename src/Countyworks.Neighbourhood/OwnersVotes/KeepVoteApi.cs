using System.Globalization;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Settings;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>A vote to be drafted; <c>item</c> is that of art. 278 (1) of the Civil Code.</summary>
public sealed record VoteWish(
    Id<Place> PlaceId, int Item, string Question, string Document, Precedence Precedence = Precedence.Last, int MandateCap = Mandates.UsualCap, bool SilenceCounts = false) : IBody<VoteWish>;

/// <summary>The first and the last local day of a vote.</summary>
public sealed record VoteDaysWish(LocalDate OpensOn, LocalDate LastDay) : IBody<VoteDaysWish>;

/// <summary>Why a vote is taken back.</summary>
public sealed record WithdrawalWish(string Reason) : IBody<WithdrawalWish>;

/// <summary>What a unit counts for; the area in 0.01 m². Units with the same <c>owner</c>, a code, are one buyer's.</summary>
public sealed record TitleItem(string Building, string Unit, long Area, string Owner = "", bool WithDeveloper = false, TitleBasis Basis = TitleBasis.Register);

/// <summary>Titles of a neighbourhood's units, at most 10,000.</summary>
public sealed record TitlesWish(Id<Place> PlaceId, IReadOnlyList<TitleItem?> Lines) : IBody<TitlesWish>;

/// <summary>A mandate: for which head, and who holds it, as they sign in.</summary>
public sealed record MandateWish(int Head, string Holder) : IBody<MandateWish>;

/// <summary>Heads that ballots reached, and how.</summary>
public sealed record DeliveryWish(IReadOnlyList<int> Heads, DeliveryWay Way) : IBody<DeliveryWish>;

/// <summary>A head of the roll; the area in 0.01 m².</summary>
public sealed record RollHeadItem(int Head, string Units, long Area);

/// <summary>Drafting, announcing and taking back votes, and what is done on paper, over the API; by the same use cases as the pages.</summary>
public static class KeepVoteApi
{
    /// <summary>Maps it below <c>/api/v1/votes</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var votes = routes.MapGroup("/api/v1/votes").WithTags("votes");
        votes.MapPost("", Draft).Needs(VotePermissions.Keep).Answers<VoteItem>("draftVote", "Drafts a vote of the owners of a neighbourhood; only who keeps it sees it", StatusCodes.Status201Created);
        votes.MapPut("/{id}", Rewrite).Needs(VotePermissions.Keep).HeedsIfMatch().Answers<VoteItem>("changeVote", "Changes a draft; its place and its item stay as they are");
        votes.MapPost("/{id}/announce", Announce).Needs(VotePermissions.Keep).HeedsIfMatch().Answers<VoteItem>("announceVote", "Announces a vote: from now on its text and its roll stand as they are");
        votes.MapPost("/{id}/withdraw", Withdraw).Needs(VotePermissions.Keep).HeedsIfMatch().Answers<VoteItem>("withdrawVote", "Takes a vote back before it closes; its ballots are not counted");
        votes.MapPost("/titles", TakeTitles).Needs(VotePermissions.Keep).Answers<TitlesTaken>("importTitles", "Takes in what units count for; votes announced before keep their roll");
        votes.MapGet("/{id}/roll", Roll).Needs(VotePermissions.Keep).Answers<ApiPage<RollHeadItem>>("listRoll", "The heads of a vote's roll by number, with their units");
        votes.MapPost("/{id}/mandates", Mandate).Needs(VotePermissions.Keep).AnswersNothing("showMandate", "Enters a written mandate: its holder votes for the head");
        votes.MapPost("/{id}/deliveries", Deliver).Needs(VotePermissions.Keep).AnswersNothing("proveDelivery", "Enters that ballots reached heads; what is proved already is left as it is");
        votes.MapGet("/{id}/paper", Waiting).Needs(VotePermissions.Tell).Answers<IReadOnlyList<PaperSheet>>("listWaitingPaper", "Paper ballots that another teller has to read, at most 200");
        votes.MapPost("/{id}/paper", Enter).Needs(VotePermissions.Tell)
            .Answers<PaperSheet>("enterPaper", "Enters what the caller reads on a paper ballot: it counts once two tellers read the same; the receipt's code is kept nowhere else");
    }

    private static Task<IResult> Draft(ApiCall call, VoteWish wish) =>
        call.Run("draft_vote", wish, change => DraftOf(null, wish).In(change, call.Caller).Then<VoteItem>(v => VoteItem.Of(v)), made => $"/api/v1/votes/{made.Id}");

    private static Task<IResult> Rewrite(ApiCall call, Id<Vote> id, VoteWish wish) => Run(call, "draft_vote", wish, id, change => DraftOf(id, wish).In(change, call.Caller));

    private static DraftVote DraftOf(Id<Vote>? id, VoteWish wish) =>
        new(id, wish.PlaceId, wish.Item, wish.Question.Trim(), wish.Document.Trim()) { Precedence = wish.Precedence, MandateCap = wish.MandateCap, SilenceCounts = wish.SilenceCounts };

    private static Task<IResult> Announce(ApiCall call, [FromServices] DistrictSettings settings, Id<Vote> id, VoteDaysWish wish)
    {
        var rule = settings.Get(VoteSettings.Setting, CountyTime.LocalDay(call.Now), new VoteSettings());
        return Run(call, "announce_vote", wish, id, change => new AnnounceVote(id, wish.OpensOn, CountyTime.EndOf(wish.LastDay)).In(change, call.Caller, rule).ByDays());
    }

    private static Task<IResult> Withdraw(ApiCall call, Id<Vote> id, WithdrawalWish wish) =>
        Run(call, "withdraw_vote", wish, id, change => new WithdrawVote(id, wish.Reason.Trim()).In(change, call.Caller));

    private static Task<IResult> TakeTitles(ApiCall call, [FromServices] KeyRing keys, TitlesWish wish)
    {
        var wrong = wish.Lines.TakeWhile(line => line is { Area: >= 0 }).Count();
        return call.Run("import_titles", wish, change => wrong < wish.Lines.Count
            ? new Refusal("title_line_unreadable", "lines").With("line", wrong + 1)
            : new ImportTitles(wish.PlaceId, [.. wish.Lines.OfType<TitleItem>().Select(LineOf)]).In(change, call.Caller, keys));
    }

    private static TitleLine LineOf(TitleItem line) =>
        new(line.Building.Trim(), line.Unit.Trim(), Area.FromHundredths(line.Area), line.Basis, line.Owner.Trim(), line.WithDeveloper);

    private static IResult Roll(ApiCall call, Cached<PlaceTree> places, Id<Vote> id, int? after, int? limit)
    {
        if (Announced(call, id, VotePermissions.Keep) is not { } vote)
        {
            return call.Problem(Refusal.NotFound("vote"));
        }

        var (from, most) = (after ?? 0, Paging.Most(limit));
        var heads = call.Db.Set<RollHead>().Where(h => h.VoteId == id && h.Head > from).OrderBy(h => h.Head).Take(most + 1).ToList();
        var units = VoteReader.UnitsOf(call.Db, vote, [.. heads.Select(h => h.Head)], places.Current);
        return call.Answer(ApiPage<RollHeadItem>.Of([.. heads.Select(h => new RollHeadItem(h.Head, units[h.Head], h.Area))], most, item => item.Head.ToString(CultureInfo.InvariantCulture)));
    }

    private static Task<IResult> Mandate(ApiCall call, Id<Vote> id, MandateWish wish) => call.Run("show_mandate", wish, change =>
        new ShowMandate(id, wish.Head, VoteReader.Holder(change.Db, wish.Holder.Trim())).In(change, call.Caller).Then<Done>(_ => Done.It));

    private static Task<IResult> Deliver(ApiCall call, Id<Vote> id, DeliveryWish wish) =>
        call.Run("prove_delivery", wish, change => new ProveDelivery(id, wish.Heads, wish.Way).In(change, call.Caller));

    private static IResult Waiting(ApiCall call, Id<Vote> id) =>
        Announced(call, id, VotePermissions.Tell) is { } vote ? call.Answer(VoteReader.Waiting(call.Db, vote)) : call.Problem(Refusal.NotFound("vote"));

    private static async Task<IResult> Enter(ApiCall call, [FromServices] KeyRing keys, Id<Vote> id, BallotWish wish)
    {
        if (!call.Key.IsDone(out var key, out var tooLong))
        {
            return call.Problem(tooLong);
        }

        // Not by call.Run: what is answered again must not be kept.
        var (code, once) = Receipt.For(keys, call.Caller.Person!.Id, key, $"enter {id} {wish.Head} {wish.Choice}");
        var entry = new EnterPaper(id, wish.Head, wish.Choice, code);
        var outcome = await call.Writer.Run(call.Caller.Envelope("enter_paper", call.Now, VotePermissions.Tell, once), change => entry.In(change, call.Caller), call.Http.RequestAborted);
        return outcome.IsDone(out var sheet, out var refusal) ? call.Answer(entry.Told(sheet)) : call.Problem(refusal);
    }

    private static Task<IResult> Run(ApiCall call, string command, object wish, Id<Vote> id, Func<Change, Outcome<Vote>> decide) => call.RunIfMatch(
        command, wish, change => change.Db.Set<Vote>().Where(v => v.Id == id).Select(v => (int?)v.Version).FirstOrDefault(), change => decide(change).Then<VoteItem>(v => VoteItem.Of(v)));

    private static Vote? Announced(ApiCall call, Id<Vote> id, Permission permission) => VoteReader.Find(call.Db, call.Caller, id, permission) is { Stage: not VoteStage.Draft } vote ? vote : null;
}
