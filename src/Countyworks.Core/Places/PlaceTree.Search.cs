namespace Countyworks.Core.Places;

/// <content>Finding places by what people type: characters, pinyin, or initials.</content>
public sealed partial class PlaceTree
{
    /// <summary>The most characters of a search; what is typed beyond is not looked at.</summary>
    public const int SearchLength = 60;

    /// <summary>
    /// The places that fit what was typed, best first: the whole name, then its beginning, then some part of it, by characters before
    /// pinyin or initials; of equals the higher in the tree. Several words ("suyuan 东湖") must all fit the place or one it lies in,
    /// at least one the place itself. Nothing typed finds nothing.
    /// </summary>
    /// <param name="typed">In any case; Latin letters are taken for pinyin.</param>
    /// <param name="limit">The most places wanted.</param>
    /// <param name="within">Only those within this path; "" for all.</param>
    public IReadOnlyList<Place> Search(string typed, int limit, string within = "")
    {
        var words = typed[..Math.Min(typed.Length, SearchLength)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => new Word(w)).ToList();
        var found =
            from place in words.Count == 0 ? [] : Within(within)
            let fit = Fit(place, words)
            where fit is not null && place.EndedAt is null
            orderby fit, place.Level   // of equals the order of the paths stays
            select place;
        return [.. found.Take(limit)];
    }

    private int? Fit(Place place, List<Word> words)
    {
        var best = words.Min(word => word.Fit(place));
        return best is null || words.Exists(word => word.Fit(place) is null && !Upwards(place).Skip(1).Any(above => word.Fit(above) is not null)) ? null : best;
    }

    /// <summary>One word that was typed.</summary>
    private sealed class Word(string typed)
    {
        private readonly string? letters = typed.All(char.IsAscii) ? PinyinKey.Letters(typed) : null;

        /// <summary>How well it fits the name of a place: 0 is best, null not at all.</summary>
        public int? Fit(Place place)
        {
            if (place.Code == typed || place.Name == typed)
            {
                return 0;
            }

            var inName = place.Name.IndexOf(typed, StringComparison.OrdinalIgnoreCase);
            if (inName >= 0)
            {
                return inName == 0 ? 1 : 3;
            }

            if (string.IsNullOrEmpty(letters))
            {
                return null;
            }

            var inKey = place.Pinyin.IndexOf(letters, StringComparison.Ordinal);
            return inKey < 0 ? null : inKey == 0 || place.Pinyin[inKey - 1] == ' ' || place.Pinyin.Contains(' ' + letters, StringComparison.Ordinal) ? 2 : 4;
        }
    }
}
