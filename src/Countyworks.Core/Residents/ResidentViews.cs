using Countyworks.Core.Places;
using Countyworks.Core.SignIn;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Residents;

/// <summary>A unit of a building, and how far its owners are known.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Occupants">Who is known, with the record to end it by.</param>
/// <param name="PrintedAt">When the letter was printed whose code may be used; null while there is none.</param>
public sealed record UnitLine(Place Unit, IReadOnlyList<(Occupancy Occupancy, string Name)> Occupants, Instant? PrintedAt);

/// <summary>The page on which letters are printed.</summary>
/// <param name="Buildings">The buildings the reader invites for.</param>
/// <param name="Building">The one chosen; null before that.</param>
/// <param name="Name">Its name, with those above it.</param>
/// <param name="Lines">Its units.</param>
/// <param name="Form">What was chosen.</param>
/// <param name="MayAddUnits">Whether the reader may add units to it.</param>
public sealed record InvitationsView(IReadOnlyList<Option> Buildings, Place? Building, string Name, IReadOnlyList<UnitLine> Lines, Form Form, bool MayAddUnits)
{
    /// <summary>The units nobody is known of, which are ticked at first.</summary>
    public IReadOnlyList<UnitLine> Unknown => [.. Lines.Where(line => line.Occupants.Count == 0)];
}

/// <summary>A letter to be printed.</summary>
/// <param name="Unit">Its full name.</param>
/// <param name="Code">The code.</param>
/// <param name="Picture">The address with the code, as a QR code.</param>
public sealed record OneLetter(string Unit, string Code, string Picture);

/// <summary>The letters, each on a sheet of its own.</summary>
/// <param name="Letters">The letters.</param>
/// <param name="Address">Where codes are typed.</param>
/// <param name="Until">Until when they are good.</param>
/// <param name="Back">The page they came from.</param>
public sealed record LettersView(IReadOnlyList<OneLetter> Letters, string Address, Instant Until, string Back);

/// <summary>The page on which the code of a letter is used.</summary>
/// <param name="Form">The code, and who uses it.</param>
/// <param name="UnitName">The unit of the code; null before a good code was given.</param>
/// <param name="SignedInName">Who is signed in already, and needs no account.</param>
/// <param name="Strength">How good the password is; null before one was sent.</param>
public sealed record JoinView(Form Form, string? UnitName, string? SignedInName, PasswordJudgement? Strength);
