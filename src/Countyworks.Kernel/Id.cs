using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Countyworks.Kernel;

/// <summary>The identity of a <typeparamref name="T"/>: a version 7 UUID, so that ids sort by the time they were given.</summary>
/// <param name="Value">The UUID; the empty one is no identity.</param>
public readonly record struct Id<T>(Guid Value) : IParsable<Id<T>>, IComparable<Id<T>>
{
    /// <inheritdoc/>
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    /// <summary>32 hexadecimal digits without dashes, as in addresses and in the API.</summary>
    public override string ToString() => Value.ToString("n", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var parsed = Guid.TryParse(s, CultureInfo.InvariantCulture, out var value);
        result = new(value);
        return parsed;
    }

    public static bool operator <(Id<T> left, Id<T> right) => left.CompareTo(right) < 0;

    public static bool operator <=(Id<T> left, Id<T> right) => left.CompareTo(right) <= 0;

    public static bool operator >(Id<T> left, Id<T> right) => left.CompareTo(right) > 0;

    public static bool operator >=(Id<T> left, Id<T> right) => left.CompareTo(right) >= 0;
}
