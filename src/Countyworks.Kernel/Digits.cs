namespace Countyworks.Kernel;

/// <summary>What the codes ask of their characters.</summary>
internal static class Digits
{
    /// <summary>Whether every character is one of 0 to 9 (not of other scripts' digits).</summary>
    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
