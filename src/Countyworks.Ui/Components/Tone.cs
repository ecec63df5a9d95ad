namespace Countyworks.Ui;

/// <summary>What a state means to the reader. Colour is never alone: each tone has its picture, and a word follows.</summary>
public enum Tone
{
    /// <summary>Nothing to worry about, nothing to do.</summary>
    Quiet = 0,

    /// <summary>Someone is at it.</summary>
    Active = 1,

    /// <summary>Done, fine.</summary>
    Good = 2,

    /// <summary>Due today, or in need of a look.</summary>
    Warning = 3,

    /// <summary>Overdue or refused.</summary>
    Bad = 4,
}

internal static class Tones
{
    public static string Class(this Tone tone) => tone switch
    {
        Tone.Quiet => "quiet",
        Tone.Active => "active",
        Tone.Good => "good",
        Tone.Warning => "warning",
        Tone.Bad => "bad",
    };

    public static Glyph Glyph(this Tone tone) => tone switch
    {
        Tone.Quiet => Ui.Glyph.Circle,
        Tone.Active => Ui.Glyph.CircleDot,
        Tone.Good => Ui.Glyph.CircleCheck,
        Tone.Warning => Ui.Glyph.Clock,
        Tone.Bad => Ui.Glyph.TriangleAlert,
    };
}
