using System.Globalization;

namespace Countyworks.Kernel;

/// <summary>Reads and writes whole hundredths (fen, 0.01 m²) as people write them, without ever passing through floating point.</summary>
internal static class Hundredths
{
    private const NumberStyles Written = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;

    /// <summary>
    /// Reads "1602.1", "1,602.10" or "-5"; full-width digits, as Chinese input methods give them, count as digits.
    /// Refuses, in this order: <c>{word}_unreadable</c>, <c>{word}_too_precise</c> (a third decimal), <c>{word}_too_large</c>.
    /// </summary>
    public static Outcome<long> Parse(string text, string word, string? field)
    {
        var number = string.Concat(text.Trim().Select(HalfWidth));
        if (!IsGroupedInThousands(number) || !decimal.TryParse(number, Written, CultureInfo.InvariantCulture, out var value))
        {
            return new Refusal(word + "_unreadable", field);
        }

        var hundredths = value is > long.MaxValue / 100m or < long.MinValue / 100m ? (decimal?)null : value * 100;
        return hundredths is null ? new Refusal(word + "_too_large", field)
            : decimal.Truncate(hundredths.Value) != hundredths ? new Refusal(word + "_too_precise", field)
            : (long)hundredths;
    }

    /// <summary>"1602.10", or "1,602.10" when grouped.</summary>
    public static string Format(long hundredths, bool grouped) =>
        (hundredths / 100m).ToString(grouped ? "#,##0.00" : "0.00", CultureInfo.InvariantCulture);

    private static char HalfWidth(char character) => character is >= '！' and <= '～' ? (char)(character - '！' + '!') : character;

    /// <summary>"1,602" but not "16,02": a comma in the wrong place is more often a mistyped point than a habit.</summary>
    private static bool IsGroupedInThousands(string number)
    {
        var whole = number.TrimStart('-', '+').Split('.')[0].Split(',');
        return whole.Length == 1 ? whole[0].Length > 0 : whole[0].Length is > 0 and <= 3 && whole.Skip(1).All(group => group.Length == 3);
    }
}
