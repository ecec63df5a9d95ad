using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing;

/// <summary>
/// Imports a planned file, each row as a command of its own, many of them in one commit. A run that was broken off is simply run again:
/// what is there already is not made twice.
/// </summary>
public sealed class RequestImporter(Database database, Writer writer, MatterRules rules, Cached<Categories> categories)
{
    /// <summary>Rows handed to the Writer at once.</summary>
    private const int Chunk = 250;

    private static readonly Compiled<Func<DistrictDb, string, string, Id<Matter>?>> MatterOf = new(() => EF.CompileQuery(
        (DistrictDb db, string source, string number) => db.Set<Request>().Where(r => r.Source == source && r.SourceNumber == number).Select(r => (Id<Matter>?)r.Id).FirstOrDefault()));

    private enum Row
    {
        Created = 1,
        Merged = 2,
        Already = 3,
    }

    /// <summary>
    /// Imports, or only looks. Refuses <c>district_empty</c>, and what the Writer refuses when it can't write now (<c>busy</c>, <c>store_failed</c>):
    /// the rows written before that stay. A row that can't be imported is no refusal but a line of the report.
    /// </summary>
    /// <param name="order">What to do.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="now">Now.</param>
    /// <param name="progress">Told how many rows are done.</param>
    /// <param name="cancellation">Breaks it off between two chunks.</param>
    public async Task<Outcome<ImportReport>> Run(ImportOrder order, Actor actor, Instant now, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        if (!ReadSurroundings().IsDone(out var county, out var why))
        {
            return why;
        }

        var tally = new ImportTally(order, county);
        if (!order.IsDryRun && (await Prepare(order, tally, county, actor, now, cancellation)).Refusal is { } unprepared)
        {
            return unprepared;
        }

        var done = 0;
        foreach (var chunk in order.Rows.Chunk(Chunk))
        {
            cancellation.ThrowIfCancellationRequested();
            var outcomes = order.IsDryRun ? Foresee(order, chunk) : await Task.WhenAll(chunk.Select(row => Write(order, row, county, actor, now, cancellation)));
            foreach (var (row, outcome) in chunk.Zip(outcomes))
            {
                if (outcome.Refusal is { Kind: RefusalKind.Unavailable } broken)
                {
                    return broken;
                }

                Take(tally, row, outcome);
            }

            progress?.Invoke(done += chunk.Length);
        }

        return tally.Report();
    }

    private static void Take(ImportTally tally, PlannedRow row, Outcome<Row> outcome)
    {
        if (!outcome.IsDone(out var what, out var refusal))
        {
            tally.Rejected(row, refusal);
        }
        else if (what == Row.Already)
        {
            tally.Already();
        }
        else
        {
            tally.Imported(row, isMerged: what == Row.Merged);
        }
    }

    private Outcome<ImportSurroundings> ReadSurroundings()
    {
        using var db = database.Read();
        return ImportSurroundings.Read(db);
    }

    /// <summary>Makes the categories, and if asked the units, that the file names and the county doesn't have.</summary>
    private async Task<Outcome<Done>> Prepare(ImportOrder order, ImportTally tally, ImportSurroundings county, Actor actor, Instant now, CancellationToken cancellation)
    {
        var source = order.Profile.Profile.Name;
        var units = order.CreatesUnits ? tally.UnknownUnits : [];
        if (tally.NewCategories.Count == 0 && units.Count == 0)
        {
            return Done.It;
        }

        var outcome = await writer.Run<KeepNamesOfFile.Kept>(
            new Envelope("keep_names_of_file", actor, now),
            change => new KeepNamesOfFile(source, tally.NewCategories, units, county.District).In(change),
            cancellation);
        return outcome.Then<Done>(kept =>
        {
            kept.Categories.ToList().ForEach(county.Add);
            kept.Units.ToList().ForEach(county.Add);
            categories.Forget();
            return Done.It;
        });
    }

    private Outcome<Row>[] Foresee(ImportOrder order, PlannedRow[] chunk)
    {
        var source = order.Profile.Profile.Name;
        var numbers = chunk.Where(r => r.Request.Refusal is null).Select(r => r.Request.Value.Number).ToList();
        using var db = database.Read();
        var there = db.Set<Request>().Where(r => r.Source == source && numbers.Contains(r.SourceNumber!)).Select(r => r.SourceNumber!).ToHashSet();
        return [.. chunk.Select(row => row.Request.Then<Row>(request =>
            row.IsAgain || there.Contains(request.Number) ? Row.Already : row.RepeatOf is null ? Row.Created : Row.Merged))];
    }

    private Task<Outcome<Row>> Write(ImportOrder order, PlannedRow row, ImportSurroundings county, Actor actor, Instant now, CancellationToken cancellation)
    {
        if (!row.Request.IsDone(out var request, out var refusal))
        {
            return Task.FromResult<Outcome<Row>>(refusal);
        }

        if (row.IsAgain)
        {
            return Task.FromResult<Outcome<Row>>(Row.Already);
        }

        var (source, code) = (order.Profile.Profile.Name, FileRequest.NewTrackingCode());
        var filing = Filing(order, request, county, code);
        return writer.Run<Row>(new Envelope("import_request", actor, now), change => Import(change, source, filing, request, row.RepeatOf, county), cancellation);
    }

    private static FileRequest Filing(ImportOrder order, ImportedRequest request, ImportSurroundings county, string code)
    {
        var place = county.PlaceOf(request, order.Profile.Profile).Place;
        return new FileRequest(request.Text, place, place.Id, county.CategoryOf(request), Door.Import, code)
        {
            Address = request.Address,
            Position = request.Position,
            ContactName = request.ContactName,
            ContactPhone = request.ContactPhone,
            Priority = request.Priority,
            ReceivedAt = request.ReceivedAt,
            Origin = (order.Profile.Profile.Name, request.Number),
        };
    }

    private Outcome<Row> Import(Change change, string source, FileRequest filing, ImportedRequest request, string? repeatOf, ImportSurroundings county)
    {
        if (MatterOf.For(change.Db)(change.Db, source, request.Number) is not null)
        {
            return Row.Already;
        }

        var first = repeatOf is null ? null : MatterOf.For(change.Db)(change.Db, source, repeatOf);
        var joins = request.ClosedAt is null && first is not null && change.Db.Set<Matter>().Any(m => m.Id == first && m.IsOpen) ? first : null;
        return (filing with { Joins = joins }).In(change, rules).Then(filed => Finish(change, filed.Id, request, county, request.ClosedAt is null ? null : first))
            .Then<Row>(_ => joins is not null || (first is not null && request.ClosedAt is not null) ? Row.Merged : Row.Created);
    }

    private Outcome<Done> Finish(Change change, Id<Matter> matter, ImportedRequest request, ImportSurroundings county, Id<Matter>? repeats)
    {
        var name = request.Unit.Length > 0 ? request.Unit : request.UnitCode;
        if (request.ClosedAt is { } closedAt)
        {
            return new RecordOutcomeElsewhere(matter, closedAt)
            {
                Unit = county.UnitOf(request),
                UnitName = name,
                Answer = request.Answer,
                Result = request.Result,
                Rating = request.Rating,
                Repeats = repeats,
                IsReceiptKnown = request.ReceiptFrom != ReceiptFrom.Closing,
            }.In(change, rules);
        }

        if (name.Length > 0)
        {
            change.Record(new RequestHeldElsewhere(name), matter.Value);
        }

        return Done.It;
    }
}
