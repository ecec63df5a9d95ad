using System.Globalization;
using Countyworks.Core.Books.Statements;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>A bank's statement with the homes its lines are proposed for.</summary>
/// <param name="Head">Which fund.</param>
/// <param name="Form">The file, or the lines as they were confirmed.</param>
/// <param name="Lines">The lines; empty before a file was read.</param>
/// <param name="Taken">How many were taken just now; null before.</param>
public sealed record BankView(FundHead Head, Form Form, IReadOnlyList<BankPayment> Lines, int? Taken);

/// <summary>The bank's statement is read, and what the treasurer confirms of it is taken as payments, each line once.</summary>
public static class BankEndpoints
{
    private const string Area = "fund_bank";
    private const int MostLines = 500, UnitLimit = 40, TextLimit = 300;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keeping = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/{id}/bank", ([AsParameters] PageCall page, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.Keep) is { } head ? Show(head, Form.New(Area), [], null) : Results.NotFound());
        keeping.MapPost("/{id}/bank", Read).TakesFiles(limits);
        keeping.MapPost("/{id}/bank/take", Take);
    }

    private static async Task<IResult> Read([AsParameters] PageCall page, Form form, Id<Fund> id, [FromServices] FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var files = form.For(Area).Files("file", 1, limits.FileBytes, required: true);
        if (form.Refusal is not null)
        {
            return Show(head, form, [], null);
        }

        using var bytes = new MemoryStream();
        await files[0].CopyToAsync(bytes, page.Http.RequestAborted);
        if (!StatementFile.Read(bytes.ToArray()).IsDone(out var statement, out var why))
        {
            return Show(head, form.Refused(why with { Field = "file" }), [], null);
        }

        var places = page.Db.Set<FundUnit>().Where(u => u.FundId == id).Select(u => u.PlaceId).ToList();
        var taken = page.Db.Set<FundPayment>().Where(p => p.FundId == id && p.Key.StartsWith("bank ")).Select(p => p.Key).ToHashSet();
        var lines = BankPayments.Propose(statement, [.. FundReader.UnitNames(page.Db, places).Values]).Where(l => !taken.Contains(l.Key)).Take(MostLines).ToList();
        var filled = Form.New(Area);
        foreach (var (i, line) in lines.Index())
        {
            filled.With(Name("unit", i), line.Unit);
        }

        return Show(head, filled, lines, lines.Count == 0 ? 0 : null);
    }

    private static async Task<IResult> Take([AsParameters] PageCall page, Form form, Id<Fund> id)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var lines = Lines(form.For(Area)).ToList();
        var units = lines.Select((_, i) => form.Text(Name("unit", i), UnitLimit, required: false)).ToList();
        var wishes = new List<TakePayment>();
        foreach (var (i, line) in lines.Index().Where(l => units[l.Index].Length > 0))
        {
            if (FundReader.Unit(page.Db, head.Fund, units[i]).IsDone(out var unit, out var unknown))
            {
                wishes.Add(new TakePayment(id, unit.Number, line.Sum, PaymentMeans.Transfer, line.On, line.Key) { Words = line.Other.Length > 0 ? line.Other : null });
            }
            else
            {
                form.Refused(unknown with { Field = Name("unit", i) });
            }
        }

        var caller = page.Caller;
        var taken = await page.Try("take_bank_payments", FundPermissions.Keep, form, change =>
        {
            foreach (var wish in wishes)
            {
                if (wish.In(change, caller).Refusal is { } why)
                {
                    return why;
                }
            }

            return (Outcome<int>)wishes.Count;
        });
        return taken is { Value: var count } ? Show(head, Form.New(Area), [], count) : Show(head, form, lines, null);
    }

    /// <summary>The name of a field of a line.</summary>
    internal static string Name(string field, int line) => string.Create(CultureInfo.InvariantCulture, $"{field}_{line + 1}");

    private static IEnumerable<BankPayment> Lines(Form form)
    {
        for (var i = 0; i < MostLines && form.Value(Name("key", i)) is { Length: > 0 and <= TakePayment.KeyLimit } key; i++)
        {
            if (LocalDatePattern.Iso.Parse(form.Value(Name("on", i))) is { Success: true, Value: var on } && long.TryParse(form.Value(Name("fen", i)), NumberStyles.None, CultureInfo.InvariantCulture, out var fen))
            {
                yield return new(on, Money.FromFen(fen), form.Text(Name("other", i), TextLimit, required: false), form.Text(Name("purpose", i), TextLimit, required: false), key, form.Value(Name("unit", i)));
            }
        }
    }

    private static IResult Show(FundHead head, Form form, IReadOnlyList<BankPayment> lines, int? taken) => Page.Show<BankPage, BankView>(new(head, form, lines, taken), Problems.StatusOf(form));
}
