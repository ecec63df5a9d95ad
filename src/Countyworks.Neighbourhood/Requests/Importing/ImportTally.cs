using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;

namespace Countyworks.Neighbourhood.Requests.Importing;

/// <summary>Counts what comes of each row.</summary>
internal sealed class ImportTally
{
    private readonly ImportOrder order;
    private readonly List<RejectedRow> rejected = [];
    private readonly Dictionary<string, ImportNote> notes = [];
    private readonly ImportSurroundings county;
    private readonly HashSet<string> unknownUnits;
    private int created;
    private int merged;
    private int already;

    public ImportTally(ImportOrder order, ImportSurroundings county)
    {
        (this.order, this.county) = (order, county);
        var requests = order.Rows.Where(r => r.Request.Refusal is null).Select(r => r.Request.Value).ToList();
        NewCategories = [.. requests.Where(r => r.Category.Length > 0 && county.CategoryOf(r) is null).Select(r => r.Category).DistinctBy(Names.Plain).Order(StringComparer.Ordinal)];
        UnknownUnits = [.. requests.Where(r => r.Unit.Length > 0 && county.UnitOf(r) is null).Select(r => r.Unit).DistinctBy(Names.Plain).Order(StringComparer.Ordinal)];
        unknownUnits = [.. requests.Where(r => r.Unit.Length > 0 && county.UnitOf(r) is null).Select(r => r.Unit)];
    }

    /// <summary>The names of categories the county didn't have before.</summary>
    public IReadOnlyList<string> NewCategories { get; }

    /// <summary>The names of units the county didn't have before.</summary>
    public IReadOnlyList<string> UnknownUnits { get; }

    public void Rejected(PlannedRow row, Refusal refusal) => rejected.Add(new RejectedRow(row.Line, refusal with { Others = [] }));

    public void Already() => already++;

    public void Imported(PlannedRow row, bool isMerged)
    {
        (created, merged) = isMerged ? (created, merged + 1) : (created + 1, merged);
        var request = row.Request.Value;
        foreach (var code in request.Notes)
        {
            Note(code, row.Line);
        }

        if (county.PlaceOf(request, order.Profile.Profile).IsUnknown)
        {
            Note("place_unknown", row.Line);
        }

        if (unknownUnits.Contains(request.Unit) && !order.CreatesUnits)
        {
            Note("unit_unknown", row.Line);
        }
    }

    public ImportReport Report() =>
        new(order.Profile.Profile.Name, order.Rows.Count, created, merged, already, rejected, [.. notes.Values.OrderBy(n => n.Code, StringComparer.Ordinal)], NewCategories);

    private void Note(string code, int line) =>
        notes[code] = notes.TryGetValue(code, out var before) ? before with { Rows = before.Rows + 1 } : new ImportNote(code, 1, line);
}
