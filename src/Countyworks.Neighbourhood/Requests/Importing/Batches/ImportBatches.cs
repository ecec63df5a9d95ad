using System.Text.Json;
using Countyworks.Core.Posts;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Core.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing.Batches;

/// <summary>Takes uploaded files in and deals with them: small ones at once, large ones in the background, where a restart loses nothing.</summary>
public sealed class ImportBatches(Database database, Writer writer, RequestImporter importer, BatchFiles files)
{
    /// <summary>Up to this many rows somebody waits for.</summary>
    public const int RowsAtOnce = 2_000;

    // Often enough to be seen moving, seldom enough not to crowd the Writer.
    private const int ProgressEvery = 1_000;
    private const int RejectionsPerCommand = 500;

    private readonly Ids ids = new();

    /// <summary>Deals with the batches that wait.</summary>
    public static readonly Job Job = new("requests_import", Duration.FromSeconds(15), (services, asOf, cancellation) =>
        services.GetRequiredService<ImportBatches>().DealWithWaiting(asOf, cancellation));

    /// <summary>
    /// Keeps an uploaded file as a batch, to be looked through. Refuses what <see cref="TableFile.Read"/> refuses, <c>profile_unknown</c>, and for a named
    /// profile <c>columns_missing</c>; a file that nothing recognises is kept unmapped.
    /// </summary>
    public async Task<Outcome<ImportBatch>> Take(Upload upload, Envelope envelope, CancellationToken cancellation)
    {
        if (!TableFile.Read(upload.Bytes).IsDone(out var table, out var why))
        {
            return why with { Field = "file" };
        }

        var bound = KnownProfiles.Find(upload.Profile, OwnProfiles.Read(database), table.Columns).Then(p => p.Bind(table.Columns));
        if (bound.Refusal is { } refusal && refusal.Code != "profile_not_recognised")
        {
            return refusal with { Field = "profile" };
        }

        var batch = new ImportBatch
        {
            Id = ids.Next<ImportBatch>(envelope.At),
            At = envelope.At,
            PersonId = envelope.Actor.PersonId is { } person ? new(person) : null,
            FileName = upload.FileName[..Math.Min(upload.FileName.Length, ImportBatch.FileNameLimit)],
            Profile = bound.Refusal is null ? bound.Value.Profile.Name : "",
            CreatesUnits = upload.CreatesUnits,
            State = bound.Refusal is null ? BatchState.Looking : BatchState.Unmapped,
            Rows = table.Rows.Count,
        };
        await files.Keep(batch.Id, upload.Bytes, cancellation);
        return await writer.Run<ImportBatch>(envelope, change =>
        {
            change.Add(batch);
            return batch;
        }, cancellation);
    }

    /// <summary>Has a batch looked through or imported: at once if it is small, else as soon as the job comes to it.</summary>
    public async Task<Outcome<Done>> Send(Id<ImportBatch> id, BatchState to, string? profile, Envelope envelope, CancellationToken cancellation)
    {
        var outcome = await Change(id, envelope, batch =>
        {
            var may = batch.State is BatchState.Looked or BatchState.Failed || (batch.State == BatchState.Unmapped && profile is not null && to == BatchState.Looking);
            (batch.State, batch.Profile, batch.Done, batch.FailedFor) = may ? (to, profile ?? batch.Profile, 0, null) : (batch.State, batch.Profile, batch.Done, batch.FailedFor);
            return may;
        });
        if (outcome.IsDone(out var sent, out var why) && sent.Rows <= RowsAtOnce)
        {
            await DealWith(sent, envelope.At, cancellation);
        }

        return why is null ? Kernel.Done.It : why;
    }

    /// <summary>Deals with a batch that was just taken, if it is small.</summary>
    public Task DealWithSmall(ImportBatch batch, Instant now, CancellationToken cancellation) =>
        batch.State == BatchState.Looking && batch.Rows <= RowsAtOnce ? DealWith(batch, now, cancellation) : Task.CompletedTask;

    private async Task DealWithWaiting(Instant asOf, CancellationToken cancellation)
    {
        using var db = database.Read();
        foreach (var batch in db.Set<ImportBatch>().Where(b => b.State == BatchState.Looking || b.State == BatchState.Importing).OrderBy(b => b.Id).ToList())
        {
            await DealWith(batch, asOf, cancellation);
        }
    }

