using System.Globalization;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Pages;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.Deliberation.Pages;

/// <summary>Raising a topic, and writing versions of a proposal.</summary>
internal static class WriteEndpoints
{
    /// <summary>Where a topic is raised.</summary>
    public const string NewPath = DeliberationEndpoints.Path + "/new";

    private const string Topic = "topic", Area = "proposal_version";
    private const int OfferedRows = 5, SpareRows = 3;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var write = routes.MapGroup(DeliberationEndpoints.Path).NeedsAnAccount().ExcludeFromDescription();
        write.MapGet("/new", Ask);
        write.MapPost("/new", Raise).Limited(CallLimit.Change);
        write.MapGet("/{id}/write", Open);
        write.MapPost("/{id}/write", Save).TakesFiles(limits).Limited(CallLimit.Filing);
    }

    private static IResult Ask(PageCall page, Id<Place>? of, string? from)
    {
        var own = Own(page);
        return ShowTopic(page, Form.New(Topic).With("place", of?.ToString() ?? (own.Count == 1 ? own[0].Value : null)).With("from", from), []);
    }

    private static async Task<IResult> Raise(PageCall page, Form form, DeliberationReader reader)
    {
        var (title, text) = (form.For(Topic).Text("title", NewMatter.TitleLimit), form.LongText("text", RaiseTopic.TextLimit));
        var typed = page.Caller.IsStaff ? PlaceTyped.Read(form, "place", page.Places) : new PlaceTyped(page.Places.Find(form.Id<Place>("place")), []);
        var number = page.Caller.IsStaff ? form.Text("from", NumberLimit, required: false) : "";
        var from = number.Length == 0 ? null : page.Db.Set<Matter>().FirstOrDefault(m => m.Number == number);
        if (number.Length > 0 && from is null)
        {
            form.Refused(new Refusal("matter_unknown", "from"));
        }

        if (form.Refusal is null)
        {
            var outcome = await page.Run("raise_topic", DeliberationPermissions.Keep, form, change => new RaiseTopic(typed.Place?.Id ?? default, title, text, from?.Id).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out var id, out var refusal))
            {
                return Results.LocalRedirect(DeliberationEndpoints.PathOf(id));
            }

            form.Refused(
                refusal.Kind == RefusalKind.NotFound && from is not null ? new Refusal("matter_unknown", "from")
                : refusal.Kind is RefusalKind.NotFound or RefusalKind.Forbidden ? new Refusal("topic_place_not_yours", "place")
                : refusal);
        }

        return ShowTopic(page, form, typed.Candidates);
    }

    private const int NumberLimit = 40;

    private static IResult ShowTopic(PageCall page, Form form, IReadOnlyList<Option> candidates) =>
        Page.Show<TopicPage, TopicView>(new(form, Own(page), candidates, page.Caller.IsStaff), Problems.StatusOf(form));

    // The neighbourhoods in which the reader owns or rents a home.
    private static IReadOnlyList<Option> Own(PageCall page)
    {
        var (places, today) = (page.Places, page.Today);
        var person = page.Caller.Person!.Id;
        var homes = page.Db.Set<Occupancy>().Where(o => o.PersonId == person).ToList().FindAll(o => o.HoldsOn(today));
        return [.. homes.Select(o => NeighbourhoodOf(places, o.PlacePath)).OfType<Place>().DistinctBy(p => p.Id).Select(p => new Option(p.Id.ToString(), places.FullName(p)))];
    }

    // The tree holds buildings and what is above them; a home's path begins with its building's.
    private static Place? NeighbourhoodOf(PlaceTree places, string path)
    {
        for (var end = path.Length - 1; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (places.AtPath(path[..(end + 1)]) is { Level: PlaceLevel.Neighbourhood } place)
            {
                return place;
            }
        }

        return null;
    }

    private static IResult Open(PageCall page, DeliberationReader reader, FileLimits limits, Id<Matter> id)
    {
        if (Writable(page, reader, id) is not { } view)
        {
            return Results.NotFound();
        }

        var form = Form.New(Area).With("after", view.Proposal.Latest.ToString(CultureInfo.InvariantCulture));
        if (view.Version is { } before)
        {
            form.With("title", before.Title).With("item", Text(before.Item)).With("part", before.Part).With("text", before.Text).WithAll("keep", page.Db.Set<ProposalFile>()
                .Where(f => f.ProposalId == id && f.Number == before.Number).Select(f => f.FileId).ToList().ConvertAll(f => f.ToString()));
            foreach (var (i, line) in before.Lines.Index())
            {
                form.With($"cost_{i + 1}", line.Name).With($"amount_{i + 1}", line.Amount.ToPlainText()).With<MoneySource>($"source_{i + 1}", line.Source).With($"yearly_{i + 1}", line.IsYearly ? "true" : null);
            }
        }
        else
        {
            form.With("title", view.Matter.Title).With("text", view.Proposal.Text);
        }

        return Show(page, view, form, [], "", limits);
    }

    private static async Task<IResult> Save(PageCall page, Form form, DeliberationReader reader, KeptFiles kept, FileIntake intake, FileLimits limits, Id<Matter> id)
    {
        if (Writable(page, reader, id) is not { } view)
        {
            return Results.NotFound();
        }

        var isFirst = view.Version is null;
        var wish = new WriteVersion(
            id, form.For(Area).Text("title", NewMatter.TitleLimit), form.Whole("item", 1, VoteRule.LastOwnersItem), form.Text("part", WriteVersion.PartLimit),
            form.LongText("text", WriteVersion.TextLimit), Lines(form))
        {
            Why = isFirst ? "" : form.LongText("why", WriteVersion.WhyLimit),
            After = form.WholeOrNull("after", 0, WriteVersion.MostVersions),
            Kept = [.. form.Choices("keep", Before(page, view)).Select(f => Id<StoredFile>.Parse(f, null))],
        };
        var (files, refused) = await kept.Take(form, WriteVersion.MostDrawings, intake, limits, page.Http.RequestAborted);
        if (refused is not null)
        {
            form.Refused(refused);
        }

        if (form.Refusal is null)
        {
            var outcome = await page.Run("write_version", DeliberationPermissions.Keep, form, change => (wish with { Drawings = files }).In(change, page.Caller, reader.Rules));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect(DeliberationEndpoints.PathOf(id));
            }

            form.Refused(refusal);
        }

        return Show(page, view, form, files, kept.Seal(files), limits);
    }

    // A row left empty is none; one half filled says what it lacks.
    private static IReadOnlyList<CostLine> Lines(Form form)
    {
        var lines = new List<CostLine>();
        for (var i = 1; i <= WriteVersion.MostLines; i++)
        {
            if (form.Value($"cost_{i}").Trim().Length == 0 && form.Value($"amount_{i}").Trim().Length == 0)
            {
                continue;
            }

            lines.Add(new(form.Text($"cost_{i}", WriteVersion.LineLimit), form.Money($"amount_{i}"), form.Choice<MoneySource>($"source_{i}"), form.Flag($"yearly_{i}")));
            if (lines[^1].Amount.IsNegative)
            {
                form.Refused(new Refusal("cost_invalid", $"amount_{i}").With("limit", WriteVersion.LineLimit));
            }
        }

        return lines;
    }

    private static ProposalView? Writable(PageCall page, DeliberationReader reader, Id<Matter> id) => reader.One(page, id) is { MayWrite: true } view ? view : null;

    private static IReadOnlyList<Option> Before(PageCall page, ProposalView view) =>
    [
        .. page.Db.Set<ProposalFile>().Where(f => f.ProposalId == view.Matter.Id && f.Number == view.Proposal.Latest).OrderBy(f => f.Ordinal).AsEnumerable()
            .Where(_ => view.Proposal.Latest > 0).Select(f => new Option(f.FileId.ToString(), f.Name)),
    ];

    private static IResult Show(PageCall page, ProposalView view, Form form, IReadOnlyList<FileContent> kept, string seal, FileLimits limits)
    {
        var filled = Enumerable.Range(1, WriteVersion.MostLines).LastOrDefault(i => form.Value($"cost_{i}").Length > 0 || form.Value($"amount_{i}").Length > 0);
        return Page.Show<WritePage, WriteView>(
            new(view.Matter, form, Math.Min(WriteVersion.MostLines, Math.Max(OfferedRows, filled + SpareRows)), view.Version is null, view.Stage == ProposalKind.Disclosed, Before(page, view), kept, seal, limits),
            Problems.StatusOf(form));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
