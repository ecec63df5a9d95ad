using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>What a new matter needs to be told.</summary>
/// <param name="Title">1 to <see cref="TitleLimit"/> characters, without personal data.</param>
/// <param name="Place">Where.</param>
/// <param name="Category">What it is about; null when not sorted yet.</param>
/// <param name="Priority">How pressing.</param>
/// <param name="OpenedAt">When it was received, if that was before now (an import); its clock starts there.</param>
public sealed record NewMatter(string Title, Place Place, string? Category, Priority Priority, Instant? OpenedAt = null)
{
    /// <summary>The most characters of a title.</summary>
    public const int TitleLimit = 120;
}

/// <summary>Opens a matter: gives it a number, starts its clock. A part of a kind's own command, in its transaction.</summary>
public static class OpenMatter
{
    /// <summary>Writes the matter and its marks, and records <see cref="MatterOpened"/>.</summary>
    public static Dossier In(Change change, MatterKind kind, NewMatter wish, MatterRules rules, Words words, Audience audience = Audience.Parties)
    {
        var openedAt = wish.OpenedAt ?? change.Now;
        var rule = rules.RuleFor(kind, openedAt);
        var matter = new Matter
        {
            Id = change.NewId<Matter>(),
            Kind = kind.Name,
            Number = NumberOf(change, kind, openedAt),
            Title = wish.Title,
            Category = wish.Category,
            PlaceId = wish.Place.Id,
            PlacePath = wish.Place.Path,
            Priority = wish.Priority,
            Stage = kind.First.Name,
            OpenedAt = openedAt,
        };
        var dossier = new Dossier
        {
            Matter = matter,
            Kind = kind,
            Rule = rule,
            Marks = [.. rule.Marks.Select((m, i) => new MatterMark { MatterId = matter.Id, Mark = m.Name, Ordinal = i })],
        };
        dossier.Reckon(rules.Calendar);
        change.Add(matter);
        foreach (var mark in dossier.Marks)
        {
            change.Add(mark);
        }

        words.Record(change, new MatterOpened(kind.Name, matter.Number, matter.PlaceId, matter.Category), matter.Id, audience);
        return dossier;
    }

    private static string NumberOf(Change change, MatterKind kind, Instant openedAt)
    {
        var year = CountyTime.LocalDay(openedAt).Year;
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind.Sign}-{year}-{change.NextNumber($"{kind.Name} {year}"):D6}");
    }
}