    private async Task DealWith(ImportBatch batch, Instant now, CancellationToken cancellation)
    {
        var isDry = batch.State == BatchState.Looking;
        var actor = new Actor(batch.PersonId?.Value, null);
        var envelope = new Envelope("deal_with_import", actor, now);
        SourceTable? table = null;
        var order = (await files.Read(batch.Id, cancellation)).Then(TableFile.Read).Then(read => KnownProfiles.Find(batch.Profile, OwnProfiles.Read(database), (table = read).Columns))
            .Then(profile => profile.Bind(table!.Columns))
            .Then<ImportOrder>(bound => new ImportOrder(ImportPlan.Of(table!, bound, now), bound) { IsDryRun = isDry, CreatesUnits = batch.CreatesUnits });
        var told = 0;
        var outcome = order.IsDone(out var ordered, out var why)
            ? await importer.Run(ordered, actor, now, done => told = Tell(batch.Id, envelope, told, done), cancellation)
            : why;
        if (!outcome.IsDone(out var report, out why))
        {
            await Change(batch.Id, envelope, failed => ((failed.State, failed.FailedFor, failed.EndedAt) = (BatchState.Failed, why.Code, now)) is var _);
            return;
        }

        await KeepRejections(batch.Id, table!, report, envelope, cancellation);
        await Change(batch.Id, envelope, ended =>
        {
            (ended.Created, ended.Merged, ended.Already, ended.Rejected, ended.Done) = (report.Created, report.Merged, report.Already, report.Rejected.Count, report.Rows);
            ended.Notes = JsonSerializer.Serialize(new BatchNotes(report.Notes, report.NewCategories) { Header = table!.Columns }, Json.Options);
            (ended.State, ended.EndedAt) = (isDry ? BatchState.Looked : BatchState.Imported, now);
            return true;
        });
        if (!isDry)
        {
            files.Drop(batch.Id);
        }
    }

    private int Tell(Id<ImportBatch> id, Envelope envelope, int told, int done)
    {
        if (done - told < ProgressEvery)
        {
            return told;
        }

        // Nobody waits for it: it queues behind the rows it counts.
        _ = Change(id, envelope, batch => (batch.Done = done) > 0);
        return done;
    }

    private async Task KeepRejections(Id<ImportBatch> id, SourceTable table, ImportReport report, Envelope envelope, CancellationToken cancellation)
    {
        var rows = table.Rows.ToDictionary(r => r.Line);
        await writer.Run<Done>(envelope, change =>
        {
            change.Execute("DELETE FROM import_rejection WHERE district_id = @p0 AND batch_id = @p1", change.Store(id.Value));
            return Kernel.Done.It;
        }, cancellation);
        foreach (var chunk in report.Rejected.Chunk(RejectionsPerCommand))
        {
            await writer.Run<Done>(envelope, change =>
            {
                foreach (var rejected in chunk)
                {
                    change.Add(new ImportRejection
                    {
                        BatchId = id,
                        Line = rejected.Line,
                        Refusal = KeptRefusal.Write(rejected.Refusal),
                        Cells = change.Secrets.Seal(ImportRejection.PlaceOf(id, rejected.Line), JsonSerializer.Serialize(rows[rejected.Line].Cells, Json.Options)),
                    });
                }

                return Kernel.Done.It;
            }, cancellation);
        }
    }

    private Task<Outcome<ImportBatch>> Change(Id<ImportBatch> id, Envelope envelope, Func<ImportBatch, bool> change) => writer.Run<ImportBatch>(envelope with { Once = null }, writing =>
    {
        if (writing.Db.Set<ImportBatch>().FirstOrDefault(b => b.Id == id) is not { } batch)
        {
            return Refusal.NotFound("batch");
        }

        if (!change(batch))
        {
            return new Refusal("import_under_way") { Kind = RefusalKind.Conflict };
        }

        writing.Put(batch);
        return batch;
    });
}

/// <summary>What somebody uploads.</summary>
/// <param name="FileName">As the file is called.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Profile">A profile's name, or <see cref="KnownProfiles.Auto"/>.</param>
/// <param name="CreatesUnits">Whether unknown units are kept as units not in use.</param>
public sealed record Upload(string FileName, byte[] Bytes, string Profile, bool CreatesUnits);
