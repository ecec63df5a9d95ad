using System.Collections.Immutable;
using System.Globalization;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Pages.Report;

/// <summary>
/// What somebody has said so far. It travels from page to page in the form itself and is checked again at the end, so the server keeps
/// nothing of those who never file, and going back loses nothing.
/// </summary>
public sealed class ReportDraft
{
    /// <summary>The fields, as the use case names those it refuses.</summary>
    public const string Text = "text", Category = "category", Suggested = "suggested", Place = "place", PlaceText = "place_text", Address = "address",
        Latitude = "latitude", Longitude = "longitude", ContactName = "contactName", ContactPhone = "contactPhone", Kept = "kept";

    /// <summary>Which fields each page asks for; the others it carries hidden.</summary>
    private static readonly ImmutableDictionary<ReportStep, string[]> Asked = ImmutableDictionary.CreateRange(new KeyValuePair<ReportStep, string[]>[]
    {
        new(ReportStep.What, [Text]),
        new(ReportStep.Where, [Category, Place, PlaceText, Address, Latitude, Longitude]),
        new(ReportStep.Who, [ContactName, ContactPhone]),
        new(ReportStep.Same, []),
    });

    private static readonly string[] All = [.. Asked.Values.SelectMany(fields => fields), Suggested, Kept];

    private readonly ImmutableDictionary<string, string> values;

    private ReportDraft(ImmutableDictionary<string, string> values) => this.values = values;

    /// <summary>Nothing said yet.</summary>
    public static readonly ReportDraft Empty = new(All.ToImmutableDictionary(name => name, _ => ""));

    /// <summary>What a field holds, without what can't be seen; "" when nothing.</summary>
    public string this[string name] => values[name];

    /// <summary>Reads what was posted.</summary>
    public static ReportDraft Read(Form form) => new(All.ToImmutableDictionary(
        name => name, name => name == Text ? TypedText.Lines(form.Value(name)) : TypedText.Line(form.Value(name))));

    /// <summary>The same with one field changed.</summary>
    public ReportDraft With(string name, string value) => new(values.SetItem(name, value));

    /// <summary>The fields a page carries hidden.</summary>
    public IEnumerable<(string Name, string Value)> CarriedOn(ReportStep step) => All.Except(Asked[step]).Select(name => (name, values[name]));

    /// <summary>The page that asks for a field; the last for what concerns the whole.</summary>
    public static ReportStep StepOf(string? field) => Asked.Where(step => step.Value.Contains(field)).Select(step => step.Key).FirstOrDefault(ReportStep.Who);

    /// <summary>As a form that shows it.</summary>
    public Form AsForm() => All.Aggregate(Form.New("report"), (form, name) => form.With(name, values[name]));

    /// <summary>The position the browser gave; null when it gave none.</summary>
    public (double Latitude, double Longitude)? Position =>
        Degrees(Latitude, 90) is { } latitude && Degrees(Longitude, 180) is { } longitude ? (latitude, longitude) : null;

    /// <summary>With the category the words suggest, unless a person chose another.</summary>
    public ReportDraft Suggest(Categories categories)
    {
        if (values[Category] != values[Suggested])
        {
            return this;
        }

        var code = categories.SuggestedBy(values[Text]).FirstOrDefault()?.Code ?? "";
        return With(Category, code).With(Suggested, code);
    }

    /// <summary>
    /// The place meant: the one chosen while typing or from those offered, else the only one that fits what was typed.
    /// Null with the places that fit, which may be none.
    /// </summary>
    /// <param name="tree">The places.</param>
    /// <param name="wasOffered">Whether it was chosen from those offered; else a place chosen earlier counts only while its name still stands there.</param>
    public (Place? Place, IReadOnlyList<Place> Candidates) FindPlace(PlaceTree tree, bool wasOffered)
    {
        var typed = values[PlaceText];
        if (Id<Place>.TryParse(values[Place], null, out var id) && tree.Find(id) is { } chosen && (wasOffered || typed.Length == 0 || typed == chosen.Name))
        {
            return (chosen, []);
        }

        var found = tree.Search(typed, CandidateLimit);
        return found.Count == 1 ? (found[0], []) : found.Where(p => p.Name == typed).ToList() is [var exact] ? (exact, []) : (null, found);
    }

    private const int CandidateLimit = 10;

    private double? Degrees(string name, double limit) =>
        double.TryParse(values[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= limit ? degrees : null;
}
