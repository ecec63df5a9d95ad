using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>A charging session (充电订单) that was taken in: added once, never changed.</summary>
public sealed class ChargingSession
{
    /// <summary>The charging station.</summary>
    public required Id<Asset> AssetId { get; init; }

    /// <summary>The platform's number.</summary>
    public required string Number { get; init; }

    /// <summary>When charging began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required Instant EndedAt { get; init; }

    /// <summary>The local day whose revenue it is.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>Energy in watt-hours.</summary>
    public required long WattHours { get; init; }

    /// <summary>The fee, in fen.</summary>
    public required long FeeFen { get; init; }

    /// <summary>The file it came with.</summary>
    public required Id<SessionImport> ImportId { get; init; }

    /// <summary>Whether a row says the very same.</summary>
    public bool IsSame(ReadSession row) => (StartedAt, EndedAt, WattHours, FeeFen) == (row.StartedAt, row.EndedAt, row.WattHours, row.Fee.Fen);
}

/// <summary>Where an import stands.</summary>
public enum SessionImportState
{
    /// <summary>Looked through; nothing was taken in (已试读).</summary>
    Looked = 1,

    /// <summary>Taken in (已导入).</summary>
    Imported = 2,
}

/// <summary>A platform's file: looked through first, taken in when somebody says so.</summary>
public sealed class SessionImport
{
    /// <summary>Its identity.</summary>
    public required Id<SessionImport> Id { get; init; }

    /// <summary>The charging station.</summary>
    public required Id<Asset> AssetId { get; init; }

    /// <summary>What the file was called.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file: the document the revenue rests on.</summary>
    public required byte[] Document { get; init; }

    /// <summary>Where it stands.</summary>
    public required SessionImportState State { get; set; }

    /// <summary>Rows of the file.</summary>
    public required int Rows { get; set; }

    /// <summary>Sessions that are, or would be, new.</summary>
    public required int Added { get; set; }

    /// <summary>Sessions that were there already, the same in all.</summary>
    public required int Already { get; set; }

    /// <summary>Rows that were refused.</summary>
    public required int Refused { get; set; }

    /// <summary>Energy of the new sessions, in watt-hours.</summary>
    public required long WattHours { get; set; }

    /// <summary>Fees of the new sessions, in fen.</summary>
    public required long FeeFen { get; set; }

    /// <summary>The refused rows, as JSON: line and reason.</summary>
    public required string Report { get; set; }

    /// <summary>When it was looked through.</summary>
    public required Instant At { get; init; }

    /// <summary>When it was taken in; null before.</summary>
    public Instant? ImportedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
