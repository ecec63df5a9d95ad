using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Deliberation.Pages;

/// <summary>What people say about a proposal: seconding, opinions, concerns, answers; and what moderators hide.</summary>
internal static class TalkEndpoints
{
    private const string Comment = "comment", Concern = "concern", Answer = "concern_answer", Hide = "contribution_hide", Withdrawing = "withdraw_proposal";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var talk = routes.MapGroup(DeliberationEndpoints.Path + "/{id}").NeedsAnAccount().Limited(CallLimit.Change).ExcludeFromDescription();
        talk.MapPost("/second", Second);
        talk.MapPost("/comments", SayComment);
        talk.MapGet("/concern", AskConcern);
        talk.MapPost("/concern", SayConcern);
        talk.MapGet("/concerns/{said}/answer", AskAnswer);
        talk.MapPost("/concerns/{said}/answer", GiveAnswer);
        talk.MapPost("/concerns/{said}/close", Close);
        talk.MapPost("/withdraw", Withdraw);
        var moderate = routes.MapGroup(DeliberationEndpoints.Path + "/{id}/said/{said}").Needs(DeliberationPermissions.Moderate).ExcludeFromDescription();
        moderate.MapGet("/hide", AskHide);
        moderate.MapPost("/hide", DoHide);
        moderate.MapPost("/show", DoShow);
    }

    private static Task<IResult> Second(PageCall page, Form form, DeliberationReader reader, Id<Matter> id) =>
        Do(page, reader, form, id, "second_topic", change => new SecondTopic(id).In(change, page.Caller, reader.Rules, reader.Rule(page)));

    private static async Task<IResult> SayComment(PageCall page, Form form, DeliberationReader reader, Id<Matter> id)
    {
        var text = form.For(Comment).LongText("text", Contribution.TextLimit);
        if (form.Refusal is null)
        {
            var outcome = await Run(page, form, "speak", change => new Speak(id, ContributionKind.Comment, text).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out var said, out var refusal))
            {
                return Back(id, $"#said-{said}");
            }

            form.Refused(refusal);
        }

        return reader.One(page, id) is { } view ? Page.Show<ProposalPage, ProposalView>(view with { Comment = form }, Problems.StatusOf(form)) : Results.NotFound();
    }

    private static IResult AskConcern(PageCall page, DeliberationReader reader, Id<Matter> id) => ShowConcern(page, reader, id, Form.New(Concern));

    private static async Task<IResult> SayConcern(PageCall page, Form form, DeliberationReader reader, Id<Matter> id)
    {
        var text = form.For(Concern).LongText("text", Contribution.TextLimit);
        if (form.Refusal is null)
        {
            var outcome = await Run(page, form, "speak", change => new Speak(id, ContributionKind.Concern, text).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out var said, out var refusal))
            {
                return Back(id, $"#said-{said}");
            }

            form.Refused(refusal);
        }

        return ShowConcern(page, reader, id, form);
    }

    private static IResult ShowConcern(PageCall page, DeliberationReader reader, Id<Matter> id, Form form)
    {
        if (ProposalCase.Find(page.Db, id, reader.Rules) is not { } found)
        {
            return Results.NotFound();
        }

        var isOfIt = ProposalCase.VoiceOf(page.Db, page.Caller, found.Matter.PlacePath, page.Today) is not null;
        return Page.Show<ConcernPage, TalkView>(
            new(found.Matter, form, null) { WaitsFor = isOfIt ? found.WhyNoWord(page.Db) : ProposalCase.NotOfTheNeighbourhood }, Problems.StatusOf(form));
    }

    private static IResult AskAnswer(PageCall page, DeliberationReader reader, Id<Matter> id, Id<Contribution> said) => ShowAnswer(page, reader, id, said, Form.New(Answer));

    private static async Task<IResult> GiveAnswer(PageCall page, Form form, DeliberationReader reader, Id<Matter> id, Id<Contribution> said)
    {
        var text = form.For(Answer).LongText("text", Contribution.TextLimit);
        if (form.Refusal is null)
        {
            var outcome = await Run(page, form, "answer_concern", change => new AnswerConcern(id, said, text).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out var answer, out var refusal))
            {
                return Back(id, $"#said-{answer}");
            }

            form.Refused(refusal);
        }

        return ShowAnswer(page, reader, id, said, form);
    }

    // To whoever is no expert of this proposal the page does not exist.
    private static IResult ShowAnswer(PageCall page, DeliberationReader reader, Id<Matter> id, Id<Contribution> said, Form form) =>
        DeliberationReader.Matter(page.Db, id) is { } matter && reader.Said(page, matter, said) is { Said: { Kind: ContributionKind.Concern, IsHidden: false } } about
            && page.Db.Set<Expert>().Any(e => e.ProposalId == id && e.PersonId == page.Caller.Person!.Id)
            ? Page.Show<AnswerPage, TalkView>(new(matter, form, about), Problems.StatusOf(form))
            : Results.NotFound();

    private static Task<IResult> Close(PageCall page, Form form, DeliberationReader reader, Id<Matter> id, Id<Contribution> said) =>
        Do(page, reader, form, id, "close_concern", change => new CloseConcern(id, said).In(change, page.Caller, reader.Rules));

    private static async Task<IResult> Withdraw(PageCall page, Form form, DeliberationReader reader, Id<Matter> id)
    {
        var reason = form.For(Withdrawing).LongText("reason", Words.Limit);
        if (form.Refusal is null)
        {
            var outcome = await Run(page, form, "withdraw_proposal", change => new WithdrawProposal(id, reason).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Back(id);
            }

            form.Refused(refusal);
        }

        return reader.One(page, id) is { } view ? Page.Show<ProposalPage, ProposalView>(view with { Withdraw = form }, Problems.StatusOf(form)) : Results.NotFound();
    }

    private static IResult AskHide(PageCall page, DeliberationReader reader, Id<Matter> id, Id<Contribution> said) => ShowHide(page, reader, id, said, Form.New(Hide));

    private static async Task<IResult> DoHide(PageCall page, Form form, DeliberationReader reader, Id<Matter> id, Id<Contribution> said)
    {
        var (reason, words) = (form.For(Hide).Choice<HideReason>("reason"), form.LongText("words", HideContribution.WordsLimit));
        if (form.Refusal is null)
        {
            var outcome = await Run(page, form, "hide_contribution", change => new HideContribution(id, said, reason, words).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Back(id, $"#said-{said}");
            }

            form.Refused(refusal);
        }

        return ShowHide(page, reader, id, said, form);
    }

    private static IResult ShowHide(PageCall page, DeliberationReader reader, Id<Matter> id, Id<Contribution> said, Form form) =>
        DeliberationReader.Matter(page.Db, id) is { } matter && page.Caller.Has(DeliberationPermissions.Moderate, matter.PlacePath) && reader.Said(page, matter, said) is { } about
            ? Page.Show<HidePage, TalkView>(new(matter, form, about), Problems.StatusOf(form))
            : Results.NotFound();

    private static Task<IResult> DoShow(PageCall page, Form form, DeliberationReader reader, Id<Matter> id, Id<Contribution> said) =>
        Do(page, reader, form, id, "show_contribution", change => new ShowContribution(id, said).In(change, page.Caller, reader.Rules));

    // What one press does; a refusal is said at the top of the proposal.
    private static async Task<IResult> Do<T>(PageCall page, DeliberationReader reader, Form form, Id<Matter> id, string command, Func<Change, Outcome<T>> decide)
    {
        var outcome = await Run(page, form, command, decide);
        if (outcome.IsDone(out _, out var refusal))
        {
            return Back(id);
        }

        form.For(Comment).Refused(refusal);
        return reader.One(page, id) is { } view ? Page.Show<ProposalPage, ProposalView>(view with { Comment = form }, Problems.StatusOf(form)) : Results.NotFound();
    }

    private static Task<Outcome<T>> Run<T>(PageCall page, Form form, string command, Func<Change, Outcome<T>> decide) => page.Run(command, DeliberationPermissions.Moderate, form, decide);

    private static IResult Back(Id<Matter> id, string anchor = "") => Results.LocalRedirect(DeliberationEndpoints.PathOf(id) + anchor);
}
