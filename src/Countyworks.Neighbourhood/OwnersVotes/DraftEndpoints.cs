using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Settings;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>Drafting, announcing and taking back a vote, and taking in what units count for.</summary>
public static class DraftEndpoints
{
    /// <summary>Where a vote is begun.</summary>
    public const string NewPath = VoteEndpoints.Path + "/new";

    /// <summary>Where titles are taken in.</summary>
    public const string TitlesPath = VoteEndpoints.Path + "/titles";

    private const string Area = "vote", AnnounceArea = "vote_announce", TitlesArea = "vote_titles";
    private const int ListLimit = 1_000_000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(VoteEndpoints.Path).Needs(VotePermissions.Keep).ExcludeFromDescription();
        pages.MapGet("/new", () => ShowDraft(null, Form.New(Area).With("mandateCap", "3").With<Precedence>("precedence", Precedence.Last), []));
        pages.MapPost("/new", SaveNew);
        pages.MapGet("/{id}/edit", Edit);
        pages.MapPost("/{id}/edit", SaveEdit);
        pages.MapGet("/{id}/announce", OpenAnnounce);
        pages.MapPost("/{id}/announce", Announce);
        pages.MapPost("/{id}/withdraw", Withdraw);
        pages.MapGet("/titles", () => Page.Show<TitlesPage, TitlesView>(new(Form.New(TitlesArea), [], null)));
        pages.MapPost("/titles", TakeTitles);
    }

    private static IResult Edit(PageCall page, Id<Vote> id) => Draft(page, id) is { } vote
        ? ShowDraft(vote, Form.New(Area).With("item", Text(vote.Item)).With("question", vote.Question).With("document", vote.Document).With("mandateCap", Text(vote.MandateCap))
            .With<Precedence>("precedence", vote.Precedence).With("silenceCounts", vote.SilenceCounts ? "true" : null), [])
        : Results.NotFound();

    private static Task<IResult> SaveNew(PageCall page, Form form) => Save(page, form, null);

    private static Task<IResult> SaveEdit(PageCall page, Form form, Id<Vote> id) =>
        Draft(page, id) is { } vote ? Save(page, form, vote) : Task.FromResult(Results.NotFound());

    private static async Task<IResult> Save(PageCall page, Form form, Vote? before)
    {
        form.For(Area);
        var typed = before is null ? PlaceTyped.Read(form, "place", page.Places) : PlaceTyped.None;
        var wish = new DraftVote(
            before?.Id, before?.PlaceId ?? typed.Place?.Id ?? default, before?.Item ?? form.Whole("item", 1, VoteRule.LastOwnersItem),
            form.Text("question", Vote.QuestionLimit), form.LongText("document", Vote.DocumentLimit))
        {
            Precedence = form.Choice<Precedence>("precedence"), MandateCap = form.Whole("mandateCap", 0, Vote.MostCap), SilenceCounts = form.Flag("silenceCounts"),
        };
        if (form.Refusal is null)
        {
            var caller = page.Caller;
            var outcome = await page.Run("draft_vote", VotePermissions.Keep, form, change => wish.In(change, caller).Then<Id<Vote>>(v => v.Id));
            if (outcome.IsDone(out var id, out var refusal))
            {
                return Results.LocalRedirect(VoteEndpoints.PathOf(id));
            }

            form.Refused(refusal is { Kind: RefusalKind.NotFound } ? new Refusal("vote_place_no_neighbourhood", "place") : refusal);
        }

        return ShowDraft(before, form, typed.Candidates);
    }

    private static IResult OpenAnnounce(PageCall page, DistrictSettings settings, Id<Vote> id)
    {
        if (Draft(page, id) is not { } vote)
        {
            return Results.NotFound();
        }

        var first = page.Today.PlusDays(Rule(settings, page.Today).NoticeDays);
        return ShowAnnounce(page, settings, vote, Form.New(AnnounceArea).With("opensOn", first).With("lastDay", first.PlusDays(14)));
    }

    private static async Task<IResult> Announce(PageCall page, Form form, DistrictSettings settings, Id<Vote> id)
    {
        if (Draft(page, id) is not { } vote)
        {
            return Results.NotFound();
        }

        var (opens, last) = (form.For(AnnounceArea).Date("opensOn"), form.Date("lastDay"));
        if (form.Refusal is null)
        {
            var (caller, rule) = (page.Caller, Rule(settings, page.Today));
            var wish = new AnnounceVote(id, opens, CountyTime.EndOf(last));
            var outcome = await page.Run("announce_vote", VotePermissions.Keep, form, change => wish.In(change, caller, rule).ByDays().Then<Id<Vote>>(v => v.Id));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect(VoteEndpoints.PathOf(id));
            }

            form.Refused(refusal);
        }

        return ShowAnnounce(page, settings, vote, form);
    }

    private static async Task<IResult> Withdraw(PageCall page, Form form, Id<Vote> id)
    {
        if (VoteReader.Find(page.Db, page.Caller, id, VotePermissions.Keep) is not { } vote)
        {
            return Results.NotFound();
        }

        var reason = form.For("vote_withdraw").LongText("reason", WithdrawVote.ReasonLimit);
        if (form.Refusal is null)
        {
            var caller = page.Caller;
            var outcome = await page.Run("withdraw_vote", VotePermissions.Keep, form, change => new WithdrawVote(id, reason).In(change, caller).Then<Id<Vote>>(v => v.Id));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect(VoteEndpoints.PathOf(id));
            }

            form.Refused(refusal);
        }

        return Page.Show<VotePage, VoteView>(VoteReader.One(page, vote) with { Withdraw = form }, Problems.StatusOf(form));
    }

    private static async Task<IResult> TakeTitles(PageCall page, Form form, KeyRing keys)
    {
        var typed = PlaceTyped.Read(form.For(TitlesArea), "place", page.Places);
        var text = form.LongText("lines", ListLimit);
        TitlesTaken? taken = null;
        if (form.Refusal is null)
        {
            var caller = page.Caller;
            var outcome = await TitleText.Read(text).Then<Task<Outcome<TitlesTaken>>>(lines =>
                page.Run("import_titles", VotePermissions.Keep, form, change => new ImportTitles(typed.Place!.Id, lines).In(change, caller, keys))).Awaited();
            if (!outcome.IsDone(out taken, out var refusal))
            {
                form.Refused(refusal is { Kind: RefusalKind.NotFound } ? new Refusal("vote_place_no_neighbourhood", "place") : refusal);
            }
        }

        return Page.Show<TitlesPage, TitlesView>(new(form, typed.Candidates, taken), Problems.StatusOf(form));
    }

    private static Task<Outcome<T>> Awaited<T>(this Outcome<Task<Outcome<T>>> outcome) => outcome.IsDone(out var running, out var refusal) ? running : Task.FromResult<Outcome<T>>(refusal);

    private static Vote? Draft(PageCall page, Id<Vote> id) => VoteReader.Find(page.Db, page.Caller, id, VotePermissions.Keep) is { Stage: VoteStage.Draft } vote ? vote : null;

    private static VoteSettings Rule(DistrictSettings settings, LocalDate today) => settings.Get(VoteSettings.Setting, today, new VoteSettings());

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static IResult ShowDraft(Vote? vote, Form form, IReadOnlyList<Option> candidates) => Page.Show<DraftPage, DraftView>(new(vote, form, candidates), Problems.StatusOf(form));

    private static IResult ShowAnnounce(PageCall page, DistrictSettings settings, Vote vote, Form form)
    {
        var roll = AnnounceVote.RollOf(page.Db, vote.PlacePath).IsDone(out var known, out var why) ? known : null;
        var (titled, units) = (roll?.Heads.Sum(head => head.Units.Count) ?? 0, AnnounceVote.Units(page.Db, vote.PlacePath).Count());
        return Page.Show<AnnouncePage, AnnounceView>(
            new(vote, page.Places.FullName(vote.PlaceId), form, titled, units - titled, roll?.Heads.Count ?? 0, roll?.Area ?? default, page.Today.PlusDays(Rule(settings, page.Today).NoticeDays), why),
            Problems.StatusOf(form));
    }
}
