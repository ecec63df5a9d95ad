namespace Countyworks.Engines.Ballots;

/// <summary>What a threshold is a part of.</summary>
public enum Base
{
    /// <summary>Everybody on the roll.</summary>
    All = 0,

    /// <summary>Those who took part, abstainers included.</summary>
    Participating = 1,
}

/// <summary>
/// A part of a whole that must be reached, decided in whole numbers. "以上" includes the number (民法典 1259), "过半数" does not.
/// </summary>
/// <param name="Numerator">Of the fraction; more than 0.</param>
/// <param name="Denominator">Of the fraction; not less than the numerator.</param>
/// <param name="IsStrict">Whether the fraction itself is not enough: "more than".</param>
/// <param name="Of">The whole.</param>
public sealed record Threshold(int Numerator, int Denominator, bool IsStrict, Base Of)
{
    /// <summary>Two thirds or more of all.</summary>
    public static readonly Threshold TwoThirdsOfAll = new(2, 3, IsStrict: false, Base.All);

    /// <summary>Half or more of all.</summary>
    public static readonly Threshold HalfOfAll = new(1, 2, IsStrict: false, Base.All);

    /// <summary>More than half of all.</summary>
    public static readonly Threshold MoreThanHalfOfAll = new(1, 2, IsStrict: true, Base.All);

    /// <summary>More than half of those who took part.</summary>
    public static readonly Threshold MoreThanHalf = new(1, 2, IsStrict: true, Base.Participating);

    /// <summary>Three quarters or more of those who took part.</summary>
    public static readonly Threshold ThreeQuarters = new(3, 4, IsStrict: false, Base.Participating);

    /// <summary>
    /// The least part of <paramref name="whole"/> that is enough; one more than the whole when nothing can be. Nobody's agreement is none:
    /// of an empty whole at least one is needed.
    /// </summary>
    /// <param name="whole">0 or more.</param>
    public long Least(long whole)
    {
        var (quotient, rest) = Int128.DivRem((Int128)whole * Numerator, Denominator);
        var least = (long)quotient + (IsStrict || rest != 0 ? 1 : 0);
        return Math.Max(least, 1);
    }

    /// <summary>Whether <paramref name="part"/> of <paramref name="whole"/> is enough.</summary>
    public bool IsMetBy(long part, long whole) => part >= Least(whole);
}
