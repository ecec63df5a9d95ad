using Countyworks.Core.Places;
using Countyworks.Ui;

namespace Countyworks.Core.Administration.Places;

/// <summary>A place with what lies in it, or what a search found.</summary>
/// <param name="Place">The place; null for the top, or a search.</param>
/// <param name="Way">The places above it, the highest first.</param>
/// <param name="Query">What was searched for; "" for nothing.</param>
/// <param name="Rows">What lies in it, or was found.</param>
/// <param name="MayChange">Whether the caller may add to it, rename and end it.</param>
public sealed record PlacesView(Place? Place, IReadOnlyList<Place> Way, string Query, IReadOnlyList<PlaceItem> Rows, bool MayChange)
{
    /// <summary>The most rows shown.</summary>
    public const int Limit = 500;

    /// <summary>The form of its name.</summary>
    public Form NameForm { get; init; } = Form.New("admin_place");

    /// <summary>The form of a place in it.</summary>
    public Form AddForm { get; init; } = Form.New("admin_place_add");

    /// <summary>The form of a list of buildings and units.</summary>
    public Form RowsForm { get; init; } = Form.New("admin_place_rows");

    /// <summary>What became of the list; null when there was none.</summary>
    public PlaceReport? Report { get; init; }

    /// <summary>The key of what was just done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>The kinds of place that may lie in it.</summary>
    public IReadOnlyList<PlaceLevel> Levels => Place is { } place
        ? [.. Enum.GetValues<PlaceLevel>().Where(level => new AddPlace(place.Id, level, "").MayLieIn(place.Level))]
        : [];

    /// <summary>The form that was refused; null when none was.</summary>
    public Form? Refused => new[] { NameForm, AddForm, RowsForm }.FirstOrDefault(f => f.Refusal is not null);

    /// <summary>The page of a place.</summary>
    public static string Href(Place place) => $"{AdminPaths.Places}/{place.Id}";
}

/// <summary>A place in a list.</summary>
/// <param name="Place">Which.</param>
/// <param name="FullName">With those above it.</param>
/// <param name="Children">How many lie directly in it.</param>
public sealed record PlaceItem(Place Place, string FullName, int Children);
