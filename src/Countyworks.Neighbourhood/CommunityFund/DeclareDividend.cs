using System.Globalization;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Declares a dividend out of the surplus, by a vote of the owners: by area, to the fen; a sum tree binds every share to the sum.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Year">The closed year.</param>
/// <param name="Sum">How much altogether.</param>
/// <param name="By">The vote.</param>
public sealed record DeclareDividend(Id<Fund> Fund, int Year, Money Sum, Decision By)
{
    /// <summary>
    /// Declares it. Refuses, in this order: <c>not_found</c> (fund), <c>year_not_closed</c>, <c>dividend_declared</c>, <c>payment_not_positive</c> (sum), <c>surplus_short</c> (free), <c>titles_missing</c>,
    /// what <see cref="Decision"/> refuses of what is no vote, and what an entry refuses.
    /// </summary>
    public Outcome<FundYear> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then(fund =>
    {
        var (db, free) = (change.Db, Money.FromFen((long)FundCall.Balance(change.Db, fund.FeesId, FundAccounts.Surplus).FreeFen));
        var year = db.Set<FundYear>().FirstOrDefault(y => y.FundId == Fund && y.Year == Year);
        var units = (
            from unit in db.Set<FundUnit>()
            join title in db.Set<UnitTitle>() on unit.PlaceId equals title.PlaceId
            where unit.FundId == Fund && title.Area > 0
            orderby unit.Number
            select new DividendUnit(unit, title.Area)).ToList();
        var why = year is null ? new Refusal("year_not_closed", "year") { Kind = RefusalKind.Conflict }
            : year.DividendFen > 0 ? new Refusal("dividend_declared", "year") { Kind = RefusalKind.Conflict }
            : FundCall.NotPositive("sum", Sum) is { } nothing ? nothing
            : Sum > free ? new Refusal("surplus_short", "sum") { Kind = RefusalKind.Conflict }.With("free", free)
            : units.Count == 0 ? new Refusal("titles_missing") { Kind = RefusalKind.Conflict }
            : null;
        return why is not null ? why : By.Given(change, fund, Sum, mustBeVote: true).Then(authority => Declare(change, fund, year!, authority.Id, Digest.Of(authority.Document), units));
    });

    /// <summary>The leaf of a share in the sum tree: fund, year, unit and area stand in it.</summary>
    public static SumNode Leaf(Fund fund, int year, int number, long area, long fen) =>
        SumTree.Leaf(Money.FromFen(fen), Encoding.UTF8.GetBytes(LeafText(fund, year, number, area))).Value;

    /// <summary>What stands in a leaf beside the sum.</summary>
    public static string LeafText(Fund fund, int year, int number, long area) => string.Create(CultureInfo.InvariantCulture, $"{fund.Code} {year} {FundAccounts.Unit(number)} {area}");

    private Outcome<FundYear> Declare(Change change, Fund fund, FundYear year, Id<Authority> authority, Digest paper, List<DividendUnit> units)
    {
        var distribution = string.Create(CultureInfo.InvariantCulture, $"{fund.Code} {Year}");
        return Division.LargestRemainder(Sum, [.. units.Select(u => new Weight(FundAccounts.Unit(u.Unit.Number), u.Area))], distribution).Then(division =>
        {
            var shares = units.Zip(division.Parts).Select((pair, leaf) => new DividendShare
            {
                FundId = Fund, Year = Year, PlaceId = pair.First.Unit.PlaceId, Leaf = leaf, Area = pair.First.Area, Fen = pair.Second.Fen,
            }).ToList();
            foreach (var (unit, _) in units)
            {
                FundCall.Account(change, fund.FeesId, FundAccounts.Dividend(unit.Number), isMemberMoney: false);
            }

            var legs = units.Zip(shares).Where(pair => pair.Second.Fen > 0).Select(pair => Leg.Credit(FundAccounts.Dividend(pair.First.Unit.Number), pair.Second.Fen));
            var order = EntryOrder.Post($"dividend {Year}", CountyTime.LocalDay(change.Now), [Leg.Debit(FundAccounts.Surplus, Sum.Fen), .. legs]) with { Authority = authority, Evidence = paper, Memo = $"dividend {Year}" };
            return FundCall.Enter(change, fund.FeesId, order).Then<FundYear>(entry =>
            {
                var root = SumTree.Root([.. units.Zip(shares).Select(pair => Leaf(fund, Year, pair.First.Unit.Number, pair.First.Area, pair.Second.Fen))]).Value;
                shares.ForEach(change.Add);
                (year.DividendFen, year.AuthorityId, year.EntrySeq, year.ShareRoot) = (Sum.Fen, authority, entry.Seq, root.Hash.ToArray());
                change.Put(year);
                change.Record(new DividendDeclared(Year, root.Sum, shares.Count, root.Hash.ToHex(), By.Reference), Fund.Value);
                return year;
            });
        });
    }

