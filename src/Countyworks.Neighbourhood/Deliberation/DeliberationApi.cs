using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.OwnersVotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>A proposal in a list.</summary>
public sealed record ProposalItem(Id<Matter> Id, string Number, string Title, Id<Place> PlaceId, string Stage, Instant OpenedAt)
{
    /// <summary>Of a matter.</summary>
    public static ProposalItem Of(Matter m) => new(m.Id, m.Number, m.Title, m.PlaceId, m.Stage, m.OpenedAt);
}

/// <summary>A line of a budget; the amount in fen.</summary>
public sealed record CostItem(string Name, long AmountFen, MoneySource Source, bool IsYearly);

/// <summary>A version; its hash is the SHA-256 of <c>canonical</c> as UTF-8.</summary>
public sealed record VersionItem(int Number, string Title, int Item, string Part, string Text, IReadOnlyList<CostItem> Budget, long TotalFen, string Why, string Hash, string Canonical, Instant At);

/// <summary>Something said; nobody is named, and what was hidden is left out.</summary>
public sealed record ContributionItem(Id<Contribution> Id, ContributionKind Kind, Id<Contribution>? AnswersId, SpeaksAs SpokeAs, string? Text, Instant At, HideReason? HiddenFor, string? HiddenWords, ConcernState? State);

/// <summary>A disclosure; what it costs in fen.</summary>
public sealed record DisclosureItem(int Version, string Hash, long TotalFen, Instant At, LocalDate FirstVoteDay);

/// <summary>The vote last held, and whether its document is the version's, computed when asked.</summary>
public sealed record BoundVoteItem(Id<Vote> VoteId, string Number, int Version, string Hash, bool Binds, ResultItem? Result);

/// <summary>A proposal, whole.</summary>
public sealed record WholeProposalItem(
    ProposalItem Proposal, string Topic, int Seconds, IReadOnlyList<VersionItem> Versions, IReadOnlyList<ContributionItem> Said, IReadOnlyList<DisclosureItem> Disclosures, BoundVoteItem? Vote, string? Report);

/// <summary>A topic to be raised.</summary>
public sealed record TopicWish(Id<Place> PlaceId, string Title, string Text) : IBody<TopicWish>;

/// <summary>An opinion or a concern.</summary>
public sealed record SpeechWish(ContributionKind Kind, string Text) : IBody<SpeechWish>;

/// <summary>What was raised.</summary>
public sealed record TopicRaised(Id<Matter> Id);

/// <summary>What was said.</summary>
public sealed record SpeechKept(Id<Contribution> Id);

/// <summary>How many seconded it so far.</summary>
public sealed record SecondsCounted(int Seconds);

