using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Core.Tables;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing;

/// <summary>What is to be done with a row of the file.</summary>
/// <param name="Line">Its line.</param>
/// <param name="Request">What it tells, or why it can't be imported.</param>
/// <param name="IsAgain">Whether an earlier row of the file is the same, number and all.</param>
/// <param name="RepeatOf">The number of the earlier row that tells the same need; null when none does.</param>
public sealed record PlannedRow(int Line, Outcome<ImportedRequest> Request, bool IsAgain = false, string? RepeatOf = null);

/// <summary>Looks through a whole file before anything is written: what a dry run shows, and what an import then does.</summary>
public static class ImportPlan
{
    /// <summary>
    /// One entry for each row, in their order. Pure. Beyond what <see cref="RowReading.Read"/> refuses, a number that stands twice with
    /// different contents is refused the second time: <c>number_twice</c> (line of the first).
    /// </summary>
    public static IReadOnlyList<PlannedRow> Of(SourceTable table, BoundProfile profile, Instant now)
    {
        var byNumber = new Dictionary<string, (int Line, ImportedRequest Request)>(StringComparer.Ordinal);
        var byWords = new Dictionary<(string, string, string), ImportedRequest>();
        return [.. table.Rows.Select(row => Plan(row.Line, RowReading.Read(row, profile, now)))];

        PlannedRow Plan(int line, Outcome<ImportedRequest> read)
        {
            if (!read.IsDone(out var request, out _))
            {
                return new PlannedRow(line, read);
            }

            if (byNumber.TryGetValue(request.Number, out var first))
            {
                return IsSame(first.Request, request)
                    ? new PlannedRow(line, read, IsAgain: true)
                    : new PlannedRow(line, new Refusal("number_twice", profile.ColumnOf(ImportField.Number)).With("line", first.Line));
            }

            byNumber.Add(request.Number, (line, request));
            var words = (request.Text, request.Address, request.Community);
            return !profile.Profile.MergesRepeats || byWords.TryAdd(words, request) ? new PlannedRow(line, read)
                : new PlannedRow(line, read, RepeatOf: Repeats(request, byWords[words]) ? byWords[words].Number : null);
        }
    }

    /// <summary>A need told again after it was closed is a new one.</summary>
    private static bool Repeats(ImportedRequest later, ImportedRequest first) => first.ClosedAt is null || later.ClosedAt is not null;

    // The lists of notes are no part of what a row says.
    private static bool IsSame(ImportedRequest one, ImportedRequest other) => one with { Notes = [] } == other with { Notes = [] };
}
