using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany;
using NodaTime;

namespace Countyworks.Server.Demo;

/// <summary>
/// The village company of the demo, all of it the collective's: a small hydropower station and shops for a year, the dividend of the year before, and a charging station whose first month brings 80,000 yuan in
/// some 1,600 sessions. Every file of its platform has rows whose dates nobody can read; they are refused.
/// </summary>
/// <param name="players">Who acts.</param>
/// <param name="now">The end of the year.</param>
internal sealed class DemoVillage(DemoPlayers players, Instant now)
{
    private const int Days = 360, Members = 60, FirstMonthSessions = 1600, Seed = 107;
    private const long Capital = 50_000_000, FirstMonthFen = 8_000_000, HydroFen = 1_246_000, RentFen = 600_000, PowerFen = 3_100_000, BuildFen = 9_800_000;

    private static readonly long[] Shares = [1000, 1000, 1000, 500, 250];

    private readonly LocalDate first = CountyTime.LocalDay(now).PlusDays(-Days), today = CountyTime.LocalDay(now);

    private LocalDate Service => today.PlusMonths(-2).With(DateAdjusters.StartOfMonth);

    /// <summary>What happens, in the order of its moments.</summary>
    public async Task<IReadOnlyList<(Instant At, Action<Instant> Happen)>> Events()
    {
        List<(Instant At, Action<Instant> Happen)> events = [.. Founding(), .. Distribution(), .. Months(), .. Works()];
        for (var month = Service; month < today; month = month.PlusMonths(1))
        {
            events.AddRange(await Sessions(month));
        }

        return [.. events.Where(e => e.At < now).OrderBy(e => e.At)];
    }

    private static Company Company(Change change) => change.Db.Set<Company>().Single();

    private static Asset Asset(Change change, string code) => change.Db.Set<Asset>().Single(a => a.Code == code);

    private static Instant At(LocalDate day, int hour) => CountyTime.StartOf(day) + Duration.FromHours(hour);

    private static Digest Paper(string of) => Digest.Of(SHA256.HashData(Encoding.UTF8.GetBytes(of)));

    private static string Words(string key) => DemoData.Village[key];

    private (Instant At, Action<Instant> Happen) Do<T>(LocalDate day, int hour, Func<Change, Caller, Outcome<T>> decide) => (At(day, hour), at => players.Keep("keep_village", at, decide));

    private IEnumerable<(Instant At, Action<Instant> Happen)> Founding()
    {
        yield return Do(first, 9, (change, keeper) => new FoundCompany(
            change.Db.Set<Place>().Single(p => p.Code == Words("place")).Id, Words("company"), Words("code"), Words("collective"), first.PlusYears(-2), 2000).In(change, keeper));
        yield return Do(first, 10, (change, keeper) => new AddHolding(Company(change).Id, Words("collective"), HolderKind.Collective, Money.FromFen(Capital), first.PlusYears(-2)).In(change, keeper));
        foreach (var (code, kind, since) in new[] { ("SD01", AssetKind.Hydropower, first.PlusYears(-2)), ("MM01", AssetKind.Shops, first.PlusYears(-2)), ("CD01", AssetKind.ChargingStation, Service) })
        {
            var name = Words(kind switch { AssetKind.Hydropower => "hydro", AssetKind.Shops => "shops", _ => "station" });
            yield return Do(first, 11, (change, keeper) => new AddAsset(Company(change).Id, code, name, kind, since).In(change, keeper));
        }

        for (var i = 0; i < Members; i++)
        {
            var (number, household, shares) = ((i + 1).ToString("D4", CultureInfo.InvariantCulture), ((i / 3) + 1).ToString("D3", CultureInfo.InvariantCulture), Shares[i % Shares.Length]);
            var name = DemoData.Surnames[(i / 3 * 5) % DemoData.Surnames.Count] + DemoData.GivenNames[(i * 7) % DemoData.GivenNames.Count];
            LocalDate? votes = i % 5 == 4 ? null : first.PlusYears(-10);
            yield return Do(first, 12, (change, keeper) => new EnterMember(Company(change).Id, number, household, name, votes).In(change, keeper)
                .Then(_ => new ChangeShares(Company(change).Id, number, first, shares, ShareReason.Granted).In(change, keeper)));
        }

        yield return Do(first, 13, (change, keeper) => new FreezeRegister(Company(change).Id, first).In(change, keeper));
    }

