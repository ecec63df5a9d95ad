using System.Globalization;
using System.Text.Json;
using Countyworks.Core.Books;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Tables;
using Countyworks.Data;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Batches;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>Looks through a platform's file of charging sessions: what would be new, what is there, what is refused and why. Nothing is taken in yet.</summary>
/// <param name="Station">The charging station.</param>
/// <param name="Content">The file, kept as the document the revenue will rest on.</param>
/// <param name="Read">What it says, from <see cref="SessionFile.Read"/>.</param>
public sealed record LookAtSessions(Id<Asset> Station, FileContent Content, ReadSessions Read)
{
    /// <summary>Keeps file and report. Refuses, in this order: <c>not_found</c> (asset), <c>asset_no_charging_station</c>.</summary>
    public Outcome<SessionImport> In(Change change, Caller caller) => CompanyBooks.FindAsset(change.Db, caller, Station, CompanyPermissions.Keep).Then<SessionImport>(found =>
    {
        if (found.Asset.Kind != AssetKind.ChargingStation)
        {
            return new Refusal("asset_no_charging_station", "file");
        }

        var match = SessionFile.Match(change.Db, found.Company, Station, Read);
        CompanyFile.Keep(change, found.Company.Id, Content);
        var looked = new SessionImport
        {
            Id = change.NewId<SessionImport>(), AssetId = Station, FileName = Content.Name, Document = Content.Sha256, State = SessionImportState.Looked, Rows = match.Rows, Added = match.Added.Count,
            Already = match.Already, Refused = match.Refused.Count, WattHours = match.WattHours, FeeFen = match.Fee.Fen, Report = SessionFile.Write(match.Refused), At = change.Now,
        };
        change.Add(looked);
        change.Record(new SessionsLookedAt(looked.Id, looked.Rows, looked.Added, looked.Already, looked.Refused), found.Company.Id.Value);
        return looked;
    });
}

/// <summary>
/// Takes in the sessions of a file that was looked through: each new one once, and the fees of each day as one entry of the company's books, which rests on the file. A session that was taken in before, by this file or
/// another, is not taken in again.
/// </summary>
/// <param name="Which">The import.</param>
/// <param name="Read">What its file says, read again.</param>
public sealed record ImportSessions(Id<SessionImport> Which, ReadSessions Read)
{
    /// <summary>
    /// Takes them in, all or none. Refuses, in this order: <c>not_found</c> (import), <c>sessions_imported</c> (already), <c>sessions_none</c> (no row is new), and what <see cref="MakeEntry"/> refuses.
    /// </summary>
    public Outcome<SessionImport> In(Change change, Caller caller)
    {
        if (change.Db.Set<SessionImport>().FirstOrDefault(i => i.Id == Which) is not { } import
            || !CompanyBooks.FindAsset(change.Db, caller, import.AssetId, CompanyPermissions.Keep).IsDone(out var found, out _))
        {
            return Refusal.NotFound("import");
        }

        var match = SessionFile.Match(change.Db, found.Company, import.AssetId, Read);
        if (import.State == SessionImportState.Imported || match.Added.Count == 0)
        {
            return new Refusal(import.State == SessionImportState.Imported ? "sessions_imported" : "sessions_none") { Kind = RefusalKind.Conflict };
        }

        foreach (var session in match.Added)
        {
            change.Add(new ChargingSession
            {
                AssetId = import.AssetId, Number = session.Number, StartedAt = session.StartedAt, EndedAt = session.EndedAt, Day = session.Day, WattHours = session.WattHours, FeeFen = session.Fee.Fen, ImportId = import.Id,
            });
        }

        foreach (var day in match.Added.GroupBy(s => s.Day).OrderBy(day => day.Key))
        {
            if (Book(change, found.Company, found.Asset, import, day.Key, Money.Sum(day.Select(s => s.Fee))) is { } refusal)
            {
                return refusal;
            }
        }

        (import.State, import.ImportedAt, import.Rows, import.Added, import.Already, import.Refused) = (SessionImportState.Imported, change.Now, match.Rows, match.Added.Count, match.Already, match.Refused.Count);
        (import.WattHours, import.FeeFen, import.Report) = (match.WattHours, match.Fee.Fen, SessionFile.Write(match.Refused));
        change.Put(import);
        change.Record(
            new SessionsImported(import.Id, Convert.ToHexStringLower(import.Document), import.Added, import.Already, import.Refused, import.WattHours, import.FeeFen), found.Company.Id.Value, Data.Journal.Audience.Public);
        return import;
    }

    private static Refusal? Book(Change change, Company company, Asset station, SessionImport import, LocalDate day, Money fees) => fees == Money.Zero
        ? null
        : new MakeEntry(
            company.LedgerId,
            EntryOrder.Post(
                string.Create(CultureInfo.InvariantCulture, $"sessions/{import.Id}/{day:uuuu-MM-dd}"), day,
                Leg.Debit(CompanyBooks.Receivable(station.Code), fees.Fen), Leg.Credit(CompanyBooks.Revenue(station.Code), fees.Fen)) with { Evidence = Digest.Of(import.Document), Memo = station.Name }).In(change).Refusal;
}

/// <summary>A platform's file of charging sessions.</summary>
public static class SessionFile
{
    private const int MostReported = 1000;

    /// <summary>Reads it. Refuses what <see cref="TableFile.Read"/> and <see cref="SessionReading.Read"/> refuse, for the field <c>file</c>.</summary>
    public static Outcome<ReadSessions> Read(byte[] bytes, Asset station, Instant now)
    {
        var read = TableFile.Read(bytes).Then(new SessionReading(station.InServiceOn, now).Read);
        return read.Refusal is { } why ? why with { Field = "file" } : read;
    }

    /// <summary>Compares it with what was taken in before.</summary>
    internal static SessionMatch Match(DistrictDb db, Company company, Id<Asset> station, ReadSessions read)
    {
        var numbers = read.Sessions.Select(s => s.Number).ToList();
        var there = db.Set<ChargingSession>().Where(s => s.AssetId == station && numbers.Contains(s.Number)).ToDictionary(s => s.Number, StringComparer.Ordinal);
        return SessionMatch.Of(read, row => there.TryGetValue(row.Number, out var session) ? session.IsSame(row) : null, company.ClosedYear);
    }

    /// <summary>The first refused rows, as they are kept.</summary>
    internal static string Write(IReadOnlyList<RefusedRow> refused) => JsonSerializer.Serialize(refused.Take(MostReported).Select(KeptRow.Of), Json.Options);

    /// <summary>The refused rows as they were kept.</summary>
    public static IReadOnlyList<RefusedRow> Reported(SessionImport import) => [.. JsonSerializer.Deserialize<List<KeptRow>>(import.Report, Json.Options)!.Select(row => row.Read())];

    private sealed record KeptRow(int Line, string Refusal)
    {
        public RefusedRow Read() => new(Line, KeptRefusal.Read(Refusal));

        public static KeptRow Of(RefusedRow row) => new(row.Line, KeptRefusal.Write(row.Why));
    }
}
