using Countyworks.Core.People;
using Countyworks.Data.Secrets;
using System.Text.Json;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Report;

/// <summary>Leads through a report: each page is checked when it is left, and everything again when it is filed.</summary>
public sealed class Reporting(
    Cached<PlaceTree> places, Cached<Categories> categories, FileIntake intake, FileLimits limits, KeptFiles kept, MatterRules rules, Writer writer, ISecrets secrets, IClock clock)
{
    /// <summary>The button that was pressed, and its values besides going on.</summary>
    internal const string Button = "go", Back = "back", Retype = "retype";

    /// <summary>Says that the place was chosen from those offered.</summary>
    internal const string Offered = "offered";

    /// <summary>The field of the request to join, and the answer that there is none.</summary>
    internal const string Joins = "joins", Different = "different";

    /// <summary>The first page, with the contact of whoever has signed in.</summary>
    public IResult Begin(Caller caller) => Show(ReportStep.What, caller.Person is not { } person ? ReportDraft.Empty : ReportDraft.Empty
        .With(ReportDraft.ContactName, person.Name)
        .With(ReportDraft.ContactPhone, PersonContact.Of(person, secrets).Phone ?? ""));

    /// <summary>The next page, the one before, the same with what is wrong; or files it and leads to what happens next.</summary>
    public async Task<IResult> Go(Form posted, Caller caller, DistrictDb db, CancellationToken cancellation)
    {
        var step = posted.ChoiceOrNull<ReportStep>("step") ?? ReportStep.What;
        var (draft, filesRefused) = await TakeFiles(posted, ReportDraft.Read(posted), cancellation);
        return (posted.Value(Button), step) switch
        {
            (Back, > ReportStep.What) => Show(step - 1, draft),
            (Retype, _) => Show(ReportStep.Where, draft),
            (_, ReportStep.What) => LeaveWhat(draft),
            (_, ReportStep.Where) => LeaveWhere(draft, posted.Flag(Offered)),
            _ => await Finish(posted, step, draft, filesRefused, caller, db, cancellation),
        };
    }

    private IResult LeaveWhat(ReportDraft draft)
    {
        var form = draft.AsForm();
        form.LongText(ReportDraft.Text, FileRequest.TextLimit);
        return form.Refusal is null ? Show(ReportStep.Where, draft.Suggest(categories.Current)) : Show(ReportStep.What, draft, form);
    }

    private IResult LeaveWhere(ReportDraft draft, bool wasOffered)
    {
        var form = draft.AsForm();
        var (place, candidates) = draft.FindPlace(places.Current, wasOffered);
        if (place is null && candidates.Count == 0)
        {
            form.Refused(draft[ReportDraft.PlaceText].Length == 0 ? Refusal.Missing(ReportDraft.Place) : new Refusal("place_unknown", ReportDraft.Place));
        }

        form.Text(ReportDraft.Address, FileRequest.AddressLimit, required: false);
        return form.Refusal is not null ? Show(ReportStep.Where, draft, form)
            : place is null ? Show(ReportStep.Where, draft.With(ReportDraft.Place, ""), candidates: candidates)
            : Show(ReportStep.Who, draft.With(ReportDraft.Place, place.Id.ToString()).With(ReportDraft.PlaceText, place.Name));
    }

    private async Task<IResult> Finish(
        Form posted, ReportStep step, ReportDraft draft, Refusal? filesRefused, Caller caller, DistrictDb db, CancellationToken cancellation)
    {
        if (draft.FindPlace(places.Current, wasOffered: false).Place is not { } place)
        {
            return Show(ReportStep.Where, draft, draft.AsForm().Refused(Refusal.Missing(ReportDraft.Place)));
        }

        var command = Command(draft, place, caller);
        if (Refusal.Join([.. command.Check(), .. filesRefused?.All ?? []]) is { } refusal)
        {
            return Show(ReportDraft.StepOf(refusal.Field), draft, draft.AsForm().Refused(refusal));
        }

        // What was filed with this very form is now open itself: it is no other that the second click could join.
        var offers = IsRepeat(db, posted) ? [] : Similar(db, command, place);
        var joins = offers.FirstOrDefault(o => o.Id.ToString() == posted.Value(Joins));
        if (offers.Count > 0 && joins is null && (step != ReportStep.Same || posted.Value(Joins) != Different))
        {
            var form = draft.AsForm();
            return Show(ReportStep.Same, draft, step == ReportStep.Same ? form.Refused(Refusal.Missing(Joins)) : form, offers: offers);
        }

        var outcome = await File(posted, draft, command with { Joins = joins?.Id }, caller, cancellation);
        return outcome.IsDone(out var filed, out var why)
            ? Results.LocalRedirect($"{ReportEndpoints.Path}/filed/{TrackingNumber.InAddress(filed.Number)}/{filed.TrackingCode}")
            : Show(ReportDraft.StepOf(why.Field), draft, draft.AsForm().Refused(why));
    }

    private Task<Outcome<Filed>> File(Form posted, ReportDraft draft, FileRequest command, Caller caller, CancellationToken cancellation)
    {
        var files = kept.Open(draft[ReportDraft.Kept]);
        var said = JsonSerializer.Serialize(new { command.Text, command.Place, command.Category, command.Address, command.ContactName, command.ContactPhone, Joins = posted.Value(Joins), files }, Json.Options);
        var once = posted.Once.Length == 0 ? null : Once.For(posted.Once, said);
        return writer.Run(
            caller.Envelope("file_request", clock.GetCurrentInstant(), once: once),
            change => (command with { Files = [.. files.Select(file => new KeepFile(file).In(change).Value)] }).In(change, rules),
            cancellation);
    }

    private FileRequest Command(ReportDraft draft, Place place, Caller caller) => new(
        draft[ReportDraft.Text],
        place,
        CommunityOf(place).Id,
        categories.Current.Find(draft[ReportDraft.Category]) is { IsActive: true } category ? category : null,
        Door.Web,
        FileRequest.NewTrackingCode())
    {
        Address = draft[ReportDraft.Address],
        Position = draft.Position,
        Person = caller.Person?.Id,
        ContactName = draft[ReportDraft.ContactName],
        ContactPhone = draft[ReportDraft.ContactPhone],
    };

    private async Task<(ReportDraft Draft, Refusal? Refused)> TakeFiles(Form posted, ReportDraft draft, CancellationToken cancellation)
    {
        var (files, refused) = await kept.Take(posted, ReportView.MostFiles, intake, limits, cancellation);
        return (draft.With(ReportDraft.Kept, kept.Seal(files)), refused);
    }

    private static bool IsRepeat(DistrictDb db, Form posted)
    {
        var key = posted.Once;
        return key.Length > 0 && db.Set<Answer>().Any(a => a.Key == key);
    }

    private IReadOnlyList<Duplicate> Similar(DistrictDb db, FileRequest command, Place place) => command.Category is null
        ? []
        : Duplicates.Of(db, command.Category, CommunityOf(place), command.Position, clock.GetCurrentInstant());

    private Place CommunityOf(Place place) => places.Current.Upwards(place).FirstOrDefault(p => p.Level == PlaceLevel.Community) ?? place;

    private IResult Show(
        ReportStep step, ReportDraft draft, Form? form = null, IReadOnlyList<Place>? candidates = null, IReadOnlyList<Duplicate>? offers = null)
    {
        var view = new ReportView(step, draft, form ?? draft.AsForm())
        {
            Limits = limits,
            Categories = [.. categories.Current.All.Where(c => c.IsActive).Select(c => new Option(c.Code, categories.Current.NameOf(c.Code)))],
            Candidates = [.. (candidates ?? []).Select(p => new Option(p.Id.ToString(), p.Name, places.Current.FullName(p)))],
            Kept = kept.Open(draft[ReportDraft.Kept]),
            Offers = [.. (offers ?? []).Select(o => OfferOf(o, draft))],
        };
        return Page.Show<ReportPage, ReportView>(view, Problems.StatusOf(view.Form));
    }

    // A building or a door might say who asked: the compound is as near as strangers are told.
    private Offer OfferOf(Duplicate other, ReportDraft draft)
    {
        var tree = places.Current;
        var path = string.Concat(other.PlacePath.Split('/').Take((int)PlaceLevel.Neighbourhood).Where(p => p.Length > 0).Select(p => p + "/"));
        var days = Period.DaysBetween(CountyTime.LocalDay(other.OpenedAt), CountyTime.LocalDay(clock.GetCurrentInstant()));
        return new Offer(
            other.Id.ToString(), categories.Current.NameOf(draft[ReportDraft.Category]), tree.AtPath(path) is { } place ? tree.FullName(place) : "", days, other.Distance);
    }
}
