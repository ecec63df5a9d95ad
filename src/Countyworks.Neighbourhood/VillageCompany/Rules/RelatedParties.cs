using System.Text;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Rules;

/// <summary>Somebody whom the company must not deal with quietly.</summary>
/// <param name="Name">The person or enterprise.</param>
/// <param name="Code">Its unified social credit code; null for a person, or where it is not known.</param>
/// <param name="From">Since which day, inclusive.</param>
/// <param name="Until">Until which day, inclusive; null while it lasts.</param>
public readonly record struct KnownParty(string Name, string? Code, LocalDate From, LocalDate? Until);

/// <summary>Whether a contract is with a related party (关联方): by the code where both have one, else by the name as written, spaces and widths of letters aside.</summary>
public static class RelatedParties
{
    /// <summary>The parties a contract is with, as far as they were related on the day it was signed; their places in <paramref name="parties"/>.</summary>
    /// <param name="parties">All that were declared, whenever that was.</param>
    /// <param name="name">With whom.</param>
    /// <param name="code">The unified social credit code; null when it has none.</param>
    /// <param name="signed">When it was signed.</param>
    public static IReadOnlyList<int> Among(IReadOnlyList<KnownParty> parties, string name, string? code, LocalDate signed) =>
        [.. parties.Index().Where(p => p.Item.From <= signed && !(p.Item.Until < signed) && IsSame(p.Item, name, code)).Select(p => p.Index)];

    private static bool IsSame(KnownParty party, string name, string? code) =>
        party.Code is { } known && code is not null ? string.Equals(known, code, StringComparison.OrdinalIgnoreCase) : Plain(party.Name) == Plain(name);

    // Full-width brackets and letters become half-width ones; blanks go.
    private static string Plain(string name) =>
        string.Concat(name.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
