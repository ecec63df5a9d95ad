using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn;
using Countyworks.Core.Votes;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>
/// The community fund of the demo's second neighbourhood, from 2023 on: a year of the lump sum in which hardly anybody pays, the owners' vote for the remuneration model, and the years since, in
/// which nearly everybody does. Every bill, payment, expense, close and dividend comes about by the product's own use cases.
/// </summary>
/// <param name="players">Who acts.</param>
/// <param name="database">Where a close reads the whole ledger.</param>
/// <param name="now">The end of the story.</param>
internal sealed class DemoFund(DemoPlayers players, Database database, Instant now)
{
    /// <summary>The first day of the story: the district is founded before it.</summary>
    public static readonly LocalDate First = new(2023, 1, 1);

    /// <summary>The user name of an owner.</summary>
    public const string Owner = "fuxing1";

    private const int Floors = 10, PerFloor = 4, PriceBefore = 180, PriceSince = 240, RatePerCent = 8, QuarterMonths = 3, PaymentsAtOnce = 20;
    private const int CommitteeLimitYuan = 30_000, MaintenanceYuan = 1_350_000, FirstRaisingYuan = 3_200_000;

    private static readonly LocalDate Reform = new(2024, 1, 1);
    private static readonly long[] Areas = [9_853, 11_020, 12_860, 14_305];
    private static readonly string[] Approving = ["committee1", "committee2"];
    private static readonly FundRule Rule = new();

    private readonly Dictionary<string, Id<FundExpense>> asked = [];

    // The owners decided for each year from the reform on: without its line every expense of a year would want a vote.
    private int LastYear => CountyTime.LocalDay(now).Year;

    /// <summary>The neighbourhood.</summary>
    public static string Neighbourhood => DemoData.Neighbourhoods[1].Name;

    /// <summary>Adds homes, titles, the treasurer, the committee and an owner.</summary>
    public static void Add(Change change, KeyRing keys, Id<Organisation> office, string passwordHash)
    {
        var compound = change.Db.Set<Place>().First(p => p.Level == PlaceLevel.Neighbourhood && p.Name == Neighbourhood);
        var buildings = change.Db.Set<Place>().Where(p => p.ParentId == compound.Id).OrderBy(p => p.Path).ToList();
        foreach (var building in buildings)
        {
            new AddUnits(building.Id, Floors, PerFloor).In(change, Caller.Operator).Expect();
        }

        var names = buildings.ToDictionary(b => b.Id, b => b.Name);
        var units = change.Db.Set<Place>().Where(p => p.Level == PlaceLevel.Unit && p.Path.StartsWith(compound.Path)).OrderBy(p => p.Path).ToList();
        new ImportTitles(compound.Id, [.. units.Select((unit, i) => new TitleLine(
            names[unit.ParentId!.Value], unit.Name, Area.FromHundredths(Areas[i % Areas.Length]), TitleBasis.Register, $"fund {i}", false))]).In(change, Caller.Operator, keys).Expect();
        foreach (var row in DemoData.FundPeople)
        {
            var person = new AddPerson(row.Name).In(change, Caller.Operator).Expect();
            new OpenAccount(person.Id, row.User, passwordHash, IsOneTime: false).In(change, Caller.Operator).Expect();
            if (row.Role is { } role)
            {
                new AppointPerson(person.Id, office, role, compound.Id, row.Title, CountyTime.LocalDay(change.Now)).In(change, Caller.Operator).Expect();
                continue;
            }

            change.Add(new Occupancy
            {
                Id = change.NewId<Occupancy>(), PersonId = person.Id, PlaceId = units[0].Id, PlacePath = units[0].Path, Kind = OccupancyKind.Owner, FirstDay = CountyTime.LocalDay(change.Now),
            });
        }
    }

