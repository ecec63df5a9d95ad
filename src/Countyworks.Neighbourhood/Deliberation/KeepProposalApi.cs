using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.OwnersVotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>A version to be written: what changed from the second on, and the version it follows. Drawings are files kept before; those of the version before stay where they are kept.</summary>
public sealed record VersionWish(
    string Title, int Item, string Part, string Text, IReadOnlyList<CostItem?> Budget, string? Why = null, int? After = null, bool KeepsDrawings = true, IReadOnlyList<Id<StoredFile>>? Files = null)
    : IBody<VersionWish>;

/// <summary>The number of a version that was written.</summary>
public sealed record VersionKept(int Number);

/// <summary>An expert's answer.</summary>
public sealed record AnswerWish(string Text) : IBody<AnswerWish>;

/// <summary>A specialist to be named: as they sign in; in what, and from where.</summary>
public sealed record ExpertWish(string UserName, string Field) : IBody<ExpertWish>;

/// <summary>Why something is hidden; everybody reads both in its place.</summary>
public sealed record HidingWish(HideReason Reason, string Words) : IBody<HidingWish>;

/// <summary>The first day on which the vote may be announced.</summary>
public sealed record BudgetLaidOpen(LocalDate FirstVoteDay);

/// <summary>The first and the last local day of a vote.</summary>
public sealed record ProposalVoteWish(LocalDate OpensOn, LocalDate LastDay) : IBody<ProposalVoteWish>;

/// <summary>The vote that was announced.</summary>
public sealed record ProposalVoteOpened(Id<Vote> VoteId);