    // The year before the story: its result is closed and paid over, and distributed once the collective's own year is over.
    private IEnumerable<(Instant At, Action<Instant> Happen)> Distribution()
    {
        var before = new LocalDate(first.Year - 1, 12, 20);
        yield return Do(first, 14, (change, keeper) => new BookMoney(Asset(change, "SD01").Id, BookingKind.Revenue, before, Money.FromFen(HydroFen * 12), Words("opening_memo"), Paper("opening")).In(change, keeper));
        yield return Do(first, 15, (change, keeper) => Decide(change, keeper, 7, "invest", first));
        yield return Do(first, 16, (change, keeper) => new PayProfit(Company(change).Id, first.Year - 1, Money.FromFen(HydroFen * 12), first, Decision(change, "invest"), Paper("profit")).In(change, keeper));
        var meeting = new LocalDate(first.Year + 1, 1, 20);
        yield return Do(meeting, 10, (change, keeper) => Decide(change, keeper, 7, "plan", meeting));
        yield return Do(meeting.PlusDays(2), 10, (change, keeper) => new DeclareDividend(Company(change).Id, first.Year, first, Decision(change, "plan")).In(change, keeper));
    }

    private IEnumerable<(Instant At, Action<Instant> Happen)> Months()
    {
        for (var month = first.PlusMonths(1).With(DateAdjusters.StartOfMonth); month <= today; month = month.PlusMonths(1))
        {
            yield return Book(month.PlusDays(4), "SD01", BookingKind.Revenue, HydroFen + (month.Month * 11_300), "hydro_memo");
            yield return Book(month.PlusDays(9), "MM01", BookingKind.Revenue, RentFen, "shops_memo");
        }
    }

    private IEnumerable<(Instant At, Action<Instant> Happen)> Works()
    {
        var meeting = Service.PlusDays(-40);
        yield return Do(meeting.PlusDays(-20), 9, (change, keeper) => new DeclareRelatedParty(Company(change).Id, Words("builder"), Words("builder_code"), Relation.TheirEnterprise, first, null).In(change, keeper));
        yield return Do(meeting.PlusDays(-20), 10, (change, keeper) => new DeclareRelatedParty(Company(change).Id, Words("relative"), null, Relation.Relative, first, null).In(change, keeper));
        yield return Do(meeting, 9, (change, keeper) => Decide(change, keeper, 9, "works", meeting));
        yield return Do(meeting.PlusDays(3), 9, (change, keeper) => Sign(change, keeper, "builder", "build", BuildFen, meeting.PlusDays(3), Decision(change, "works")));
        yield return Do(meeting.PlusDays(4), 9, (change, keeper) => Sign(change, keeper, "supplier", "supply", PowerFen * 12, meeting.PlusDays(4), null));
        yield return Do(meeting.PlusDays(5), 9, (change, keeper) => Sign(change, keeper, "printer", "print", 420_000, meeting.PlusDays(5), null));
        yield return Book(Service.PlusDays(-2), "CD01", BookingKind.Cost, BuildFen - 260_000, "build_memo", "build");
        for (var month = Service.PlusMonths(1); month <= today; month = month.PlusMonths(1))
        {
            yield return Book(month.PlusDays(-1), "CD01", BookingKind.Cost, PowerFen + (month.Month * 7_700), "power_memo", "supply");
            yield return Book(month.PlusDays(5), "CD01", BookingKind.Settlement, FirstMonthFen - 500_000, "settle_memo");
        }
    }

    private (Instant At, Action<Instant> Happen) Book(LocalDate day, string asset, BookingKind kind, long fen, string memo, string? contract = null) => Do(day, 17, (change, keeper) =>
    {
        var by = contract is null ? null : change.Db.Set<Contract>().Where(c => c.Subject == Words(contract)).Select(c => (Id<Contract>?)c.Id).FirstOrDefault();
        return new BookMoney(Asset(change, asset).Id, kind, day, Money.FromFen(fen), Words(memo), Paper($"{memo} {day}"), by).In(change, keeper);
    });

