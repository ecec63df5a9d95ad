using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary><c>/votes/{id}/ballot</c>: an owner's own ballot, and the receipt of it.</summary>
public static class BallotEndpoints
{
    private const string Area = "ballot";
    private const int LastHead = 10_000_000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(VoteEndpoints.Path + "/{id}/ballot").NeedsAnAccount().ExcludeFromDescription();
        pages.MapGet("", Ask);
        pages.MapPost("", Cast);
    }

    private static IResult Ask(PageCall page, Id<Vote> id, int? head)
    {
        if (Announced(page, id) is not { } vote)
        {
            return Results.NotFound();
        }

        var own = OwnOf(page, vote);
        var chosen = own.FirstOrDefault(o => o.Head == head) ?? own.FirstOrDefault();
        return Show(page, vote, own, Form.New(Area).With("head", chosen?.Head.ToString(System.Globalization.CultureInfo.InvariantCulture)).With("choice", chosen?.Last?.Choice));
    }

    private static async Task<IResult> Cast(PageCall page, Form form, [FromServices] KeyRing keys, Id<Vote> id)
    {
        if (Announced(page, id) is not { } vote)
        {
            return Results.NotFound();
        }

        var (head, choice) = (form.For(Area).Whole("head", 1, LastHead), form.Choice<Choice>("choice"));
        var own = OwnOf(page, vote);
        if (form.Refusal is null)
        {
            var person = page.Caller.Person!.Id;
            var (code, once) = Receipt.For(keys, person, form.Once, $"cast {id} {head} {choice}");
            var ballot = new CastBallot(id, head, choice, code);
            var outcome = await page.Writer.Run(CastBallot.Envelope(page.Now, once), change => ballot.In(change, person), page.Http.RequestAborted);
            if (outcome.IsDone(out var receipt, out var refusal))
            {
                page.Http.Response.Headers.CacheControl = "no-store";
                return Page.Show<CastPage, CastView>(new(vote, own.Single(o => o.Head == head), ballot.Told(receipt)));
            }

            form.Refused(refusal);
        }

        return Show(page, vote, own, form);
    }

    private static IResult Show(PageCall page, Vote vote, IReadOnlyList<OwnHead> own, Form form) =>
        Page.Show<BallotPage, BallotView>(new(vote, own, form, page.Now), Problems.StatusOf(form));

    private static Vote? Announced(PageCall page, Id<Vote> id) => VoteReader.Find(page.Db, page.Caller, id) is { Stage: not VoteStage.Draft } vote ? vote : null;

    private static IReadOnlyList<OwnHead> OwnOf(PageCall page, Vote vote) => VoteReader.Own(page.Db, vote, page.Caller.Person!.Id, page.Places);
}
