using System.Text.Json;
using Countyworks.Data;
using Countyworks.Data.Secrets;
using Countyworks.Core.People;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing.Batches;

/// <summary>How far an uploaded file is.</summary>
public enum BatchState
{
    /// <summary>Uploaded; nobody has said yet which column means what.</summary>
    Unmapped = 1,

    /// <summary>Waits to be looked through, or is being.</summary>
    Looking = 2,

    /// <summary>Looked through: its report is there, nothing is written.</summary>
    Looked = 3,

    /// <summary>Waits to be imported, or is being.</summary>
    Importing = 4,

    /// <summary>Imported; the file is gone.</summary>
    Imported = 5,

    /// <summary>It could not be read or written; it may be tried again.</summary>
    Failed = 6,
}

/// <summary>A file somebody uploaded to import, and what came of it.</summary>
public sealed class ImportBatch
{
    /// <summary>The most characters of a file name that are kept.</summary>
    public const int FileNameLimit = 120;

    /// <summary>Its identity.</summary>
    public required Id<ImportBatch> Id { get; init; }

    /// <summary>When it was uploaded.</summary>
    public required Instant At { get; init; }

    /// <summary>Who did.</summary>
    public Id<Person>? PersonId { get; init; }

    /// <summary>What the file was called.</summary>
    public required string FileName { get; init; }

    /// <summary>The profile it is read by; empty while unmapped.</summary>
    public required string Profile { get; set; }

    /// <summary>Whether unknown units are kept as units not in use.</summary>
    public bool CreatesUnits { get; init; }

    /// <summary>How far it is.</summary>
    public required BatchState State { get; set; }

    /// <summary>Rows in the file.</summary>
    public required int Rows { get; set; }

    /// <summary>Rows dealt with.</summary>
    public int Done { get; set; }

    /// <summary>Requests made, or to be made.</summary>
    public int Created { get; set; }

    /// <summary>Merged into the one they repeat.</summary>
    public int Merged { get; set; }

    /// <summary>There before.</summary>
    public int Already { get; set; }

    /// <summary>Rows that could not be imported.</summary>
    public int Rejected { get; set; }

    /// <summary>Its <see cref="BatchNotes"/> as JSON; empty before it was looked through.</summary>
    public string Notes { get; set; } = "";

    /// <summary>When it was last dealt with to its end.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>The code of the refusal it failed for; null when it didn't.</summary>
    public string? FailedFor { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>What to know of a batch besides its counts.</summary>
/// <param name="Notes">Of rows.</param>
/// <param name="NewCategories">Names the county didn't have.</param>
public sealed record BatchNotes(IReadOnlyList<ImportNote> Notes, IReadOnlyList<string> NewCategories)
{
    /// <summary>Nothing.</summary>
    public static readonly BatchNotes None = new([], []);

    /// <summary>The names of the file's columns; empty for a batch dealt with before they were kept.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>What is kept of a batch.</summary>
    public static BatchNotes Of(ImportBatch batch) => batch.Notes.Length == 0 ? None : JsonSerializer.Deserialize<BatchNotes>(batch.Notes, Json.Options)!;
}

/// <summary>A row of a batch that could not be imported, kept so that it can be put right and handed in again.</summary>
public sealed class ImportRejection
{
    /// <summary>The batch.</summary>
    public required Id<ImportBatch> BatchId { get; init; }

    /// <summary>Its line in the file.</summary>
    public required int Line { get; init; }

    /// <summary>Why, as JSON: code, column, arguments.</summary>
    public required string Refusal { get; init; }

    /// <summary>Its cells as JSON, sealed; openly in a row written before they were.</summary>
    public required string Cells { get; init; }

    /// <summary>The cells, opened.</summary>
    public string[] CellsBy(ISecrets secrets) =>
        JsonSerializer.Deserialize<string[]>(Cells.StartsWith('[') ? Cells : secrets.OpenOwn(PlaceOf(BatchId, Line), Cells), Json.Options)!;

    /// <summary>What the cells of a line are sealed for.</summary>
    public static SecretPlace PlaceOf(Id<ImportBatch> batch, int line) =>
        new("import_rejection", "cells", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{batch}/{line}"));
}