    /// <summary>What happens, in the order of its moments; those that wait for all before them are tasks.</summary>
    public IEnumerable<(Instant At, Func<Task> Happen)> Events()
    {
        yield return Act(At(First, 1), Open);
        foreach (var vote in DemoData.FundVotes)
        {
            foreach (var step in Vote(vote))
            {
                yield return step;
            }
        }

        yield return Act(At(new(2023, 12, 20), 10), SetTerms);
        for (var month = First; At(month, 6) < now; month = month.PlusMonths(1))
        {
            foreach (var step in Month(month))
            {
                yield return step;
            }
        }

        foreach (var (year, sum, vote) in new[] { (2024, 800_000, DemoData.FundVotes[1]), (2025, 600_000, DemoData.FundVotes[2]) })
        {
            var day = vote.Opens.PlusDays(20);
            yield return Act(At(day, 10), at => Keep("close_year", at, (change, treasurer) => new CloseYear(Fund(change).Id, year, By(change, vote)).In(change, treasurer, Rule)));
            yield return Act(At(day, 11), at => Keep("declare_dividend", at, (change, treasurer) => new DeclareDividend(Fund(change).Id, year, Yuan(sum), By(change, vote)).In(change, treasurer)));
            yield return Act(At(day.PlusDays(10), 10), at => Keep("give_dividends", at, (change, treasurer) => Give(change, treasurer, year)));
        }
    }

    private void Open(Instant at) => players.Do("open_fund", players.Administrator, at, change => new OpenFund(
        players.Compound(Neighbourhood).Id, Yuan(CommitteeLimitYuan), Yuan(FirstRaisingYuan), Yuan(MaintenanceYuan), Paper("opening")).In(change, players.Administrator).Then(fund =>
        new SetContract(fund.Id, First, DemoData.FundWord("manager_before"), FeeModel.LumpSum, "receipts", 0, Money.Zero, new(DemoData.FundWord("contract_before"), Paper("contract"))).In(change, players.Administrator).Then(_ =>
        new SetPrice(fund.Id, UnitUse.Home, First, Money.FromFen(PriceBefore), new(DemoData.FundWord("contract_before"), Paper("contract"))).In(change, players.Administrator))));

    private void SetTerms(Instant at) => players.Do("set_terms", players.Administrator, at, change =>
    {
        var (fund, by, keeper) = (Fund(change), By(change, DemoData.FundVotes[0]), players.Administrator);
        for (var year = Reform.Year; year <= LastYear; year++)
        {
            new SetBudget(fund.Id, year, [.. DemoData.FundExpenses.Where(e => e.CostOf is null).Select(e => (e.Purpose, e.Sum * 12)), (Purpose.Repairs, Yuan(60_000))], by).In(change, keeper).Expect();
        }

        return new SetContract(fund.Id, Reform, DemoData.FundWord("manager"), FeeModel.Remuneration, "receipts", RatePerCent * 100, Money.Zero, by).In(change, keeper).Then(_ =>
            new SetPrice(fund.Id, UnitUse.Home, Reform, Money.FromFen(PriceSince), by).In(change, keeper));
    });

    private IEnumerable<(Instant At, Func<Task> Happen)> Vote(DemoData.FundVote vote)
    {
        var announced = At(vote.Opens.PlusDays(-new VoteSettings().NoticeDays), 9);
        yield return Act(announced - Duration.FromHours(1), at => players.Keep("draft_vote", at, (change, keeper) => new DraftVote(null, players.Compound(Neighbourhood).Id, 9, vote.Question, vote.Document).In(change, keeper)));
        yield return Act(announced, at => players.Keep("announce_vote", at, (change, keeper) => new AnnounceVote(Find(change, vote).Id, vote.Opens, CountyTime.StartOf(vote.Opens.PlusDays(14))).In(change, keeper, new VoteSettings())));
        foreach (var (teller, hour) in new[] { (players.Duty, 9), (players.Dispatcher, 15) })
        {
            yield return Act(At(vote.Opens.PlusDays(3), hour), at => players.Do("enter_paper", teller, at, change => Read(change, teller, vote)));
        }

        yield return Act(At(vote.Opens.PlusDays(14), 0), at => players.Keep("close_vote", at, (change, _) => new CloseVote(Find(change, vote).Id).In(change)));
    }

    private static Outcome<Done> Read(Change change, Caller teller, DemoData.FundVote vote)
    {
        var found = Find(change, vote);
        for (var head = 1; head <= vote.Taking; head++)
        {
            // Yes and no stand mixed, so that no building is all of one mind.
            var turn = head * 7 % vote.Taking;
            var choice = turn < vote.No ? Choice.No : turn < vote.No + vote.Taking - vote.Yes - vote.No ? Choice.Abstain : Choice.Yes;
            new EnterPaper(found.Id, head, choice, Receipt.New()).In(change, teller).Expect();
        }

        return Done.It;
    }

