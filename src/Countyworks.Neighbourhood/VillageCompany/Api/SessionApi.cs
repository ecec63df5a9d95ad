using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Api;

/// <summary>A platform's file of charging sessions, kept before by <c>POST /api/v1/files</c>.</summary>
public sealed record SessionsWish(Id<StoredFile> File) : IBody<SessionsWish>;

/// <summary>A row that was refused, and why.</summary>
public sealed record RefusedRowItem(int Line, string Why);

/// <summary>An import of charging sessions: what the file would add, or added; the sum in fen, the file as SHA-256.</summary>
public sealed record SessionImportItem(
    Id<SessionImport> Id, Id<Asset> AssetId, SessionImportState State, int Rows, int Added, int Already, int Refused, long WattHours, long FeeFen, string Document, IReadOnlyList<RefusedRowItem> RefusedRows, Instant At, Instant? ImportedAt)
{
    /// <summary>Of a row.</summary>
    public static SessionImportItem Of(Texts texts, SessionImport i) => new(
        i.Id, i.AssetId, i.State, i.Rows, i.Added, i.Already, i.Refused, i.WattHours, i.FeeFen, Convert.ToHexStringLower(i.Document),
        [.. SessionFile.Reported(i).Select(row => new RefusedRowItem(row.Line, texts.Of(row.Why)))], i.At, i.ImportedAt);
}

/// <summary>Charging sessions over the API: a file is looked through, and then taken in, as on the pages.</summary>
public static class SessionApi
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/village-assets/{asset}/session-imports", Look).Needs(CompanyPermissions.Keep).WithTags("village companies")
            .Answers<SessionImportItem>("lookAtChargingSessions", "Looks through a platform's file: what would be new, what is there, what is refused and why", StatusCodes.Status201Created);
        var imports = routes.MapGroup("/api/v1/village-session-imports/{import}").WithTags("village companies");
        imports.MapGet("", One).Needs(CompanyPermissions.Keep).Answers<SessionImportItem>("getChargingSessionImport", "An import of charging sessions");
        imports.MapPost("/take", Take).Needs(CompanyPermissions.Keep).Answers<SessionImportItem>("takeChargingSessions", "Takes in the sessions of a file that was looked through: each new one once, the fees of each day as one entry of the books");
    }

    private static async Task<IResult> Look(ApiCall call, IEnumerable<IFileAccess> rules, FileStore store, Id<Asset> asset, SessionsWish wish)
    {
        if (!CompanyBooks.FindAsset(call.Db, call.Caller, asset, CompanyPermissions.Keep).IsDone(out var found, out var refusal) || !FreeFile.Find(call.Db, wish.File, rules, "file").IsDone(out var file, out refusal))
        {
            return call.Problem(refusal);
        }

        var read = SessionFile.Read(await File.ReadAllBytesAsync(store.PathOf(file.Sha256), call.Http.RequestAborted), found.Asset, call.Now);
        return await call.Run(
            "look_at_sessions",
            wish,
            change => read.Then(sessions => new LookAtSessions(asset, file, sessions).In(change, call.Caller)).Then<SessionImportItem>(import => SessionImportItem.Of(call.Texts, import)),
            import => $"/api/v1/village-session-imports/{import.Id}");
    }

    private static IResult One(ApiCall call, Id<SessionImport> import) =>
        Find(call, import) is var (known, _) ? call.Answer(SessionImportItem.Of(call.Texts, known)) : call.Problem(Refusal.NotFound("import"));

    private static async Task<IResult> Take(ApiCall call, FileStore store, Id<SessionImport> import)
    {
        if (Find(call, import) is not var (looked, station))
        {
            return call.Problem(Refusal.NotFound("import"));
        }

        var read = SessionFile.Read(await File.ReadAllBytesAsync(store.PathOf(looked.Document), call.Http.RequestAborted), station, call.Now);
        return await call.Run(
            "import_sessions", import, change => read.Then(sessions => new ImportSessions(import, sessions).In(change, call.Caller)).Then<SessionImportItem>(taken => SessionImportItem.Of(call.Texts, taken)));
    }

    private static (SessionImport Import, Asset Station)? Find(ApiCall call, Id<SessionImport> id) =>
        call.Db.Set<SessionImport>().FirstOrDefault(i => i.Id == id) is { } import && CompanyBooks.FindAsset(call.Db, call.Caller, import.AssetId, CompanyPermissions.Keep).IsDone(out var found, out _) ? (import, found.Asset) : null;
}
