using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary><c>/funds</c>: the community funds of the reader's places, each at a glance, with the lists behind its rates.</summary>
public static class FundEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/funds";

    private const int LastPage = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var seeing = routes.MapGroup(Path).Needs(FundPermissions.See).ExcludeFromDescription();
        seeing.MapGet("", (PageCall call, int? page) =>
            Page.Show<FundsPage, FundsView>(new(FundReader.Rows(call, page ?? 1), FoundEndpoints.New(), call.Caller.Has(FundPermissions.Found), [])));
        seeing.MapGet("/{id}", (PageCall page, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.See) is { } head ? Page.Show<FundPage, FundView>(FundReader.One(page, head)) : Results.NotFound());
        seeing.MapGet("/{id}/bills", Bills);
        seeing.MapGet("/{id}/payments/{payment}", Receipt);
        seeing.MapGet("/{id}/expenses", Expenses);
        FoundEndpoints.Map(routes);
        TreasurerEndpoints.Map(routes);
        ExpenseEndpoints.Map(routes);
        CloseEndpoints.Map(routes);
        BankEndpoints.Map(routes);
        ProviderEndpoints.Map(routes);
        HomeEndpoints.Map(routes);
        CorrectionEndpoints.Map(routes);
        MoveEndpoints.Map(routes);
        CashEndpoints.Map(routes);
        DividendEndpoints.Map(routes);
    }

    /// <summary>The page of a fund, or one below it.</summary>
    public static string PathOf(Id<Fund> fund, string below = "") => $"{Path}/{fund}{(below.Length == 0 ? "" : "/")}{below}";

    /// <summary>Takes the paper of a form in. Refuses <c>missing</c> (paper) and what a file is refused for.</summary>
    internal static async Task<FileContent?> Paper(Form form, FileIntake intake, FileLimits limits, CancellationToken cancellation)
    {
        var files = form.Files("paper", 1, limits.FileBytes, required: true);
        if (form.Refusal is not null)
        {
            return null;
        }

        if ((await intake.TakeAll(files, "paper", cancellation)).IsDone(out var taken, out var why))
        {
            return taken[0];
        }

        form.Refused(why);
        return null;
    }

    /// <summary>Runs what a form asks for, if all of it was understood; adds to the form what is refused. Whether it was done.</summary>
    internal static async Task<Outcome<T>?> Try<T>(this PageCall page, string command, Permission permission, Form form, Func<Change, Outcome<T>> decide)
    {
        if (form.Refusal is not null)
        {
            return null;
        }

        var outcome = await page.Run(command, permission, form, decide);
        if (outcome.Refusal is { } refusal)
        {
            form.Refused(refusal);
            return null;
        }

        return outcome;
    }

    private static IResult Bills(PageCall call, Id<Fund> id, string? of, string? through, int page = 1)
    {
        if (FundReader.Head(call, id, FundPermissions.See) is not { } head)
        {
            return Results.NotFound();
        }

        var day = LocalDatePattern.Iso.Parse(through ?? "") is { Success: true, Value: var typed } && typed.Year is > 2000 and < 2200 ? typed : call.Today;
        return Page.Show<BillsPage, BillsView>(FundReader.Bills(call, head, EnumNames<BillsOf>.Parse(of ?? "") ?? BillsOf.Current, day, Math.Clamp(page, 1, LastPage)));
    }

    private static IResult Receipt(PageCall page, Id<Fund> id, Id<FundPayment> payment) =>
        FundReader.Head(page, id, FundPermissions.See) is { } head && FundReader.Receipt(page, head, payment) is { } view ? Page.Show<ReceiptPage, ReceiptView>(view) : Results.NotFound();

    private static IResult Expenses(PageCall page, Id<Fund> id, int? year) =>
        FundReader.Head(page, id, FundPermissions.See) is { } head ? Page.Show<ExpensesPage, ExpensesView>(FundReader.Expenses(page, head, Math.Clamp(year ?? page.Today.Year, 2000, 2200))) : Results.NotFound();
}