    private static Outcome<Contract> Sign(Change change, Caller keeper, string with, string what, long fen, LocalDate on, Id<AssemblyDecision>? decision) =>
        new SignContract(Company(change).Id, Words(with), with == "builder" ? Words("builder_code") : null, Words(what), Money.FromFen(fen), on, decision, Paper(what)).In(change, keeper);

    private static Outcome<AssemblyDecision> Decide(Change change, Caller keeper, int item, string what, LocalDate held) =>
        new RecordDecision(Company(change).Id, item, Words(what), held.PlusDays(-15), held, null, 44, 41, 2, Paper(what)).In(change, keeper);

    private static Id<AssemblyDecision> Decision(Change change, string what) => change.Db.Set<AssemblyDecision>().Where(d => d.Question == Words(what)).Select(d => d.Id).FirstOrDefault();

    // A month's file is looked through and taken in on the second of the next, the last one up to yesterday.
    private async Task<IReadOnlyList<(Instant At, Action<Instant> Happen)>> Sessions(LocalDate month)
    {
        var last = LocalDate.Min(month.PlusMonths(1).PlusDays(-1), today.PlusDays(-1));
        var days = Period.DaysBetween(month, last) + 1;
        var sum = month == Service ? FirstMonthFen : FirstMonthFen * days * 11 / 300;
        var bytes = Encoding.UTF8.GetBytes(Words("sessions_head") + "\n" + string.Join('\n', Rows(month, days, sum)));
        var content = await players.Take(Words("sessions_file").Replace("{0}", month.ToString("uuuu-MM", CultureInfo.InvariantCulture), StringComparison.Ordinal), bytes);
        var day = last.PlusDays(last == today.PlusDays(-1) ? 1 : 2);
        return
        [
            Do(day, 0, (change, keeper) => SessionFile.Read(bytes, Asset(change, "CD01"), change.Now).Then(read => new LookAtSessions(Asset(change, "CD01").Id, content, read).In(change, keeper))),
            Do(day, 1, (change, keeper) => SessionFile.Read(bytes, Asset(change, "CD01"), change.Now).Then(read =>
                new ImportSessions(change.Db.Set<SessionImport>().First(i => i.Document == content.Sha256).Id, read).In(change, keeper))),
        ];
    }

    private static IEnumerable<string> Rows(LocalDate month, int days, long sum)
    {
        var random = new Random(Seed + month.Month);
        var count = Math.Max(1, FirstMonthSessions * days / 30);
        var weights = Enumerable.Range(0, count).Select(_ => random.Next(40, 160)).ToArray();
        var (total, left) = (weights.Sum(), sum);
        for (var i = 0; i < count; i++)
        {
            var fee = i == count - 1 ? left : sum * weights[i] / total;
            left -= fee;
            var started = (month.PlusDays(i * days / count) + new LocalTime(random.Next(6, 22), random.Next(60))).PlusSeconds(random.Next(60));
            yield return Row($"CD{month:uuuuMM}{i + 1:D5}", Text(started), Text(started.PlusMinutes(random.Next(20, 75))), fee);
        }

        // What a platform's export brings along.
        var day = month.PlusDays(2);
        yield return Row($"CD{month:uuuuMM}90001", day.ToString("dd/MM/uuuu", CultureInfo.InvariantCulture) + " 08:15", Text(day + new LocalTime(9, 0)), 4_100);
        yield return Row($"CD{month:uuuuMM}90002", Text(day + new LocalTime(8, 15)), "", 3_650);
        yield return Row($"CD{month:uuuuMM}90003", "0026-" + day.ToString("MM-dd", CultureInfo.InvariantCulture) + " 08:15:00", "0026-" + day.ToString("MM-dd", CultureInfo.InvariantCulture) + " 09:00:00", 2_980);
        yield return Row($"CD{month:uuuuMM}90004", Text(day + new LocalTime(10, 0)), Text(day + new LocalTime(9, 0)), 3_300);
    }

    private static string Row(string number, string start, string end, long fen) =>
        string.Create(CultureInfo.InvariantCulture, $"{number},{start},{end},{fen / 125m:0.000},{Money.FromFen(fen).ToPlainText()}");

    private static string Text(LocalDateTime time) => time.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
