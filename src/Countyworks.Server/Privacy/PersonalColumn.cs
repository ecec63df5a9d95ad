namespace Countyworks.Server.Privacy;

/// <summary>How a column lies in the database.</summary>
public enum AtRest
{
    /// <summary>AES-256-GCM under the district's key, bound to its row.</summary>
    Sealed = 1,

    /// <summary>A keyed or salted hash: found by, never read back.</summary>
    Hashed = 2,

    /// <summary>As it is: it must be searched or read by many, or is not meant to hold personal data but may.</summary>
    Open = 3,
}

/// <summary>How much a column must be guarded: what that means stands in <see cref="PrivacyPage"/>.</summary>
public enum DataClass
{
    /// <summary>Anybody may read it.</summary>
    Public = 1,

    /// <summary>Read by those it is for.</summary>
    Served = 2,

    /// <summary>Unreadable without the district's keys; shown masked, and whole to few.</summary>
    Sealed = 3,

    /// <summary>Shown to nobody.</summary>
    Hidden = 4,
}

/// <summary>A column that holds personal data, or may: what for, where it may appear, and how long.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="What">What it holds.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Appears">Where it may appear, and to whom; nowhere else.</param>
/// <param name="Kept">How long.</param>
/// <param name="AtRest">How it lies.</param>
public sealed record PersonalColumn(string Table, string Column, string What, string Purpose, string Appears, string Kept, AtRest AtRest)
{
    /// <summary>Its class: by where it may appear and how it lies.</summary>
    public DataClass Class =>
        Appears == PersonalData.Nowhere ? DataClass.Hidden
        : AtRest == AtRest.Sealed ? DataClass.Sealed
        : Appears.StartsWith("everybody", StringComparison.Ordinal) ? DataClass.Public
        : DataClass.Served;
}
