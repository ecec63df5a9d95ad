namespace Countyworks.Neighbourhood.Roster;

/// <summary>The phone of a shift.</summary>
public static class DutyPhone
{
    /// <summary>The most characters that are typed.</summary>
    public const int Limit = 30;

    private const int Shortest = 3, Longest = 15;

    /// <summary>The digits of a phone as people write it; short numbers such as 12345 and extensions are fine. Null when it is none.</summary>
    public static string? Normal(string typed)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return digits.Length is >= Shortest and <= Longest && !typed.Any(char.IsLetter) ? digits : null;
    }
}
