namespace Countyworks.Kernel;

/// <summary>
/// A sum of money in whole fen (0.01 yuan), negative when owed or taken back.
/// Arithmetic is checked: a sum that doesn't fit is a broken promise and throws <see cref="OverflowException"/>.
/// Nothing converts to or from a plain number by itself.
/// </summary>
public readonly record struct Money : IComparable<Money>
{
    private Money(long fen) => Fen = fen;

    /// <summary>The sum in fen.</summary>
    public long Fen { get; }

    /// <summary>No money.</summary>
    public static Money Zero => default;

    /// <summary>Whether it is less than nothing.</summary>
    public bool IsNegative => Fen < 0;

    /// <summary><paramref name="fen"/> as money.</summary>
    public static Money FromFen(long fen) => new(fen);

    /// <summary>
    /// Reads yuan as people write them: "1602.1", "1,602.10", "¥1,602.10", "-¥5", "5元".
    /// Refuses, in this order: <c>money_unreadable</c>, <c>money_too_large</c>, <c>money_too_precise</c> (part of a fen).
    /// </summary>
    public static Outcome<Money> Parse(string text, string? field = null) =>
        Hundredths.Parse(WithoutUnit(text), "money", field).Then<Money>(fen => new Money(fen));

    /// <summary>All of <paramref name="sums"/> together; zero when there are none.</summary>
    public static Money Sum(IEnumerable<Money> sums) => sums.Aggregate(Zero, (total, next) => total + next);

    public static Money operator +(Money left, Money right) => new(checked(left.Fen + right.Fen));

    public static Money operator -(Money left, Money right) => new(checked(left.Fen - right.Fen));

    public static Money operator -(Money money) => new(checked(-money.Fen));

    public static Money operator *(Money money, long times) => new(checked(money.Fen * times));

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>"¥1,602.10" or "-¥5.00", the same in every language.</summary>
    public override string ToString()
    {
        var yuan = Hundredths.Format(Fen, grouped: true);
        return IsNegative ? "-¥" + yuan[1..] : "¥" + yuan;
    }

    /// <summary>"1602.10": yuan without sign or commas, for form fields and tables others read.</summary>
    public string ToPlainText() => Hundredths.Format(Fen, grouped: false);

    private static string WithoutUnit(string text)
    {
        var trimmed = text.Trim();
        var number = trimmed.EndsWith('元') ? trimmed[..^1] : trimmed;   // read, never shown
        var sign = number.AsSpan().IndexOfAny('¥', '￥');
        return sign == 0 || (sign == 1 && number[0] == '-') ? number.Remove(sign, 1) : number;
    }
}