    private IEnumerable<(Instant At, Func<Task> Happen)> Month(LocalDate month)
    {
        var last = month.With(DateAdjusters.EndOfMonth);
        if ((month.Month - 1) % QuarterMonths == 0)
        {
            yield return Act(At(month, 6), at => Bill(month, at));
            foreach (var step in Payments(month))
            {
                yield return step;
            }
        }

        if (month >= Reform)
        {
            foreach (var income in DemoData.FundIncomes)
            {
                yield return Act(At(month.PlusDays(9), 10), at => Keep("take_income", at, (change, treasurer) => new TakeIncome(
                    Fund(change).Id, income.Kind, income.Sum, CountyTime.LocalDay(at), Words(income.What, month), Paper($"{income.Kind} {month}"), $"{income.Kind} {month.Year} {month.Month}").In(change, treasurer)));
            }

            foreach (var step in DemoData.FundExpenses.SelectMany(expense => Expense(expense, month)))
            {
                yield return step;
            }
        }

        yield return Act(At(last, 16), at => Keep("month_end", at, (change, treasurer) => MonthEnd(change, treasurer, last)));
        if (month.Month % QuarterMonths == 0 && last.Year >= First.Year)
        {
            yield return (At(last.PlusDays(3), 9), () => CloseAsync(last, At(last.PlusDays(3), 9)));
        }
    }

    private void Bill(LocalDate since, Instant at)
    {
        Keep("start_billing", at, (change, treasurer) => new StartBilling(Fund(change).Id, since, QuarterMonths, since.PlusMonths(1)).In(change, treasurer));
        Keep("bill_units", at, (change, _) => new BillBatch(Fund(change).Id, since).In(change));
    }

    // In 2023 every third home pays; since the owners decided, all but every fourteenth do, and some of the others clear what they owe.
    private IEnumerable<(Instant At, Func<Task> Happen)> Payments(LocalDate since)
    {
        var homes = Enumerable.Range(1, DemoData.Neighbourhoods[1].Buildings * Floors * PerFloor).Where(number => since < Reform ? number % 3 == 0 : number % 14 != 0).ToList();
        foreach (var (i, some) in homes.Chunk(PaymentsAtOnce).Index())
        {
            yield return Act(At(since.PlusDays(2 + (i * 4)), 11), at => Keep("take_payments", at, (change, treasurer) => Pay(change, treasurer, some, since, at)));
        }

        if (since.Month == 7 && since >= Reform)
        {
            yield return Act(At(since.PlusDays(20), 15), at => Keep("take_arrears", at, (change, treasurer) => Clear(change, treasurer, [.. homes.Where(number => number % 15 == since.Year % 15)], at)));
        }
    }

    private static Outcome<Done> Pay(Change change, Caller treasurer, IReadOnlyList<int> homes, LocalDate since, Instant at)
    {
        var fund = Fund(change);
        var bills = (from bill in change.Db.Set<FundBill>()
                     join unit in change.Db.Set<FundUnit>() on bill.PlaceId equals unit.PlaceId
                     where bill.FundId == fund.Id && unit.FundId == fund.Id && bill.Since == since && homes.Contains(unit.Number) && bill.LaidFen < bill.Fen
                     orderby unit.Number
                     select new { unit.Number, bill.Id, bill.Fen, bill.LaidFen }).ToList();
        foreach (var bill in bills)
        {
            var means = bill.Number % 5 == 0 ? PaymentMeans.Cash : PaymentMeans.Transfer;
            new TakePayment(fund.Id, bill.Number, Money.FromFen(bill.Fen - bill.LaidFen), means, CountyTime.LocalDay(at), $"{since.Year}-{since.Month} {bill.Number}") { Bill = bill.Id }.In(change, treasurer).Expect();
        }

        return Done.It;
    }

    private static Outcome<Done> Clear(Change change, Caller treasurer, IReadOnlyList<int> homes, Instant at)
    {
        var fund = Fund(change);
        foreach (var number in homes)
        {
            var owed = (from bill in change.Db.Set<FundBill>()
                        join unit in change.Db.Set<FundUnit>() on bill.PlaceId equals unit.PlaceId
                        where bill.FundId == fund.Id && unit.FundId == fund.Id && unit.Number == number
                        select bill.Fen - bill.LaidFen).Sum();
            if (owed > 0)
            {
                new TakePayment(fund.Id, number, Money.FromFen(owed), PaymentMeans.Transfer, CountyTime.LocalDay(at), $"arrears {at.ToUnixTimeSeconds()} {number}").In(change, treasurer).Expect();
            }
        }

        return Done.It;
    }

