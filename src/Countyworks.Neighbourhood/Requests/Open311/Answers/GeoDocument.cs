namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>The two formats of GeoReport; an address says which by its suffix.</summary>
internal enum GeoFormat
{
    /// <summary>.xml</summary>
    Xml = 1,

    /// <summary>.json</summary>
    Json = 2,
}

/// <summary>
/// An answer of GeoReport v2 before its format: in XML a root around its items; in JSON a list loses its root and becomes a bare array,
/// a lone object loses its root too (the standard's "Spark" mapping).
/// </summary>
/// <param name="Root">The root's element.</param>
/// <param name="Item">The element of each item; null when the root is the only object.</param>
/// <param name="Items">The items; exactly one when there is no <paramref name="Item"/>.</param>
internal sealed record GeoDocument(string Root, string? Item, IReadOnlyList<GeoItem> Items)
{
    /// <summary>A list.</summary>
    public static GeoDocument List(string root, string item, IEnumerable<GeoItem> items) => new(root, item, [.. items]);

    /// <summary>One object alone.</summary>
    public static GeoDocument One(string root, GeoItem item) => new(root, null, [item]);
}

/// <summary>An object: every field is always there, also when it is empty, and in the standard's order.</summary>
/// <param name="Fields">The fields.</param>
internal sealed record GeoItem(params IReadOnlyList<(string Name, GeoValue Value)> Fields);

/// <summary>A value as the standard knows it.</summary>
internal abstract record GeoValue
{
    /// <summary>Text is the usual value, ids and codes are always text; empty text is an empty element, in JSON null.</summary>
    public static implicit operator GeoValue(string? text) => new GeoText(text);

    /// <summary>true or false.</summary>
    public static implicit operator GeoValue(bool flag) => new GeoFlag(flag);

    /// <summary>A count, an order, the code of an error.</summary>
    public static implicit operator GeoValue(int number) => new GeoNumber(number);
}

internal sealed record GeoText(string? Text) : GeoValue;

internal sealed record GeoFlag(bool Is) : GeoValue;

internal sealed record GeoNumber(int Number) : GeoValue;

/// <summary>Degrees of WGS 84, always with a decimal point.</summary>
internal sealed record GeoDegrees(double? Degrees) : GeoValue;

/// <summary>A list of texts: <c>formats/format</c>.</summary>
internal sealed record GeoTexts(string Item, IReadOnlyList<string> Texts) : GeoValue;

/// <summary>A list of objects: <c>attributes/attribute</c>.</summary>
internal sealed record GeoItems(string Item, IReadOnlyList<GeoItem> Items) : GeoValue;
