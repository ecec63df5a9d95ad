using Countyworks.Core.Tables;
using Countyworks.Neighbourhood.Requests.Importing.Batches;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Importing.Pages;

/// <summary>What the page of imports shows.</summary>
/// <param name="Form">The upload.</param>
/// <param name="Profiles">Names of the profiles there are.</param>
/// <param name="Batches">One page of what was uploaded, the latest first.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Total">How many batches there are.</param>
public sealed record ImportsView(Form Form, IReadOnlyList<string> Profiles, IReadOnlyList<ImportBatch> Batches, int Number, int Total);

/// <summary>What the page of one batch shows.</summary>
/// <param name="Form">The button's form.</param>
/// <param name="Batch">The batch.</param>
/// <param name="Notes">What to know besides the counts.</param>
/// <param name="Rejected">One page of its rejected rows.</param>
/// <param name="Number">Which page, from 1.</param>
public sealed record BatchView(Form Form, ImportBatch Batch, BatchNotes Notes, IReadOnlyList<RejectedRow> Rejected, int Number);

/// <summary>What the mapping page shows.</summary>
/// <param name="Form">Which column means what.</param>
/// <param name="Batch">The batch.</param>
/// <param name="Columns">The header of the file.</param>
/// <param name="Rows">Its first rows.</param>
public sealed record ColumnsView(Form Form, ImportBatch Batch, IReadOnlyList<string> Columns, IReadOnlyList<SourceRow> Rows);
