namespace Countyworks.Ui;

/// <summary>One tab.</summary>
/// <param name="Label">What it shows.</param>
/// <param name="Href">Where it is.</param>
/// <param name="IsCurrent">Whether it is shown now.</param>
/// <param name="Count">How many things it has; null when that isn't counted.</param>
public sealed record Tab(string Label, string Href, bool IsCurrent = false, int? Count = null);
