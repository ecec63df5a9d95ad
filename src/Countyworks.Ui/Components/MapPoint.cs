namespace Countyworks.Ui;

/// <summary>A place on a map, with how many things are there.</summary>
/// <param name="Name">The place.</param>
/// <param name="Latitude">Degrees north, WGS 84.</param>
/// <param name="Longitude">Degrees east, WGS 84.</param>
/// <param name="Count">How many.</param>
/// <param name="Href">The list of them.</param>
public sealed record MapPoint(string Name, double Latitude, double Longitude, int Count, string? Href = null);
