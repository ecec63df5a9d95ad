using Countyworks.Core.Books;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund.Api;

/// <summary>An expense to be asked for; the quote in fen, its paper kept before by <c>POST /api/v1/files</c>.</summary>
public sealed record ExpenseWish(Purpose Purpose, string What, string Vendor, long QuoteFen, Id<StoredFile> Paper, IncomeKind? CostOf = null, bool OfMaintenance = false) : IBody<ExpenseWish>;

/// <summary>The number of the vote that carries an expense.</summary>
public sealed record GrantWish(string Decision) : IBody<GrantWish>;

/// <summary>What a member of the committee says.</summary>
public sealed record VoiceWish(bool Yes) : IBody<VoiceWish>;

/// <summary>An invoice; the sum in fen.</summary>
public sealed record InvoiceWish(long Fen, Id<StoredFile> Paper) : IBody<InvoiceWish>;

/// <summary>The bank's receipt of a payment.</summary>
public sealed record PaidWish(Id<StoredFile> Paper) : IBody<PaidWish>;

/// <summary>An expense; sums in fen, papers as SHA-256, entries by number in the ledger.</summary>
public sealed record ExpenseItem(
    Id<FundExpense> Id, string Number, Purpose Purpose, IncomeKind? CostOf, bool OfMaintenance, string What, string Vendor, long QuoteFen, string QuotePaper, LocalDate AskedOn, bool NeedsOwners, ExpenseStage Stage,
    long? HoldEntry, long? InvoiceFen, string? InvoicePaper, long? InvoiceEntry, LocalDate? InvoicedOn, long? PaidEntry, LocalDate? PaidOn)
{
    /// <summary>Of a row.</summary>
    public static ExpenseItem Of(FundExpense e) => new(
        e.Id, e.Number, e.Purpose, e.CostOf, e.OfMaintenance, e.What, e.Vendor, e.QuoteFen, Convert.ToHexStringLower(e.QuoteHash), e.AskedOn, e.NeedsOwners, e.Stage,
        e.HoldSeq, e.InvoiceFen, e.InvoiceHash is { } hash ? Convert.ToHexStringLower(hash) : null, e.InvoiceSeq, e.InvoicedOn, e.PaidSeq, e.PaidOn);
}

/// <summary>Expenses of a fund over the API: asked for, decided, invoiced, paid, by the use cases of the forms.</summary>
public static class ExpenseApi
{
    /// <summary>Maps it below <c>/api/v1/funds/{id}/expenses</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var expenses = routes.MapGroup("/api/v1/funds/{id}/expenses").WithTags("funds");
        expenses.MapGet("", List).Needs(FundPermissions.See).Answers<IReadOnlyList<ExpenseItem>>("listFundExpenses", "The expenses of a year, the newest first");
        expenses.MapPost("", Ask).Needs(FundPermissions.Keep).Answers<ExpenseItem>("askFundExpense", "Asks to spend the owners' money, with a quote", StatusCodes.Status201Created);
        expenses.MapPost("/{expense}/voices", Say).Needs(FundPermissions.Approve).Answers<ExpenseItem>("sayToFundExpense", "A member of the committee says yes or no");
        expenses.MapPost("/{expense}/grant", Grant).Needs(FundPermissions.Keep).Answers<ExpenseItem>("grantFundExpense", "Grants an expense by a vote of the owners; its money is held. The maintenance fund is used by a vote under item 5 alone");
        expenses.MapPost("/{expense}/invoice", Invoice).Needs(FundPermissions.Keep).Answers<ExpenseItem>("enterFundInvoice", "Enters the invoice: so much of what was held is spent, the rest is free");
        expenses.MapPost("/{expense}/pay", Pay).Needs(FundPermissions.Keep).Answers<ExpenseItem>("payFundExpense", "Pays the invoice out of the bank");
        expenses.MapPost("/{expense}/drop", Drop).Needs(FundPermissions.Keep).Answers<ExpenseItem>("dropFundExpense", "Drops an expense that is not needed any more");
    }

    private static IResult List(ApiCall call, Id<Fund> id, int? year)
    {
        if (!FundCall.Find(call.Db, call.Caller, FundPermissions.See, id).IsDone(out _, out var refusal))
        {
            return call.Problem(refusal);
        }

        var wanted = year ?? CountyTime.LocalDay(call.Now).Year;
        var rows = call.Db.Set<FundExpense>().Where(e => e.FundId == id && e.Year == wanted).OrderByDescending(e => e.AskedOn).ThenByDescending(e => e.Id).Take(Paging.Longest);
        return call.Answer<IReadOnlyList<ExpenseItem>>([.. rows.AsEnumerable().Select(ExpenseItem.Of)]);
    }

    private static Task<IResult> Ask(ApiCall call, IEnumerable<IFileAccess> rules, Id<Fund> id, ExpenseWish wish) => call.Run(
        "ask_expense",
        wish,
        change => Kept(change, rules, id, wish.Paper).Then(paper =>
            new AskExpense(id, wish.Purpose, wish.What, wish.Vendor, Money.FromFen(wish.QuoteFen), paper, wish.CostOf, wish.OfMaintenance).In(change, call.Caller).Then<ExpenseItem>(e => ExpenseItem.Of(e))),
        _ => $"/api/v1/funds/{id}/expenses");

    private static Task<IResult> Say(ApiCall call, Id<Fund> id, Id<FundExpense> expense, VoiceWish wish) => Run(call, "say_to_expense", wish, id, expense, change => new SayToExpense(expense, wish.Yes).In(change, call.Caller));

    private static Task<IResult> Grant(ApiCall call, Id<Fund> id, Id<FundExpense> expense, GrantWish wish) =>
        Run(call, "grant_expense", wish, id, expense, change => new GrantExpense(expense, new Decision(wish.Decision.Trim())).In(change, call.Caller));

    private static Task<IResult> Invoice(ApiCall call, IEnumerable<IFileAccess> rules, Id<Fund> id, Id<FundExpense> expense, InvoiceWish wish) => Run(
        call, "enter_invoice", wish, id, expense, change => Kept(change, rules, id, wish.Paper).Then(paper => new EnterInvoice(expense, Money.FromFen(wish.Fen), paper).In(change, call.Caller)));

    private static Task<IResult> Pay(ApiCall call, IEnumerable<IFileAccess> rules, Id<Fund> id, Id<FundExpense> expense, PaidWish wish) => Run(
        call, "pay_expense", wish, id, expense, change => Kept(change, rules, id, wish.Paper).Then(paper => new PayExpense(expense, paper).In(change, call.Caller)));

    private static Task<IResult> Drop(ApiCall call, Id<Fund> id, Id<FundExpense> expense) => Run(call, "drop_expense", null, id, expense, change => new DropExpense(expense).In(change, call.Caller));

    // What the use case refuses undoes this too: nothing hangs on a fund that the caller does not keep.
    private static Outcome<Digest> Kept(Change change, IEnumerable<IFileAccess> rules, Id<Fund> id, Id<StoredFile> paper) =>
        FreeFile.Find(change.Db, paper, rules, "paper").Then<Digest>(content => FundPaper.Keep(change, id, content));

    // An expense is found below its own fund alone.
    private static Task<IResult> Run(ApiCall call, string command, object? wish, Id<Fund> id, Id<FundExpense> expense, Func<Change, Outcome<FundExpense>> decide) => call.Run(
        command, wish, change => change.Db.Set<FundExpense>().Any(e => e.Id == expense && e.FundId == id) ? decide(change).Then<ExpenseItem>(e => ExpenseItem.Of(e)) : Refusal.NotFound("expense"));
}
