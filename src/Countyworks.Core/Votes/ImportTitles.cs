using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>A line of a list of titles.</summary>
/// <param name="Building">The building's name.</param>
/// <param name="Unit">The unit's name within it.</param>
/// <param name="Area">Its exclusive area.</param>
/// <param name="Basis">What that rests on.</param>
/// <param name="Owner">The owner's code in the list: units with the same code are one buyer's. Kept as a keyed hash only.</param>
/// <param name="IsWithDeveloper">Whether it is unsold or not handed over.</param>
public sealed record TitleLine(string Building, string Unit, Area Area, TitleBasis Basis, string Owner, bool IsWithDeveloper);

/// <summary>What became of a list of titles.</summary>
/// <param name="Added">New ones.</param>
/// <param name="Changed">Those that differed.</param>
public sealed record TitlesTaken(int Added, int Changed);

/// <summary>Takes in what units of a neighbourhood count for. Units that are not on the list keep their titles; votes announced before keep their roll.</summary>
/// <param name="Neighbourhood">Whose.</param>
/// <param name="Lines">The list.</param>
public sealed record ImportTitles(Id<Place> Neighbourhood, IReadOnlyList<TitleLine> Lines)
{
    /// <summary>The most lines at once.</summary>
    public const int Most = 10_000;

    private const string AreaTooLarge = "title_area_too_large";

    /// <summary>The largest unit, a square kilometre: more is a slip of the pen, and the sums of a neighbourhood stay far from what a number holds.</summary>
    public static readonly Area LargestUnit = Area.FromHundredths(1_000_000_00);

    /// <summary>The buyer of all that is with the developer.</summary>
    public const string Developer = "developer";

    /// <summary>
    /// Takes them in. Refuses, in this order: <c>not_found</c> (no such neighbourhood of the caller's), <c>missing</c> (lines), <c>titles_too_many</c> (limit),
    /// then for the first line that is wrong: <c>title_unit_unknown</c> (line, unit), <c>title_unit_twice</c> (line, unit), <c>title_area_too_large</c> (line, unit, limit),
    /// <c>title_without_owner</c> (line, unit).
    /// </summary>
    public Outcome<TitlesTaken> In(Change change, Caller caller, KeyRing keys)
    {
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Neighbourhood);
        if (place is not { Level: PlaceLevel.Neighbourhood } || !caller.Has(VotePermissions.Keep, place.Path))
        {
            return Refusal.NotFound("place");
        }

        if (Lines.Count is 0 or > Most)
        {
            return Lines.Count == 0 ? Refusal.Missing("lines") : new Refusal("titles_too_many", "lines").With("limit", Most);
        }

        var buildings = change.Db.Set<Place>().Where(p => p.ParentId == Neighbourhood).ToDictionary(p => p.Id, p => p.Name);
        var units = change.Db.Set<Place>().Where(p => p.Level == PlaceLevel.Unit && p.Path.StartsWith(place.Path) && p.EndedAt == null).ToList()
            .Where(u => u.ParentId is { } parent && buildings.ContainsKey(parent))
            .ToDictionary(u => (buildings[u.ParentId!.Value], u.Name));
        return WhyNot(units) is { } refusal ? refusal : Take(change, place, units, keys);
    }

    private Refusal? WhyNot(Dictionary<(string Building, string Unit), Place> units)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var (i, line) in Lines.Index())
        {
            var code = !units.ContainsKey((line.Building, line.Unit)) ? "title_unit_unknown"
                : !seen.Add((line.Building, line.Unit)) ? "title_unit_twice"
                : line.Area > LargestUnit ? AreaTooLarge
                : line.Owner.Length == 0 && !line.IsWithDeveloper ? "title_without_owner"
                : null;
            if (code is not null)
            {
                var refusal = new Refusal(code, "lines").With("line", i + 1).With("unit", $"{line.Building} {line.Unit}");
                return code == AreaTooLarge ? refusal.With("limit", LargestUnit.Hundredths / 100) : refusal;
            }
        }

        return null;
    }

    private Outcome<TitlesTaken> Take(Change change, Place place, Dictionary<(string Building, string Unit), Place> units, KeyRing keys)
    {
        var known = change.Db.Set<UnitTitle>().Where(t => t.PlacePath.StartsWith(place.Path)).ToDictionary(t => t.PlaceId);
        var (added, changed) = (0, 0);
        foreach (var line in Lines)
        {
            var unit = units[(line.Building, line.Unit)];
            var buyer = keys.Index("unit_title", "buyer", $"{place.Id} {(line.IsWithDeveloper ? Developer : "owner " + line.Owner)}");
            if (!known.TryGetValue(unit.Id, out var title))
            {
                change.Add(new UnitTitle { PlaceId = unit.Id, PlacePath = unit.Path, Area = line.Area.Hundredths, Basis = line.Basis, Buyer = buyer, IsWithDeveloper = line.IsWithDeveloper });
                added++;
            }
            else if (title.Area != line.Area.Hundredths || title.Basis != line.Basis || title.IsWithDeveloper != line.IsWithDeveloper || !title.Buyer.AsSpan().SequenceEqual(buyer))
            {
                (title.Area, title.Basis, title.Buyer, title.IsWithDeveloper) = (line.Area.Hundredths, line.Basis, buyer, line.IsWithDeveloper);
                change.Put(title);
                changed++;
            }
        }

        change.Record(new TitlesImported(place.Id, added, changed), place.Id.Value);
        return new TitlesTaken(added, changed);
    }
}