    private IEnumerable<(Instant At, Func<Task> Happen)> Expense(DemoData.FundExpense wish, LocalDate month)
    {
        var (name, day) = ($"{wish.Purpose} {month}", month.PlusDays(24));
        yield return Act(At(day, 9), at => Keep("ask_expense", at, (change, treasurer) =>
            new AskExpense(Fund(change).Id, wish.Purpose, Words(wish.What, month), wish.Vendor, wish.Sum, Paper($"quote {name}"), wish.CostOf).In(change, treasurer).Then<FundExpense>(expense =>
            {
                asked[name] = expense.Id;
                return expense;
            })));
        foreach (var (i, user) in Approving.Index())
        {
            yield return Act(At(day, 14 + i), at => players.Do("say_to_expense", players.OfUser(user), at, change => new SayToExpense(asked[name], true).In(change, players.OfUser(user))));
        }

        yield return Act(At(day.PlusDays(2), 9), at => Keep("enter_invoice", at, (change, treasurer) => new EnterInvoice(asked[name], wish.Sum - Money.FromFen(month.Month * 100L), Paper($"invoice {name}")).In(change, treasurer)));
        yield return Act(At(day.PlusDays(3), 9), at => Keep("pay_expense", at, (change, treasurer) => new PayExpense(asked[name], Paper($"receipt {name}")).In(change, treasurer)));
    }

    // Cash goes to the bank; the manager gets what was earned.
    private static Outcome<Done> MonthEnd(Change change, Caller treasurer, LocalDate last)
    {
        var fund = Fund(change);
        var till = MonthBalances.Of(change.Db, fund, last).Till;
        if (till > Money.Zero)
        {
            new BankCash(fund.Id, till, Paper($"slip {last}"), $"{last.Year} {last.Month}").In(change, treasurer).Expect();
        }

        var due = new PostRemuneration(fund.Id, last).In(change, treasurer).Expect();
        return due > Money.Zero ? new PayManager(fund.Id, due, Paper($"manager {last}"), $"{last.Year} {last.Month}").In(change, treasurer) : Done.It;
    }

    private async Task CloseAsync(LocalDate last, Instant at)
    {
        await players.SealAsync(at);
        Keep("close_month", at, (change, treasurer) =>
        {
            var fund = Fund(change);
            return new CloseMonth(fund.Id, last, MonthBalances.Of(change.Db, fund, last), []).In(change, treasurer, database, Rule);
        });
    }

    // Every second home has it set against its bills, the others are paid; every sixteenth has not come for it yet.
    private static Outcome<Done> Give(Change change, Caller treasurer, int year)
    {
        var fund = Fund(change);
        foreach (var number in change.Db.Set<FundUnit>().Where(u => u.FundId == fund.Id).OrderBy(u => u.Number).Select(u => u.Number).ToList().Where(n => n % 16 != 0))
        {
            new GiveDividend(fund.Id, year, number, number % 2 == 0, Paper($"dividend {year} {number}")).In(change, treasurer).Expect();
        }

        return Done.It;
    }

    private void Keep<T>(string command, Instant at, Func<Change, Caller, Outcome<T>> decide) =>
        players.Do(command, players.OfUser("treasurer"), at, change => decide(change, players.OfUser("treasurer")));

    private static (Instant At, Func<Task> Happen) Act(Instant at, Action<Instant> happen) => (at, () =>
    {
        happen(at);
        return Task.CompletedTask;
    });

    private static Decision By(Change change, DemoData.FundVote vote) => new(Find(change, vote).Number);

    private static Vote Find(Change change, DemoData.FundVote vote) => change.Db.Set<Vote>().First(v => v.Question == vote.Question);

    private static Fund Fund(Change change) => change.Db.Set<Fund>().First();

    private static Money Yuan(long yuan) => Money.FromFen(yuan * 100);

    private static string Words(string pattern, LocalDate month) => string.Format(CultureInfo.InvariantCulture, pattern, month.Month);

    private static Instant At(LocalDate day, int hour) => CountyTime.StartOf(day) + Duration.FromHours(hour);

    private static Digest Paper(string what) => Digest.Of(SHA256.HashData(Encoding.UTF8.GetBytes("demo paper: " + what)));
}
