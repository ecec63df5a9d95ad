using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Places;

/// <summary>What became of a row of a list of places.</summary>
/// <param name="Row">Its number, from 1.</param>
/// <param name="Text">As it was written.</param>
/// <param name="Added">How many places it made; 0 when all were known already.</param>
/// <param name="Refusal">Why it made none; null when nothing was wrong.</param>
public sealed record PlaceRow(int Row, string Text, int Added, Refusal? Refusal);

/// <summary>What became of a list of places.</summary>
/// <param name="Rows">Its rows.</param>
public sealed record PlaceReport(IReadOnlyList<PlaceRow> Rows)
{
    /// <summary>How many places were added.</summary>
    public int Added => Rows.Sum(r => r.Added);
}

/// <summary>
/// Adds the buildings and units of a neighbourhood at once, from rows "building" or "building,unit": what is there already stays, a row that is wrong keeps no other from
/// being added.
/// </summary>
/// <param name="Neighbourhood">Where.</param>
/// <param name="Text">The rows, at most <see cref="RowLimit"/>; the sign between is a comma, a tab or a semicolon, of either width.</param>
public sealed record AddPlaces(Id<Place> Neighbourhood, string Text)
{
    /// <summary>The most rows: a large compound has some 3000 dwellings.</summary>
    public const int RowLimit = 5000;

    /// <summary>The most characters.</summary>
    public const int TextLimit = 300_000;

    private static readonly char[] signs = [',', '\t', ';', '\uff0c', '\uff1b'];

    /// <summary>
    /// Adds them and answers what became of each row. Refuses, in this order: <c>not_found</c> (place), <c>forbidden</c>, <c>place_level_wrong</c>,
    /// <c>missing</c> and <c>too_long</c> (rows), <c>too_many_rows</c> (rows). A row is refused with <c>place_row_columns</c>, or what <see cref="AddPlace.In"/> refuses.
    /// </summary>
    public Outcome<PlaceReport> In(Change change, Caller caller)
    {
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Neighbourhood && p.EndedAt == null);
        var lines = Text.Split('\n').Select((text, i) => (Row: i + 1, Text: text.Trim())).Where(l => l.Text.Length > 0).ToList();
        var refusal = place is null ? Refusal.NotFound("place")
            : !caller.Has(CorePermissions.Administer, place.Path) ? Refusal.Forbidden
            : place.Level is not (PlaceLevel.Community or PlaceLevel.Neighbourhood) ? new Refusal("place_level_wrong", "rows").With("level", PlaceLevel.Building).With("parent", place.Level)
            : lines.Count == 0 ? Refusal.Missing("rows")
            : Text.Length > TextLimit ? Refusal.TooLong("rows", TextLimit)
            : lines.Count > RowLimit ? new Refusal("too_many_rows", "rows").With("limit", RowLimit)
            : null;
        return refusal is not null ? refusal : new PlaceReport(Add(change, caller, place!, lines));
    }

    private static List<PlaceRow> Add(Change change, Caller caller, Place place, List<(int Row, string Text)> lines)
    {
        var known = change.Db.Set<Place>().Where(p => p.Path.StartsWith(place.Path) && p.Level >= PlaceLevel.Building && p.EndedAt == null).AsEnumerable()
            .ToDictionary(p => (p.ParentId!.Value, p.Name));
        var report = new List<PlaceRow>();
        foreach (var (row, text) in lines)
        {
            var names = text.Split(signs, StringSplitOptions.TrimEntries);
            var added = 0;
            var outcome = names is [_] or [_, _]
                ? names.Select((name, i) => (name, Level: i == 0 ? PlaceLevel.Building : PlaceLevel.Unit))
                    .Aggregate((Outcome<Place>)place, (above, one) => above.Then(parent => Find(parent, one.name, one.Level)))
                : new Refusal("place_row_columns");
            report.Add(new PlaceRow(row, text, added, outcome.Refusal));

            Outcome<Place> Find(Place parent, string name, PlaceLevel level)
            {
                if (known.TryGetValue((parent.Id, name), out var there))
                {
                    return there;
                }

                var made = new AddPlace(parent.Id, level, name).In(change, caller);
                if (made.Refusal is null)
                {
                    known.Add((parent.Id, made.Value.Name), made.Value);
                    added++;
                }

                return made;
            }
        }

        return report;
    }
}
