using Countyworks.Core.Files;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.HappinessBill;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.CommunityFund.Api;

/// <summary>A rate with its two sums, in fen; <c>BasisPoints</c> is null when nothing was owed.</summary>
public sealed record CollectionRateItem(long CollectedFen, long OwedFen, long? BasisPoints)
{
    /// <summary>Of a rate.</summary>
    public static CollectionRateItem Of(CollectionRate rate) => new(rate.Collected.Fen, rate.Owed.Fen, rate.BasisPoints);
}

/// <summary>A community fund with the three rates of the year of a day.</summary>
public sealed record FundItem(Id<Fund> Id, Id<Place> PlaceId, string Code, LocalDate Through, CollectionRateItem Current, CollectionRateItem Arrears, CollectionRateItem Combined)
{
    /// <summary>Of a fund.</summary>
    public static FundItem Of(Fund fund, Collection collection) => new(
        fund.Id, fund.PlaceId, fund.Code, collection.Through, CollectionRateItem.Of(collection.Rates.Current), CollectionRateItem.Of(collection.Rates.Arrears), CollectionRateItem.Of(collection.Rates.Combined));
}

/// <summary>A payment to be taken; the sum in fen. The same key is the same payment.</summary>
public sealed record PaymentWish(int Unit, long Fen, PaymentMeans Means, LocalDate ReceivedOn, string Key, Id<FundBill>? Bill = null) : IBody<PaymentWish>;

/// <summary>A payment that was taken.</summary>
public sealed record PaymentItem(Id<FundPayment> Id, string Number, long Fen, long AheadFen, LocalDate ReceivedOn, LocalDate? ReturnedOn, Id<FundPayment>? MovedFromId)
{
    /// <summary>Of a row.</summary>
    public static PaymentItem Of(FundPayment p) => new(p.Id, p.Number, p.Fen, p.AheadFen, p.ReceivedOn, p.ReturnedOn, p.MovedFromId);
}

/// <summary>The right home of a payment by its number, why it is moved, and what shows it, kept before by <c>POST /api/v1/files</c>.</summary>
public sealed record MoveWish(int Unit, string Why, Id<StoredFile> Paper) : IBody<MoveWish>;

/// <summary>A line of a happiness bill; what went out is below nothing.</summary>
public sealed record BillLineItem(Flow Flow, Purse Purse, long Fen, string What, string? Decision, int Entries, long? Entry);

/// <summary>The happiness bill of a month; sums in fen: before + in − out = after.</summary>
public sealed record MonthBillItem(Id<Fund> Fund, LocalDate Month, bool Closed, long BeforeFen, long InFen, long OutFen, long AfterFen, IReadOnlyList<BillLineItem> Lines, CollectionRateItem Current, CollectionRateItem Arrears)
{
    /// <summary>Of a month.</summary>
    public static MonthBillItem Of(MonthBill bill) => new(
        bill.Fund.Id, bill.Month, bill.IsClosed, MonthBill.Total(bill.Before).Fen, bill.In.Fen, bill.Out.Fen, MonthBill.Total(bill.After).Fen,
        [.. bill.Lines.Select(l => new BillLineItem(l.Flow, l.Purse, l.Sum.Fen, l.What, l.Decision, l.Count, l.Seq))], CollectionRateItem.Of(bill.Collection.Rates.Current), CollectionRateItem.Of(bill.Collection.Rates.Arrears));
}

