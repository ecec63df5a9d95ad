using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Countyworks.Core.Files;

/// <summary>Hands files out to whoever some rule admits; to others they do not exist.</summary>
public static class FileEndpoints
{
    /// <summary>GET /files/{id} and /files/{id}/thumb.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/files/{id}", (Id<StoredFile> id, HttpContext http, DistrictDb db, FileStore store, IEnumerable<IFileAccess> rules) =>
            Answer(id, isThumbnail: false, http, db, store, rules)).Open();
        routes.MapGet("/files/{id}/thumb", (Id<StoredFile> id, HttpContext http, DistrictDb db, FileStore store, IEnumerable<IFileAccess> rules) =>
            Answer(id, isThumbnail: true, http, db, store, rules)).Open();
    }

    /// <summary>Lets a route take forms with files up to the limits.</summary>
    public static RouteHandlerBuilder TakesFiles(this RouteHandlerBuilder route, FileLimits limits) => route
        .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(limits.FormBytes), new RequestTimeoutAttribute(FileLimits.LongestUploadMs))
        .WithFormOptions(multipartBodyLengthLimit: limits.FormBytes);

    /// <summary>Hands out a file, or its thumbnail where it is a picture: for routes that have judged by themselves that the caller may see it.</summary>
    public static Results<PhysicalFileHttpResult, NotFound> Give(StoredFile file, bool isThumbnail, HttpContext http, FileStore store)
    {
        if ((isThumbnail ? Thumbnail(file, store) : Whole(file, http, store)) is not { } found)
        {
            return TypedResults.NotFound();
        }

        // A content never changes under its address; what is shown is only ever shown, never run.
        var headers = http.Response.Headers;
        headers.CacheControl = "private, max-age=31536000, immutable";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        return found;
    }

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> Answer(
        Id<StoredFile> id, bool isThumbnail, HttpContext http, DistrictDb db, FileStore store, IEnumerable<IFileAccess> rules)
    {
        var stop = http.RequestAborted;
        var file = await db.Set<StoredFile>().SingleOrDefaultAsync(f => f.Id == id, stop);
        return file is null || !await IsAdmitted(http.Caller(), id, db, rules, stop) ? TypedResults.NotFound() : Give(file, isThumbnail, http, store);
    }

    private static async Task<bool> IsAdmitted(
        Caller caller, Id<StoredFile> file, DistrictDb db, IEnumerable<IFileAccess> rules, CancellationToken cancellation)
    {
        foreach (var rule in rules)
        {
            if (await rule.Admits(caller, file, db, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    private static PhysicalFileHttpResult Whole(StoredFile file, HttpContext http, FileStore store)
    {
        if (FileType.Of(file.MediaType) is not { IsImage: true })
        {
            return Physical(store.PathOf(file.Sha256), file.MediaType, file.Sha256, file.Name);
        }

        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        return Physical(store.PathOf(file.Sha256), file.MediaType, file.Sha256);
    }

    private static PhysicalFileHttpResult? Thumbnail(StoredFile file, FileStore store) => FileType.Of(file.MediaType) is { IsImage: true }
        ? Physical(store.ThumbnailOf(file.Sha256), FileType.Jpeg.MediaType, file.Sha256)
        : null;

    private static PhysicalFileHttpResult Physical(string path, string mediaType, byte[] sha256, string? downloadName = null) => TypedResults.PhysicalFile(
        Path.GetFullPath(path), mediaType, downloadName, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(sha256)}\""), enableRangeProcessing: true);
}
