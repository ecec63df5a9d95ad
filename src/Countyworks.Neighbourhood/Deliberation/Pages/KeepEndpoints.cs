using Countyworks.Core.Books;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.OwnersVotes;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Pages;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.Deliberation.Pages;

/// <summary>Leading a proposal on: experts, the disclosure, the vote, what carries it out, the report.</summary>
internal static class KeepEndpoints
{
    private const string Experts = "expert", Disclosing = "disclose", Voting = "proposal_vote", Holding = "proposal_hold", Filing = "proposal_file", Linking = "proposal_link", Reporting = "proposal_report";
    private const int UserLimit = 60, NumberLimit = 40, AccountLimit = 200, HoldDays = 180;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keep = routes.MapGroup(DeliberationEndpoints.Path + "/{id}").Needs(DeliberationPermissions.Keep).ExcludeFromDescription();
        keep.MapGet("/experts", AskExpert);
        keep.MapPost("/experts", Name);
        keep.MapGet("/disclose", AskDisclose);
        keep.MapPost("/disclose", Disclose);
        keep.MapGet("/vote", AskVote);
        keep.MapPost("/vote", OpenVote);
        keep.MapGet("/execute", AskExecute);
        keep.MapPost("/hold", Hold);
        keep.MapPost("/file", File);
        keep.MapPost("/link", Link);
        keep.MapGet("/report", AskReport);
        keep.MapPost("/report", Report).TakesFiles(limits);
    }

    private static IResult AskExpert(PageCall page, Id<Matter> id) =>
        Kept(page, id, ProposalKind.Proposed, ProposalKind.Answers, ProposalKind.Disclosed) is { } matter ? ShowExperts(page, matter, Form.New(Experts)) : Results.NotFound();

    private static async Task<IResult> Name(PageCall page, Form form, DeliberationReader reader, Id<Matter> id)
    {
        if (Kept(page, id, ProposalKind.Proposed, ProposalKind.Answers, ProposalKind.Disclosed) is not { } matter)
        {
            return Results.NotFound();
        }

        var (user, field) = (form.For(Experts).Text("user", UserLimit), form.Text("field", NameExpert.FieldLimit));
        if (form.Refusal is null)
        {
            var outcome = await page.Run("name_expert", DeliberationPermissions.Keep, form, change => new NameExpert(id, user, field).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Back(id);
            }

            form.Refused(refusal);
        }

        return ShowExperts(page, matter, form);
    }

    private static IResult ShowExperts(PageCall page, Matter matter, Form form) => Page.Show<ExpertsPage, ExpertsView>(
        new(matter, form, [.. page.Db.Set<Expert>().Where(e => e.ProposalId == matter.Id).OrderBy(e => e.At).ThenBy(e => e.PersonId)]), Problems.StatusOf(form));

    private static IResult AskDisclose(PageCall page, DeliberationReader reader, Id<Matter> id) =>
        Kept(page, id, ProposalKind.Answers) is { } matter ? ShowDisclose(page, reader, matter, Form.New(Disclosing)) : Results.NotFound();

    private static async Task<IResult> Disclose(PageCall page, Form form, DeliberationReader reader, Id<Matter> id)
    {
        if (Kept(page, id, ProposalKind.Answers) is not { } matter)
        {
            return Results.NotFound();
        }

        var rule = reader.Rule(page);
        var outcome = await page.Run("disclose_budget", DeliberationPermissions.Keep, form, change => new DiscloseBudget(id).In(change, page.Caller, reader.Rules, rule));
        return outcome.IsDone(out _, out var refusal) ? Back(id) : ShowDisclose(page, reader, matter, form.For(Disclosing).Refused(refusal));
    }

    private static IResult ShowDisclose(PageCall page, DeliberationReader reader, Matter matter, Form form)
    {
        var version = ProposalCase.Text(page.Db, matter, Latest(page, matter))!;
        return Page.Show<DisclosePage, DiscloseView>(
            new(matter, form, version, reader.Rule(page).FirstDayAfter(page.Today), HeldUp.BeforeDisclosure(version, ProposalCase.Thread(page.Db, matter.Id))), Problems.StatusOf(form));
    }

    private static IResult AskVote(PageCall page, DeliberationReader reader, Id<Matter> id)
    {
        if (Kept(page, id, ProposalKind.Disclosed) is not { } matter)
        {
            return Results.NotFound();
        }

        var first = page.Today.PlusDays(reader.VoteRule(page).NoticeDays);
        return ShowVote(page, reader, matter, Form.New(Voting).With("opensOn", first).With("lastDay", first.PlusDays(14)));
    }

    private static async Task<IResult> OpenVote(PageCall page, Form form, DeliberationReader reader, Id<Matter> id)
    {
        if (Kept(page, id, ProposalKind.Disclosed) is not { } matter)
        {
            return Results.NotFound();
        }

        var (opens, last) = (form.For(Voting).Date("opensOn"), form.Date("lastDay"));
        if (form.Refusal is null)
        {
            var settings = reader.VoteRule(page);
            var outcome = await page.Run("open_proposal_vote", DeliberationPermissions.Keep, form, change => new OpenProposalVote(id, opens, CountyTime.EndOf(last)).In(change, page.Caller, reader.Rules, settings).ByDays());
            if (outcome.IsDone(out _, out var refusal))
            {
                return Back(id);
            }

            form.Refused(refusal);
        }

        return ShowVote(page, reader, matter, form);
    }

    private static IResult ShowVote(PageCall page, DeliberationReader reader, Matter matter, Form form)
    {
        var proposal = page.Db.Set<Proposal>().First(p => p.Id == matter.Id);
        var version = ProposalCase.Text(page.Db, matter, proposal.Latest)!;
        return Page.Show<OpenVotePage, OpenVoteView>(
            new(matter, form, version, Convert.ToHexStringLower(version.Hash), page.Today.PlusDays(reader.VoteRule(page).NoticeDays), DeliberationReader.WhyNoVote(page, matter, proposal)), Problems.StatusOf(form));
    }

    private static IResult AskExecute(PageCall page, Cached<Categories> categories, Id<Matter> id) =>
        Kept(page, id, ProposalKind.Result, ProposalKind.Execution) is { } matter ? ShowExecute(page, categories, matter) : Results.NotFound();

    private static async Task<IResult> Hold(PageCall page, Form form, DeliberationReader reader, Cached<Categories> categories, Id<Matter> id)
    {
        if (Kept(page, id, ProposalKind.Result, ProposalKind.Execution) is not { } matter)
        {
            return Results.NotFound();
        }

        var (from, to) = (Account(page, matter, form.For(Holding).Text("from", AccountLimit)), Account(page, matter, form.Text("to", AccountLimit)));
        var (amount, until) = (form.Money("amount"), form.Date("until"));
        if (form.Refusal is null && (from is null || to is null || from.LedgerId != to.LedgerId))
        {
            form.Refused(new Refusal("accounts_of_two_ledgers", "to"));
        }

        if (form.Refusal is null)
        {
            var wish = new HoldForProposal(id, from!.LedgerId, AccountCode.Of(from.Code), AccountCode.Of(to!.Code), amount, until);
            var outcome = await page.Run("hold_for_proposal", DeliberationPermissions.Keep, form, change => wish.In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Back(id);
            }

            form.Refused(refusal);
        }

        return ShowExecute(page, categories, matter, hold: form);
    }

    private static async Task<IResult> File(PageCall page, Form form, DeliberationReader reader, Cached<Categories> categories, Id<Matter> id)
    {
        if (Kept(page, id, ProposalKind.Result, ProposalKind.Execution) is not { } matter)
        {
            return Results.NotFound();
        }

        var text = form.For(Filing).LongText("text", FileRequest.TextLimit);
        var category = categories.Current.Chosen(form, "category");
        if (form.Refusal is null)
        {
            var (wish, code) = (new FileForProposal(id, text, page.Places.CommunityOf(page.Places.Find(matter.PlaceId)!), category), FileRequest.NewTrackingCode());
            var outcome = await page.Run("file_for_proposal", DeliberationPermissions.Keep, form, change => wish.In(change, page.Caller, reader.Rules, code));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Back(id);
            }

            form.Refused(refusal);
        }

        return ShowExecute(page, categories, matter, file: form);
    }

    private static async Task<IResult> Link(PageCall page, Form form, DeliberationReader reader, Cached<Categories> categories, Id<Matter> id)
    {
        if (Kept(page, id, ProposalKind.Result, ProposalKind.Execution) is not { } matter)
        {
            return Results.NotFound();
        }

        var number = form.For(Linking).Text("number", NumberLimit);
        if (form.Refusal is null)
        {
            var outcome = await page.Run("link_doer", DeliberationPermissions.Keep, form, change => new LinkDoer(id, number).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Back(id);
            }

            form.Refused(refusal);
        }

        return ShowExecute(page, categories, matter, link: form);
    }

    private static IResult ShowExecute(PageCall page, Cached<Categories> categories, Matter matter, Form? hold = null, Form? file = null, Form? link = null)
    {
        var accounts = Accounts(page, matter);
        var voted = ProposalCase.Text(page.Db, matter, ProposalCase.LastVote(page.Db, matter.Id)!.Value.Bound.Number)!;
        IReadOnlyList<Option> Of(Func<Account, bool> which) => [.. accounts.Where(a => which(a.Account.Known) && Doers.VotedFrom(voted, a.Ledger.Scope) > Money.Zero).Select(a => new Option($"{a.Ledger.Code} {a.Account.Code}", $"{a.Ledger.Name} · {a.Account.Name}"))];
        var posted = hold ?? file ?? link;
        return Page.Show<ExecutePage, ExecuteView>(
            new(
                matter, hold ?? Form.New(Holding).With("until", page.Today.PlusDays(HoldDays)), file ?? Form.New(Filing), link ?? Form.New(Linking),
                Of(a => a.IsMemberMoney), Of(a => a.Code.Root == AccountRoot.Liabilities && !a.IsMemberMoney), [.. categories.Current.Options]),
            posted is null ? StatusCodes.Status200OK : Problems.StatusOf(posted));
    }

    private static IReadOnlyList<(StoredLedger Ledger, StoredAccount Account)> Accounts(PageCall page, Matter matter)
    {
        var ledgers = page.Db.Set<StoredLedger>().Where(l => l.PlaceId == matter.PlaceId).OrderBy(l => l.Code).ToDictionary(l => l.Id);
        var ids = ledgers.Keys.ToList();
        return [.. page.Db.Set<StoredAccount>().Where(a => ids.Contains(a.LedgerId) && !a.IsEnded).OrderBy(a => a.Code).ThenBy(a => a.LedgerId).AsEnumerable().Select(a => (ledgers[a.LedgerId], a))];
    }

    private static StoredAccount? Account(PageCall page, Matter matter, string chosen) => Accounts(page, matter).Where(a => $"{a.Ledger.Code} {a.Account.Code}" == chosen).Select(a => a.Account).FirstOrDefault();

    private static IResult AskReport(PageCall page, FileLimits limits, Id<Matter> id) =>
        Kept(page, id, ProposalKind.Execution) is { } matter ? Page.Show<ReportPage, ReportView>(new(matter, Form.New(Reporting), [], "", limits)) : Results.NotFound();

    private static async Task<IResult> Report(PageCall page, Form form, DeliberationReader reader, KeptFiles kept, FileIntake intake, FileLimits limits, Id<Matter> id)
    {
        if (Kept(page, id, ProposalKind.Execution) is not { } matter)
        {
            return Results.NotFound();
        }

        var text = form.For(Reporting).LongText("text", ReportOnProposal.TextLimit);
        var (files, refused) = await kept.Take(form, ReportOnProposal.MostPhotos, intake, limits, page.Http.RequestAborted);
        if (refused is not null)
        {
            form.Refused(refused);
        }

        if (form.Refusal is null)
        {
            var outcome = await page.Run("report_on_proposal", DeliberationPermissions.Keep, form, change => new ReportOnProposal(id, text, files).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Back(id);
            }

            form.Refused(refusal);
        }

        return Page.Show<ReportPage, ReportView>(new(matter, form, files, kept.Seal(files), limits), Problems.StatusOf(form));
    }

    // The proposal, where the caller keeps it and it is in one of the stages.
    private static Matter? Kept(PageCall page, Id<Matter> id, params ReadOnlySpan<string> stages) =>
        DeliberationReader.Matter(page.Db, id) is { } matter && page.Caller.Has(DeliberationPermissions.Keep, matter.PlacePath) && stages.Contains(matter.Stage) ? matter : null;

    private static int Latest(PageCall page, Matter matter) => page.Db.Set<Proposal>().First(p => p.Id == matter.Id).Latest;

    private static IResult Back(Id<Matter> id) => Results.LocalRedirect(DeliberationEndpoints.PathOf(id));
}
