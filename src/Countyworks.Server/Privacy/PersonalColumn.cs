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

/// <summary>A column that holds personal data, or may: what for, where it may appear, and how long.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="What">What it holds.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Appears">Where it may appear, and to whom; nowhere else.</param>
/// <param name="Kept">How long.</param>
/// <param name="AtRest">How it lies.</param>
public sealed record PersonalColumn(string Table, string Column, string What, string Purpose, string Appears, string Kept, AtRest AtRest);
