using Countyworks.Kernel;

namespace Countyworks.Core.Tables;

/// <summary>A table as another system wrote it: texts only, cleaned of what can't be seen, nothing understood yet.</summary>
/// <param name="Columns">Their names as they stand in the header; a name that repeats gets its number: "Status (2)".</param>
/// <param name="Rows">In the order of the file; blank ones are left out.</param>
public sealed record SourceTable(IReadOnlyList<string> Columns, IReadOnlyList<SourceRow> Rows);

/// <summary>A row of the table.</summary>
/// <param name="Line">The line of the file, or the row of the sheet, it begins on; the first is 1.</param>
/// <param name="Cells">One for each column; empty where nothing stands.</param>
/// <param name="Problem">Why it can't be used as it is, with the column as field; null when it can.</param>
public sealed record SourceRow(int Line, IReadOnlyList<string> Cells, Refusal? Problem = null);
