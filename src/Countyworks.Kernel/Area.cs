namespace Countyworks.Kernel;

/// <summary>
/// A floor or land area in whole hundredths of a square metre, as land registers state it; never negative.
/// Arithmetic is checked, so that two thirds of an area is decided in whole numbers.
/// </summary>
public readonly record struct Area : IComparable<Area>
{
    private Area(long hundredths) => Hundredths = hundredths;

    /// <summary>The area in units of 0.01 m².</summary>
    public long Hundredths { get; }

    /// <summary>No area.</summary>
    public static Area Zero => default;

    /// <summary><paramref name="hundredths"/> × 0.01 m².</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than nothing.</exception>
    public static Area FromHundredths(long hundredths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hundredths);
        return new(hundredths);
    }

    /// <summary>
    /// Reads square metres as people write them: "89.53", "12,000", "89.53 m²", "89.53㎡", "89.53平方米".
    /// Refuses, in this order: <c>area_unreadable</c>, <c>area_too_large</c>, <c>area_too_precise</c> (a third decimal), <c>area_negative</c>.
    /// </summary>
    public static Outcome<Area> Parse(string text, string? field = null) =>
        Kernel.Hundredths.Parse(WithoutUnit(text.Trim()), "area", field)
            .Then<Area>(hundredths => hundredths < 0 ? new Refusal("area_negative", field) : new Area(hundredths));

    /// <summary>All of <paramref name="areas"/> together; zero when there are none.</summary>
    public static Area Sum(IEnumerable<Area> areas) => areas.Aggregate(Zero, (total, next) => total + next);

    public static Area operator +(Area left, Area right) => new(checked(left.Hundredths + right.Hundredths));

    /// <exception cref="ArgumentOutOfRangeException">More is taken away than there is.</exception>
    public static Area operator -(Area left, Area right) => FromHundredths(checked(left.Hundredths - right.Hundredths));

    public static bool operator <(Area left, Area right) => left.Hundredths < right.Hundredths;

    public static bool operator <=(Area left, Area right) => left.Hundredths <= right.Hundredths;

    public static bool operator >(Area left, Area right) => left.Hundredths > right.Hundredths;

    public static bool operator >=(Area left, Area right) => left.Hundredths >= right.Hundredths;

    /// <inheritdoc/>
    public int CompareTo(Area other) => Hundredths.CompareTo(other.Hundredths);

    /// <summary>"12,000.00 m²", the same in every language.</summary>
    public override string ToString() => Kernel.Hundredths.Format(Hundredths, grouped: true) + " m²";

    /// <summary>"12000.00": square metres without unit or commas, for form fields and tables others read.</summary>
    public string ToPlainText() => Kernel.Hundredths.Format(Hundredths, grouped: false);

    private static string WithoutUnit(string text)
    {
        string[] units = ["m²", "m2", "㎡", "平方米"];   // read, never shown
        return units.FirstOrDefault(unit => text.EndsWith(unit, StringComparison.Ordinal)) is { } unit ? text[..^unit.Length] : text;
    }
}