/// <summary>Community funds and happiness bills over the API.</summary>
public static class FundApi
{
    /// <summary>Maps it below <c>/api/v1</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var funds = routes.MapGroup("/api/v1/funds").WithTags("funds");
        funds.MapGet("", List).Needs(FundPermissions.See).Answers<ApiPage<FundItem>>("listFunds", "The community funds of the caller's places, with this year's collection rates");
        funds.MapGet("/{id}", One).Needs(FundPermissions.See).Answers<FundItem>("getFund", "A community fund with the collection rates of a day's year");
        funds.MapPost("/{id}/payments", Pay).Needs(FundPermissions.Keep).Answers<PaymentItem>("takeFundPayment", "Takes a payment of a home: laid to the bill named, then the oldest; the rest is paid ahead", StatusCodes.Status201Created);
        funds.MapPost("/{id}/payments/{payment}/move", Move).Needs(FundPermissions.Keep).Answers<PaymentItem>("moveFundPayment", "Moves a payment taken for the wrong home: taken back and taken anew in one, with the reason and its paper");
        NotifyApi.Map(routes);
        routes.MapGet("/api/v1/happiness/{fund}", Month).Open().WithTags("funds").Answers<MonthBillItem>("getHappinessBill", "The happiness bill of a neighbourhood and month, for everybody");
    }

    private static IResult List(ApiCall call, string? after, int? limit)
    {
        if (!Id<Fund>.TryParse(after, null, out var from) && !string.IsNullOrEmpty(after))
        {
            return call.Problem(new Refusal("after_invalid", "after"));
        }

        var (most, caller, today) = (Paging.Most(limit), call.Caller, CountyTime.LocalDay(call.Now));
        var rows = call.Db.Set<Fund>().OrderBy(f => f.Id).AsEnumerable().Where(f => (string.IsNullOrEmpty(after) || f.Id > from) && caller.Has(FundPermissions.See, f.PlacePath)).Take(most + 1).ToList();
        return call.Answer(ApiPage<FundItem>.Of([.. rows.Select(f => FundItem.Of(f, Collection.Read(call.Db, f.Id, today)))], most, f => f.Id.ToString()));
    }

    private static IResult One(ApiCall call, Id<Fund> id, string? through)
    {
        if (!FundCall.Find(call.Db, call.Caller, FundPermissions.See, id).IsDone(out var fund, out var why))
        {
            return call.Problem(why);
        }

        var day = through is null ? CountyTime.LocalDay(call.Now) : LocalDatePattern.Iso.Parse(through) is { Success: true, Value: var typed } ? typed : (LocalDate?)null;
        return day is { } known ? call.Answer(FundItem.Of(fund, Collection.Read(call.Db, id, known))) : call.Problem(new Refusal("not_a_date", "through"));
    }

    private static Task<IResult> Pay(ApiCall call, Id<Fund> id, PaymentWish wish)
    {
        var caller = call.Caller;
        var payment = new TakePayment(id, wish.Unit, Money.FromFen(wish.Fen), wish.Means, wish.ReceivedOn, wish.Key) { Bill = wish.Bill };
        return call.Run("take_payment", wish, change => payment.In(change, caller).Then<PaymentItem>(p => PaymentItem.Of(p)), p => Pages.FundEndpoints.PathOf(id, $"payments/{p.Id}"));
    }

    private static Task<IResult> Move(ApiCall call, IEnumerable<IFileAccess> rules, Id<Fund> id, Id<FundPayment> payment, MoveWish wish) => call.Run("move_payment", wish, change =>
        !change.Db.Set<FundPayment>().Any(p => p.Id == payment && p.FundId == id) ? Refusal.NotFound("payment")
        : FreeFile.Find(change.Db, wish.Paper, rules, "paper").Then(paper => new MovePayment(payment, wish.Unit, wish.Why, FundPaper.KeepOfHome(change, id, paper)).In(change, call.Caller)).Then<PaymentItem>(p => PaymentItem.Of(p)));

    private static IResult Month(ApiCall call, Id<Fund> fund, string? month)
    {
        if (call.Db.Set<Fund>().FirstOrDefault(f => f.Id == fund) is not { } known)
        {
            return call.Problem(Refusal.NotFound("fund"));
        }

        var months = MonthBill.Months(call.Db, known);
        var wanted = YearMonthPattern.Iso.Parse(month ?? "") is { Success: true, Value: var typed } ? typed.OnDayOfMonth(1) : month is null && months.Count > 0 ? months[0] : (LocalDate?)null;
        return wanted is { } first && months.Contains(first) ? call.Answer(MonthBillItem.Of(MonthBill.Read(call.Db, known, first))) : call.Problem(Refusal.NotFound("month"));
    }
}