/// <summary>Writing, answering, moderating and leading a proposal over the API; by the same use cases as its pages.</summary>
public static class KeepProposalApi
{
    /// <summary>Maps it below <c>/api/v1/proposals/{id}</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/api/v1/proposals/{id}").WithTags("proposals");
        one.MapPost("/versions", Write).NeedsAnAccount().Limited(CallLimit.Change).Answers<VersionKept>("writeVersion", "Writes a version of a proposal: its author, or whoever leads it");
        one.MapPost("/said/{said}/answers", Answer).NeedsAnAccount().Limited(CallLimit.Change).Answers<SpeechKept>("answerConcern", "Answers a concern, as an expert named for the proposal");
        one.MapPost("/said/{said}/close", Close).NeedsAnAccount().Limited(CallLimit.Change).AnswersNothing("closeConcern", "Closes a concern: whoever raised it, or a moderator once it is answered");
        one.MapPost("/said/{said}/hide", Hide).Needs(DeliberationPermissions.Moderate).AnswersNothing("hideContribution", "Hides what must not stand; the reason is read in its place");
        one.MapPost("/said/{said}/show", Show).Needs(DeliberationPermissions.Moderate).AnswersNothing("showContribution", "Shows again what was hidden");
        one.MapPost("/experts", Name).Needs(DeliberationPermissions.Keep).AnswersNothing("nameExpert", "Names a specialist who answers concerns");
        one.MapPost("/disclose", Disclose).Needs(DeliberationPermissions.Keep).Answers<BudgetLaidOpen>("discloseBudget", "Discloses the budget of the latest version");
        one.MapPost("/vote", Vote).Needs(DeliberationPermissions.Keep).Answers<ProposalVoteOpened>("openProposalVote", "Announces the owners' vote on the disclosed version");
    }

    private static Task<IResult> Write(ApiCall call, [FromServices] MatterRules rules, IEnumerable<IFileAccess> access, Id<Matter> id, VersionWish wish)
    {
        var version = new WriteVersion(
            id, wish.Title.Trim(), wish.Item, wish.Part.Trim(), wish.Text.Trim(), [.. wish.Budget.Select(LineOf)])
            { Why = (wish.Why ?? "").Trim(), After = wish.After };
        return call.Run("write_version", wish, change => HandedIn(change.Db, wish.Files ?? [], access)
            .Then(files => (version with { Kept = wish.KeepsDrawings ? LatestDrawings(change.Db, id) : [], Drawings = files }).In(change, call.Caller, rules))
            .Then<VersionKept>(number => new VersionKept(number)));
    }

    // One more than there may be is refused by the use case, and so none beyond it is looked for.
    private static Outcome<IReadOnlyList<FileContent>> HandedIn(DistrictDb db, IReadOnlyList<Id<StoredFile>> files, IEnumerable<IFileAccess> access)
    {
        var found = new List<FileContent>();
        foreach (var file in files.Take(WriteVersion.MostDrawings + 1))
        {
            if (!FreeFile.Find(db, file, access, "files").IsDone(out var content, out var refusal))
            {
                return refusal;
            }

            found.Add(content);
        }

        return found;
    }

    // Nothing in the place of a line is a line without a name, which is refused as such.
    private static CostLine LineOf(CostItem? line) => line is null ? new("", Money.Zero, default, false) : new(line.Name.Trim(), Money.FromFen(line.AmountFen), line.Source, line.IsYearly);

    private static IReadOnlyList<Id<StoredFile>> LatestDrawings(DistrictDb db, Id<Matter> id)
    {
        var latest = db.Set<Proposal>().Where(p => p.Id == id).Select(p => p.Latest).FirstOrDefault();
        return latest == 0 ? [] : [.. db.Set<ProposalFile>().Where(f => f.ProposalId == id && f.Number == latest).Select(f => f.FileId)];
    }

    private static Task<IResult> Answer(ApiCall call, [FromServices] MatterRules rules, Id<Matter> id, Id<Contribution> said, AnswerWish wish) =>
        call.Run("answer_concern", wish, change => new AnswerConcern(id, said, wish.Text.Trim()).In(change, call.Caller, rules).Then<SpeechKept>(answer => new SpeechKept(answer)));

    private static Task<IResult> Close(ApiCall call, [FromServices] MatterRules rules, Id<Matter> id, Id<Contribution> said) =>
        call.Run("close_concern", said, change => new CloseConcern(id, said).In(change, call.Caller, rules));

    private static Task<IResult> Hide(ApiCall call, [FromServices] MatterRules rules, Id<Matter> id, Id<Contribution> said, HidingWish wish) =>
        call.Run("hide_contribution", wish, change => new HideContribution(id, said, wish.Reason, wish.Words.Trim()).In(change, call.Caller, rules));

    private static Task<IResult> Show(ApiCall call, [FromServices] MatterRules rules, Id<Matter> id, Id<Contribution> said) =>
        call.Run("show_contribution", said, change => new ShowContribution(id, said).In(change, call.Caller, rules));

    private static Task<IResult> Name(ApiCall call, [FromServices] MatterRules rules, Id<Matter> id, ExpertWish wish) =>
        call.Run("name_expert", wish, change => new NameExpert(id, wish.UserName.Trim(), wish.Field.Trim()).In(change, call.Caller, rules));

    private static Task<IResult> Disclose(ApiCall call, [FromServices] MatterRules rules, [FromServices] DistrictSettings settings, Id<Matter> id)
    {
        var rule = settings.Get(DeliberationRule.Setting, CountyTime.LocalDay(call.Now), new DeliberationRule());
        return call.Run("disclose_budget", null, change => new DiscloseBudget(id).In(change, call.Caller, rules, rule).Then<BudgetLaidOpen>(first => new BudgetLaidOpen(first)));
    }

    private static Task<IResult> Vote(ApiCall call, [FromServices] MatterRules rules, [FromServices] DistrictSettings settings, Id<Matter> id, ProposalVoteWish wish)
    {
        var rule = settings.Get(VoteSettings.Setting, CountyTime.LocalDay(call.Now), new VoteSettings());
        var open = new OpenProposalVote(id, wish.OpensOn, CountyTime.EndOf(wish.LastDay));
        return call.Run("open_proposal_vote", wish, change => open.In(change, call.Caller, rules, rule).ByDays().Then<ProposalVoteOpened>(vote => new ProposalVoteOpened(vote)));
    }
}