    private sealed record DividendUnit(FundUnit Unit, long Area);
}

/// <summary>Gives a unit its dividend: set against its bills and paid ahead, where its owner agreed, or paid out.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Year">The year.</param>
/// <param name="Number">The unit's number in the fund.</param>
/// <param name="IsCredited">Whether it is set against bills; else it is paid out.</param>
/// <param name="Paper">SHA-256 of the owner's word, or of the bank's receipt.</param>
public sealed record GiveDividend(Id<Fund> Fund, int Year, int Number, bool IsCredited, Digest Paper)
{
    /// <summary>Gives it. Refuses, in this order: <c>not_found</c> (fund, unit: it has no share), <c>dividend_taken</c>, and what an entry refuses.</summary>
    public Outcome<DividendShare> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then(fund =>
    {
        var db = change.Db;
        var unit = db.Set<FundUnit>().FirstOrDefault(u => u.FundId == Fund && u.Number == Number);
        var share = unit is null ? null : db.Set<DividendShare>().FirstOrDefault(s => s.FundId == Fund && s.Year == Year && s.PlaceId == unit.PlaceId);
        if (share is null || share.Fen == 0)
        {
            return Refusal.NotFound("unit");
        }

        if (share.TakenOn is not null)
        {
            return new Refusal("dividend_taken") { Kind = RefusalKind.Conflict };
        }

        return (IsCredited ? Credit(change, fund, unit!, share) : PayOut(change, fund, share)).Then<DividendShare>(day =>
        {
            (share.TakenOn, share.IsCredited) = (day, IsCredited);
            change.Put(share);
            change.Record(new DividendTaken(Year, share.Fen, IsCredited), Fund.Value);
            return share;
        });
    });

    private string Key => string.Create(CultureInfo.InvariantCulture, $"dividend {Year} {FundAccounts.Unit(Number)}");

    // Two-sided, never netted: out of what is owed to the unit, to what the unit owes.
    private Outcome<NodaTime.LocalDate> Credit(Change change, Fund fund, FundUnit unit, DividendShare share)
    {
        var today = CountyTime.LocalDay(change.Now);
        var authority = change.Db.Set<FundYear>().First(y => y.FundId == Fund && y.Year == Year).AuthorityId!.Value;
        var wish = new TakePayment(Fund, Number, Money.FromFen(share.Fen), PaymentMeans.Dividend, today, Key);
        return PaymentBooking.Book(change, fund, unit, wish, FundAccounts.Dividend(Number), (authority, Paper)).Then<NodaTime.LocalDate>(_ => today);
    }

    private Outcome<NodaTime.LocalDate> PayOut(Change change, Fund fund, DividendShare share)
    {
        var today = CountyTime.LocalDay(change.Now);
        var order = EntryOrder.Post($"pay out {Key}", today, Leg.Debit(FundAccounts.Dividend(Number), share.Fen), Leg.Credit(FundAccounts.Bank, share.Fen)) with { Evidence = Paper, Memo = "dividend paid out" };
        return FundCall.Enter(change, fund.FeesId, order).Then<NodaTime.LocalDate>(_ => today);
    }
}
