using System.Globalization;
using System.Security.Cryptography;
using Countyworks.Core.Books.Statements;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>A bank's statement is read, and the treasurer says of each line whose payment it is; so with what providers told that fits no home.</summary>
public static class BankEndpoints
{
    /// <summary>What is chosen of money that is no payment of a home, and of money that nothing is said about yet.</summary>
    public const string Aside = "aside", Later = "later";

    private const string Area = "fund_bank";
    private const int UnitLimit = 40, LastPage = 10_000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keeping = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/{id}/bank", (PageCall call, Id<Fund> id, [FromServices] KeyRing keys, [FromServices] DistrictSettings settings, string? of, int page = 1) =>
            FundReader.Head(call, id, FundPermissions.Keep) is { } head
                ? Show(Read(call, head, keys, settings, EnumNames<RemittanceState>.Parse(of ?? "") ?? RemittanceState.Waiting, Math.Clamp(page, 1, LastPage)))
                : Results.NotFound());
        keeping.MapPost("/{id}/bank", Upload).TakesFiles(limits);
        keeping.MapPost("/{id}/bank/take", Take);
    }

    /// <summary>The name of a field of a line.</summary>
    internal static string Name(string field, int line) => string.Create(CultureInfo.InvariantCulture, $"{field}_{line + 1}");

    private static async Task<IResult> Upload(PageCall page, Form form, Id<Fund> id, [FromServices] FileLimits limits, [FromServices] KeyRing keys, [FromServices] DistrictSettings settings)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var files = form.For(Area).Files("file", 1, limits.FileBytes, required: true);
        var read = files.Count == 0 ? null : await Keep(page, form, id, files[0]);
        return Show(Read(page, head, keys, settings, RemittanceState.Waiting, 1) with { Upload = form, Brought = read });
    }

    private static async Task<StatementRead?> Keep(PageCall page, Form form, Id<Fund> id, IFormFile file)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, page.Http.RequestAborted);
        if (!StatementFile.Read(bytes.ToArray()).IsDone(out var statement, out var why))
        {
            form.Refused(why with { Field = "file" });
            return null;
        }

        var (caller, document) = (page.Caller, Digest.Of(SHA256.HashData(bytes.ToArray())));
        return (await page.Try("read_bank_statement", FundPermissions.Keep, form, change => new ReadBankStatement(id, statement, document).In(change, caller)))?.Value;
    }

    private static async Task<IResult> Take(PageCall page, Form form, Id<Fund> id, [FromServices] KeyRing keys, [FromServices] DistrictSettings settings)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var rows = new List<Id<Remittance>>();
        while (rows.Count < BankView.Size && form.For(Area).IdOrNull<Remittance>(Name("id", rows.Count)) is { } row)
        {
            rows.Add(row);
        }

        var wishes = rows.Index().Select(line => Wish(page, form, head.Fund, line.Index, line.Item)).OfType<LineWish>().ToList();
        var caller = page.Caller;
        var done = await page.Try("take_remittances", FundPermissions.Keep, form, change =>
            wishes.Select(w => w.Do(change, caller)).FirstOrDefault(r => r is not null) is { } why ? why : (Outcome<int>)wishes.Count(w => w.Number is not null));
        return done is { Value: var taken }
            ? Show(Read(page, head, keys, settings, RemittanceState.Waiting, 1) with { Taken = taken })
            : Show(BankReader.Again(page, head, keys, Rule(page, settings), form, rows));
    }

    // What was typed counts before what was chosen.
    private static LineWish? Wish(PageCall page, Form form, Fund fund, int line, Id<Remittance> row)
    {
        var (typed, picked) = (form.Text(Name("home", line), UnitLimit, required: false), form.Value(Name("pick", line)));
        if (typed.Length == 0)
        {
            return picked == Aside ? new(line, row, null) : int.TryParse(picked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(line, row, number) : null;
        }

        if (FundReader.Unit(page.Db, fund, typed).IsDone(out var unit, out var unknown))
        {
            return new(line, row, unit.Number);
        }

        form.Refused(unknown with { Field = Name("home", line) });
        return null;
    }

    private static BankView Read(PageCall page, FundHead head, KeyRing keys, DistrictSettings settings, RemittanceState of, int number) => BankReader.Read(page, head, keys, Rule(page, settings), Area, of, number);

    private static FundRule Rule(PageCall page, DistrictSettings settings) => settings.Get(FundRule.Setting, page.Today, new FundRule());

    private static IResult Show(BankView view) => Page.Show<BankPage, BankView>(view, Problems.StatusOf(view.Upload.Refusal is null ? view.Form : view.Upload));

    private sealed record LineWish(int Line, Id<Remittance> Row, int? Number)
    {
        public Refusal? Do(Data.Writing.Change change, Caller caller) =>
            (Number is { } number ? new TakeRemittance(Row, number).In(change, caller).Refusal : new SetRemittanceAside(Row).In(change, caller).Refusal) is { } why ? why with { Field = Name("home", Line) } : null;
    }
}
