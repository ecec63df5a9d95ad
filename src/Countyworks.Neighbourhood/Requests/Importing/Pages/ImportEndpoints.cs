using Countyworks.Data.Secrets;
using System.Globalization;
using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Batches;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Core.Tables;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing.Pages;

/// <summary>Importing other systems' files: upload, mapping, dry run, import, and what came of each.</summary>
public static class ImportEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/import";

    /// <summary>Entries on a page.</summary>
    public const int PageSize = 50;

    private const string Area = "import";
    private static readonly TimeSpan LongestImport = TimeSpan.FromMinutes(10);
    private const long FormBytes = TableLimits.FileBytes + (1024 * 1024);

    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Needs(RequestPermissions.Keep);
        pages.MapGet("", (DistrictDb db, int? page) => ShowAll(db, Form.New(Area), page));
        pages.MapPost("", Upload).WithMetadata(new RequestSizeLimitAttribute(FormBytes)).WithFormOptions(multipartBodyLengthLimit: FormBytes).WithRequestTimeout(LongestImport);
        pages.MapGet("/{id}", (DistrictDb db, HttpContext http, Id<ImportBatch> id, int? page) => ShowOne(db, http, id, Form.New(Area), page));
        pages.MapPost("/{id}", Start).WithRequestTimeout(LongestImport);
        pages.MapGet("/{id}/rejected.csv", Rejected);
        MappingEndpoints.Map(pages);
    }

    internal static string PathOf(Id<ImportBatch> id) => $"{Path}/{id}";

    private static IResult ShowAll(DistrictDb db, Form form, int? page)
    {
        var number = Math.Max(page ?? 1, 1);
        var batches = db.Set<ImportBatch>().OrderByDescending(b => b.Id).Skip((number - 1) * PageSize).Take(PageSize).ToList();
        string[] profiles = [KnownProfiles.Auto, .. KnownProfiles.All.Select(p => p.Name), .. db.Set<StoredProfile>().Select(p => p.Name).Order()];
        return Page.Show<ImportsPage, ImportsView>(new(form, profiles, batches, number, db.Set<ImportBatch>().Count()), Problems.StatusOf(form));
    }

    private static async Task<IResult> Upload(Form form, HttpContext http, DistrictDb db, ImportBatches batches, FileScanner scanner, IClock clock, CancellationToken cancellation)
    {
        form.For(Area);
        var file = form.Files("file", 1, TableLimits.FileBytes, required: true);
        var profile = form.Text("profile", ImportProfile.NameLimit);
        if (form.Refusal is not null)
        {
            return ShowAll(db, form, null);
        }

        using var bytes = new MemoryStream();
        await file[0].CopyToAsync(bytes, cancellation);
        if ((await scanner.Look(bytes, cancellation)).Refusal is { } seen)
        {
            return ShowAll(db, form.Refused(seen.With("name", file[0].FileName) with { Field = "file" }), null);
        }

        var now = clock.GetCurrentInstant();
        var upload = new Upload(file[0].FileName, bytes.ToArray(), profile, form.Flag("create_units"));
        var taken = await batches.Take(upload, http.Caller().Envelope("upload_import", now, RequestPermissions.Keep), cancellation);
        if (!taken.IsDone(out var batch, out var why))
        {
            return ShowAll(db, form.Refused(why), null);
        }

        await batches.DealWithSmall(batch, now, cancellation);
        return Results.LocalRedirect(batch.State == BatchState.Unmapped ? PathOf(batch.Id) + "/columns" : PathOf(batch.Id));
    }

    private static IResult ShowOne(DistrictDb db, HttpContext http, Id<ImportBatch> id, Form form, int? page)
    {
        if (db.Set<ImportBatch>().FirstOrDefault(b => b.Id == id) is not { } batch)
        {
            return Results.NotFound();
        }

        if (batch.State is BatchState.Looking or BatchState.Importing)
        {
            // Read again by the browser itself, with script or without.
            http.Response.Headers["Refresh"] = "3";
        }

        var number = Math.Max(page ?? 1, 1);
        var rejected = db.Set<ImportRejection>().Where(r => r.BatchId == id).OrderBy(r => r.Line).Skip((number - 1) * PageSize).Take(PageSize)
            .Select(r => new { r.Line, r.Refusal }).AsEnumerable().Select(r => new RejectedRow(r.Line, KeptRefusal.Read(r.Refusal))).ToList();
        return Page.Show<BatchPage, BatchView>(new(form, batch, BatchNotes.Of(batch), rejected, number), Problems.StatusOf(form));
    }

    private static async Task<IResult> Start(Form form, HttpContext http, DistrictDb db, ImportBatches batches, IClock clock, Id<ImportBatch> id, CancellationToken cancellation)
    {
        var envelope = http.Caller().Envelope("start_import", clock.GetCurrentInstant(), RequestPermissions.Keep);
        var outcome = await batches.Send(id, BatchState.Importing, null, envelope, cancellation);
        return outcome.Refusal is { } why ? ShowOne(db, http, id, form.For(Area).Refused(why), null) : Results.LocalRedirect(PathOf(id));
    }

    /// <summary>The rejected rows as they came, with line, column and reason: to be put right and handed in again.</summary>
    private static async Task Rejected(DistrictDb db, HttpContext http, ISecrets secrets, Texts texts, Id<ImportBatch> id, CancellationToken cancellation)
    {
        http.Response.ContentType = CsvFile.ContentType;
        http.Response.Headers.ContentDisposition = "attachment; filename=rejected.csv";
        http.Response.Headers.CacheControl = "no-store";
        var header = db.Set<ImportBatch>().FirstOrDefault(b => b.Id == id) is { } batch ? BatchNotes.Of(batch).Header : [];
        await using var csv = CsvFile.To(http.Response.Body, isRagged: true);
        await csv.WriteRecordAsync([texts["import.line"], texts["import.column"], texts["import.reason"], .. header], cancellation);
        await foreach (var row in db.Set<ImportRejection>().Where(r => r.BatchId == id).OrderBy(r => r.Line).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var refusal = KeptRefusal.Read(row.Refusal);
            await csv.WriteRecordAsync([row.Line.ToString(CultureInfo.InvariantCulture), refusal.Field ?? "", texts.Of(refusal), .. row.CellsBy(secrets)], cancellation);
        }
    }
}
