using System.Globalization;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>Numbers of heads as people write them: "1-20, 25 31".</summary>
internal static class HeadList
{
    /// <summary>The most heads of a list.</summary>
    public const int Most = 10_000;

    /// <summary>Reads it; null when it is no such list.</summary>
    public static IReadOnlyList<int>? Read(string text)
    {
        var heads = new List<int>();
        foreach (var part in text.Split([' ', ',', '，', '、', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))   // read, never shown
        {
            var ends = part.Split('-', '–');
            if (ends.Length > 2 || !Whole(ends[0], out var first) || !Whole(ends[^1], out var last) || last < first || heads.Count + last - first >= Most)
            {
                return null;
            }

            heads.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return heads;
    }

    private static bool Whole(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
