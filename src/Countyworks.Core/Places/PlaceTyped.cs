using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Core.Places;

/// <summary>The place a <c>PlaceField</c> names: chosen from its list, or typed in words that fit one place alone.</summary>
/// <param name="Place">The place; null when none was named, or the form was refused.</param>
/// <param name="Candidates">The places that fit what was typed, when it was more than one.</param>
public sealed record PlaceTyped(Place? Place, IReadOnlyList<Option> Candidates)
{
    private const int MostCandidates = 8;

    /// <summary>Nothing named.</summary>
    public static readonly PlaceTyped None = new(null, []);

    /// <summary>Reads it. Refuses <c>missing</c>, <c>place_unknown</c>, <c>place_ambiguous</c>.</summary>
    public static PlaceTyped Read(Form form, string name, PlaceTree places, bool required = true)
    {
        // A place chosen earlier counts only while what is typed still fits it: without script nothing empties the field when it is typed over.
        var typed = form.Value(name + "_text").Trim();
        if (form.IdOrNull<Place>(name) is { } id && places.Find(id) is { } chosen
            && (typed.Length == 0 || typed == chosen.Name || typed == places.FullName(chosen) || places.Search(typed, MostCandidates).Contains(chosen)))
        {
            return new(chosen, []);
        }

        if (typed.Length == 0)
        {
            if (required && form.ErrorOf(name) is null)
            {
                form.Refused(Refusal.Missing(name));
            }

            return None;
        }

        var found = places.Search(typed, MostCandidates);
        var exact = found.Where(p => p.Name == typed || places.FullName(p) == typed).ToList();
        if (found.Count == 0)
        {
            form.Refused(new Refusal("place_unknown", name));
            return None;
        }

        if (exact.Count != 1 && found.Count != 1)
        {
            form.Refused(new Refusal("place_ambiguous", name));
            return new(null, [.. found.Select(p => new Option(p.Id.ToString(), places.FullName(p)))]);
        }

        return new(exact.Count == 1 ? exact[0] : found[0], []);
    }
}
