using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;

namespace Countyworks.Neighbourhood.Requests.Importing;

/// <summary>What an import is to do.</summary>
/// <param name="Rows">The plan of the file.</param>
/// <param name="Profile">How it was understood.</param>
public sealed record ImportOrder(IReadOnlyList<PlannedRow> Rows, BoundProfile Profile)
{
    /// <summary>Whether nothing is to be written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether units the county doesn't have are to be kept as units that may not be given matters yet.</summary>
    public bool CreatesUnits { get; init; }
}

/// <summary>What came of a file: every row is in exactly one of the four counts.</summary>
/// <param name="Profile">The profile it was read by.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Created">Requests made.</param>
/// <param name="Merged">Requests made and merged into the one they repeat.</param>
/// <param name="Already">Rows imported before, or standing twice in the file.</param>
/// <param name="Rejected">Rows that could not be imported.</param>
/// <param name="Notes">What was left out or taken from elsewhere.</param>
/// <param name="NewCategories">Categories named there that the county didn't have.</param>
public sealed record ImportReport(
    string Profile, int Rows, int Created, int Merged, int Already, IReadOnlyList<RejectedRow> Rejected, IReadOnlyList<ImportNote> Notes, IReadOnlyList<string> NewCategories);

/// <summary>A row that could not be imported.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Refusal">Why; its field is the column.</param>
public sealed record RejectedRow(int Line, Refusal Refusal);

/// <summary>Something to know of rows that were imported all the same.</summary>
/// <param name="Code">What: a note of <see cref="ImportedRequest.Notes"/>, <c>place_unknown</c> or <c>unit_unknown</c>.</param>
/// <param name="Rows">Of how many rows.</param>
/// <param name="FirstLine">The first of them.</param>
public sealed record ImportNote(string Code, int Rows, int FirstLine);
