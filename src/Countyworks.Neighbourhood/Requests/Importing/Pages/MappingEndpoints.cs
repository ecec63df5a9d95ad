using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Batches;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Core.Tables;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing.Pages;

/// <summary>The mapping page: which column of a file nothing recognised means what. What is chosen is kept as a profile of the county's own.</summary>
internal static class MappingEndpoints
{
    private const string Area = "import";
    private const int FirstRows = 3;
    private const int TextLimit = 400;

    /// <summary>Maps it below one batch.</summary>
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/{id}/columns", (DistrictDb db, BatchFiles files, Id<ImportBatch> id, CancellationToken cancellation) => Show(db, files, id, Form.New(Area)
            .With("zone", "Asia/Shanghai").With("times", string.Join('\n', KnownProfiles.Hotline.Times)), cancellation));
        pages.MapPost("/{id}/columns", Save);
    }

    private static async Task<IResult> Show(DistrictDb db, BatchFiles files, Id<ImportBatch> id, Form form, CancellationToken cancellation)
    {
        if (db.Set<ImportBatch>().FirstOrDefault(b => b.Id == id) is not { } batch || !(await files.Read(id, cancellation)).Then(TableFile.Read).IsDone(out var table, out _))
        {
            return Results.NotFound();
        }

        return Page.Show<ColumnsPage, ColumnsView>(
            new(form, batch, table.Columns, [.. table.Rows.Take(FirstRows)]), Problems.StatusOf(form));
    }

    private static async Task<IResult> Save(
        Form form, HttpContext http, DistrictDb db, BatchFiles files, Writer writer, ImportBatches batches, IClock clock, Id<ImportBatch> id, CancellationToken cancellation)
    {
        var profile = Read(form.For(Area));
        if (form.Refusal is null)
        {
            var envelope = http.Caller().Envelope("save_import_profile", clock.GetCurrentInstant(), RequestPermissions.Keep);
            var fits = (await files.Read(id, cancellation)).Then(TableFile.Read).Then(table => profile.Bind(table.Columns));
            var saved = fits.Refusal ?? (await writer.Run<ImportProfile>(envelope, change => new SaveProfile(profile).In(change), cancellation)).Refusal;
            var sent = saved is null ? await batches.Send(id, BatchState.Looking, profile.Name, envelope, cancellation) : saved;
            if (sent.Refusal is null)
            {
                return Results.LocalRedirect(ImportEndpoints.PathOf(id));
            }

            form.Refused(sent.Refusal);
        }

        return await Show(db, files, id, form, cancellation);
    }

    private static ImportProfile Read(Form form) => new()
    {
        Name = form.Text("name", ImportProfile.NameLimit),
        Columns = Enum.GetValues<ImportField>()
            .Select(field => (Field: field, Column: form.Text(NameOf(field), TextLimit, required: field is ImportField.Number or ImportField.Text or ImportField.ReceivedAt)))
            .Where(chosen => chosen.Column.Length > 0)
            .ToDictionary(chosen => chosen.Field, IReadOnlyList<string> (chosen) => [chosen.Column]),
        Zone = form.Text("zone", TextLimit),
        Times = Lines(form.LongText("times", TextLimit)),
        EndedWords = Lines(form.LongText("ended_words", TextLimit, required: false)),
        Results = KnownProfiles.Hotline.Results,
        Ratings = KnownProfiles.Hotline.Ratings,
        Priorities = KnownProfiles.Hotline.Priorities,
        HasOurPlaces = true,
        MergesRepeats = form.Flag("merges_repeats"),
    };

    /// <summary>The form's name of a field.</summary>
    internal static string NameOf(ImportField field) => "field_" + EnumNames<ImportField>.Of(field);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
