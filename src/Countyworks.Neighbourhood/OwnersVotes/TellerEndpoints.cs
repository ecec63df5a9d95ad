using System.Globalization;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>What is done on paper: ballots printed and read back by tellers, mandates and deliveries entered.</summary>
public static class TellerEndpoints
{
    private const string Area = "teller", MandateArea = "vote_mandate", DeliveryArea = "vote_delivery";
    private const int LastHead = 10_000_000, HeadsLimit = 20_000, NameLimit = 100;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var telling = routes.MapGroup(VoteEndpoints.Path + "/{id}").Needs(VotePermissions.Tell).ExcludeFromDescription();
        telling.MapGet("/tellers", OpenTeller);
        telling.MapPost("/tellers", Enter);
        var keeping = routes.MapGroup(VoteEndpoints.Path + "/{id}").Needs(VotePermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/paper", Paper);
        keeping.MapGet("/evidence", OpenEvidence);
        keeping.MapPost("/mandates", ShowMandate);
        keeping.MapPost("/deliveries", Deliver);
    }

    private static IResult OpenTeller(PageCall page, Id<Vote> id, int? head) => Announced(page, id, VotePermissions.Tell) is { } vote
        ? ShowTeller(page, vote, Form.New(Area).With("head", head?.ToString(CultureInfo.InvariantCulture)), null)
        : Results.NotFound();

    private static async Task<IResult> Enter(PageCall page, Form form, [FromServices] KeyRing keys, Id<Vote> id)
    {
        if (Announced(page, id, VotePermissions.Tell) is not { } vote)
        {
            return Results.NotFound();
        }

        var (head, choice) = (form.For(Area).Whole("head", 1, LastHead), form.Choice<Choice>("choice"));
        if (form.Refusal is null)
        {
            var caller = page.Caller;
            var (code, once) = Receipt.For(keys, caller.Person!.Id, form.Once, $"enter {id} {head} {choice}");
            var entry = new EnterPaper(id, head, choice, code);
            var outcome = await page.Writer.Run(caller.Envelope("enter_paper", page.Now, VotePermissions.Tell, once), change => entry.In(change, caller), page.Http.RequestAborted);
            if (outcome.IsDone(out var sheet, out var refusal))
            {
                return ShowTeller(page, vote, Form.New(Area), entry.Told(sheet));
            }

            form.Refused(refusal);
        }

        return ShowTeller(page, vote, form, null);
    }

    private static IResult Paper(PageCall page, Id<Vote> id, Id<Place>? building)
    {
        if (Announced(page, id, VotePermissions.Keep) is not { } vote)
        {
            return Results.NotFound();
        }

        var request = page.Http.Request;
        return Page.Show<PaperPage, PaperView>(VoteReader.Paper(page, vote, building, head =>
            string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}{VoteEndpoints.PathOf(id, "tellers")}?head={head}")));
    }

    private static IResult OpenEvidence(PageCall page, Id<Vote> id) =>
        Announced(page, id, VotePermissions.Keep) is { } vote ? ShowEvidence(page, vote, Form.New(MandateArea), Form.New(DeliveryArea)) : Results.NotFound();

    private static async Task<IResult> ShowMandate(PageCall page, Form form, Id<Vote> id)
    {
        if (Announced(page, id, VotePermissions.Keep) is not { } vote)
        {
            return Results.NotFound();
        }

        var (head, user) = (form.For(MandateArea).Whole("head", 1, LastHead), form.Text("holder", NameLimit));
        if (form.Refusal is null)
        {
            var caller = page.Caller;
            var outcome = await page.Run("show_mandate", VotePermissions.Keep, form, change => new ShowMandate(id, head, VoteReader.Holder(change.Db, user)).In(change, caller).Then<int>(m => m.Head));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect(VoteEndpoints.PathOf(id, "evidence"));
            }

            form.Refused(refusal);
        }

        return ShowEvidence(page, vote, form, Form.New(DeliveryArea));
    }

    private static async Task<IResult> Deliver(PageCall page, Form form, Id<Vote> id)
    {
        if (Announced(page, id, VotePermissions.Keep) is not { } vote)
        {
            return Results.NotFound();
        }

        var (typed, way) = (form.For(DeliveryArea).LongText("heads", HeadsLimit), form.Choice<DeliveryWay>("way"));
        var heads = HeadList.Read(typed);
        if (form.Refusal is null && heads is null)
        {
            form.Refused(new Refusal("heads_unreadable", "heads"));
        }

        if (form.Refusal is null)
        {
            var caller = page.Caller;
            var outcome = await page.Run("prove_delivery", VotePermissions.Keep, form, change => new ProveDelivery(id, heads!, way).In(change, caller));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect(VoteEndpoints.PathOf(id, "evidence"));
            }

            form.Refused(refusal);
        }

        return ShowEvidence(page, vote, Form.New(MandateArea), form);
    }

    private static Vote? Announced(PageCall page, Id<Vote> id, Permission permission) => VoteReader.Find(page.Db, page.Caller, id, permission) is { Stage: not VoteStage.Draft } vote ? vote : null;

    private static IResult ShowTeller(PageCall page, Vote vote, Form form, PaperSheet? last) =>
        Page.Show<TellerPage, TellerView>(new(vote, form, last, VoteReader.Waiting(page.Db, vote), page.Now), Problems.StatusOf(form));

    private static IResult ShowEvidence(PageCall page, Vote vote, Form mandate, Form delivery)
    {
        var given = (
            from row in page.Db.Set<MandateRow>()
            join person in page.Db.Set<Person>() on row.HolderId equals person.Id
            where row.VoteId == vote.Id
            orderby row.Head
            select new { row.Head, person.Name }).ToList();
        return Page.Show<EvidencePage, EvidenceView>(
            new(vote, mandate, delivery, [.. given.Select(g => (g.Head, g.Name))], page.Db.Set<DeliveryRow>().Where(d => d.VoteId == vote.Id).Select(d => d.Head).Distinct().Count(),
                page.Db.Set<RollHead>().Count(h => h.VoteId == vote.Id), page.Now),
            Problems.StatusOf(mandate.Refusal is null ? delivery : mandate));
    }
}