/// <summary>Deliberations over the API.</summary>
public static class DeliberationApi
{
    /// <summary>Maps it below <c>/api/v1/proposals</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var proposals = routes.MapGroup("/api/v1/proposals").WithTags("proposals");
        proposals.MapGet("", List).Open().Answers<ApiPage<ProposalItem>>("listProposals", "The proposals of neighbourhoods, the newest first");
        proposals.MapGet("/{id}", One).Open().Answers<WholeProposalItem>("getProposal", "A proposal: its versions with their hashes, concerns and answers, disclosures, the vote and what it is bound to");
        proposals.MapPost("", Raise).NeedsAnAccount().Limited(CallLimit.Change).Answers<TopicRaised>("raiseTopic", "Raises a topic in a neighbourhood of one's own", StatusCodes.Status201Created);
        proposals.MapPost("/{id}/seconds", Second).NeedsAnAccount().Limited(CallLimit.Change).Answers<SecondsCounted>("secondTopic", "Seconds a topic; again by the same person changes nothing");
        proposals.MapPost("/{id}/said", Say).NeedsAnAccount().Limited(CallLimit.Change).Answers<SpeechKept>("speakOnProposal", "Says an opinion or raises a concern");
    }

    private static IResult List(ApiCall call, string? after, int? limit, Id<Place>? place)
    {
        var most = Paging.Most(limit);
        var query = ProposalCase.All(call.Db);
        query = place is { } of ? query.Where(m => m.PlaceId == of) : query;
        if (after is not null)
        {
            if (!Id<Matter>.TryParse(after, null, out var last))
            {
                return call.Problem(new Refusal("after_invalid", "after"));
            }

            query = query.Where(m => m.Id < last);
        }

        return call.Answer(ApiPage<ProposalItem>.Of([.. query.OrderByDescending(m => m.Id).Take(most + 1).AsEnumerable().Select(ProposalItem.Of)], most, item => item.Id.ToString()));
    }

    private static IResult One(ApiCall call, Id<Matter> id)
    {
        var db = call.Db;
        if (db.Set<Matter>().FirstOrDefault(m => m.Id == id && m.Kind == ProposalKind.Kind.Name) is not { } matter)
        {
            return call.Problem(Refusal.NotFound("proposal"));
        }

        var thread = ProposalCase.Thread(db, id);
        var versions = db.Set<ProposalVersion>().Where(v => v.ProposalId == id).OrderBy(v => v.Number).ToList();
        var held = Pages.DeliberationReader.Held(db, matter);
        return call.Answer(new WholeProposalItem(
            ProposalItem.Of(matter),
            db.Set<Proposal>().First(p => p.Id == id).Text,
            db.Set<Seconding>().Count(s => s.ProposalId == id),
            [.. versions.Select(v => Item(v, ProposalCase.Text(db, matter, v.Number)!))],
            [.. thread.Select(c => Item(c, thread))],
            [.. db.Set<Disclosure>().Where(d => d.ProposalId == id).OrderBy(d => d.Ordinal).AsEnumerable().Select(d => new DisclosureItem(d.Number, Convert.ToHexStringLower(d.Hash), d.Fen, d.At, d.FirstVoteDay))],
            held is null ? null : new(held.Vote.Id, held.Vote.Number, held.Bound.Number, Convert.ToHexStringLower(held.Bound.Hash), held.Binds, held.Count is { } count ? ResultItem.Of(call.Texts, count.Tally) : null),
            db.Set<ResultReport>().FirstOrDefault(r => r.ProposalId == id)?.Text));
    }

    private static VersionItem Item(ProposalVersion row, VersionText text) => new(
        row.Number, row.Title, row.Item, row.Part, row.Text, [.. text.Lines.Select(l => new CostItem(l.Name, l.Amount.Fen, l.Source, l.IsYearly))], text.Total.Fen, row.Why,
        Convert.ToHexStringLower(row.Hash), text.Canonical, row.At);

    private static ContributionItem Item(Contribution said, IReadOnlyList<Contribution> thread) => new(
        said.Id, said.Kind, said.ParentId, said.SpokeAs, said.IsHidden ? null : said.Text, said.At, said.HiddenFor, said.HiddenWords,
        said.Kind == ContributionKind.Concern ? Concerns.StateOf(said, thread) : null);

    private static Task<IResult> Raise(ApiCall call, [FromServices] MatterRules rules, TopicWish wish) =>
        call.Run("raise_topic", wish, change => new RaiseTopic(wish.PlaceId, wish.Title.Trim(), wish.Text.Trim()).In(change, call.Caller, rules).Then<TopicRaised>(id => new TopicRaised(id)), raised => $"/api/v1/proposals/{raised.Id}");

    private static Task<IResult> Second(ApiCall call, [FromServices] MatterRules rules, [FromServices] DistrictSettings settings, Id<Matter> id)
    {
        var rule = settings.Get(DeliberationRule.Setting, CountyTime.LocalDay(call.Now), new DeliberationRule());
        return call.Run("second_topic", null, change => new SecondTopic(id).In(change, call.Caller, rules, rule).Then<SecondsCounted>(count => new SecondsCounted(count)));
    }

    private static Task<IResult> Say(ApiCall call, [FromServices] MatterRules rules, Id<Matter> id, SpeechWish wish) =>
        call.Run("speak", wish, change => new Speak(id, wish.Kind, wish.Text.Trim()).In(change, call.Caller, rules).Then<SpeechKept>(said => new SpeechKept(said)));
}
