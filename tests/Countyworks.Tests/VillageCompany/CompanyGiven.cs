using System.Text;
using Countyworks.Core.Books;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.VillageCompany;

/// <summary>A village company founded on 2025-01-01 with a charging station that began on 2026-08-01, in a county whose clock stands at 2026-09-24.</summary>
internal sealed class CompanyGiven(County county, Company company, Asset station)
{
    public const string Head = "订单编号,充电开始时间,充电结束时间,充电电量,订单金额\n", Code = "91431003MA4L5C7X8X", OtherCode = "91431003MA4L16A84J";

    public static readonly Digest Paper = TreeHash.Sha256.Leaf("minutes"u8);

    public Company Company => county.Read(db => db.Set<Company>().Single(c => c.Id == company.Id));

    public Asset Station => station;

    public Caller Keeper => county.Dispatcher;

    public static async Task<CompanyGiven> In(County county)
    {
        var company = await county.Do("found", change => Founding(county).In(change, county.Dispatcher));
        await county.Do("hold", change => new AddHolding(company.Id, "和平村集体经济组织", HolderKind.Collective, Money.FromFen(50_000_000), new(2025, 1, 2)).In(change, county.Dispatcher));
        var station = await county.Do("asset", change => new AddAsset(company.Id, "CD01", "国道充电站", AssetKind.ChargingStation, new(2026, 8, 1)).In(change, county.Dispatcher));
        return new(county, company, station);
    }

    public static FoundCompany Founding(County county) => new(county.Community.Id, "和平村强村实业有限公司", Code, "和平村股份经济合作社", new(2025, 1, 1), 2000);

    public Task<Outcome<T>> Try<T>(Func<Data.Writing.Change, Outcome<T>> decide) => county.Try("village", decide, Keeper);

    public Task<T> Do<T>(Func<Data.Writing.Change, Outcome<T>> decide) => county.Do("village", decide, Keeper);

    /// <summary>Members "0001", "0002" … with shares from 2025-01-02, all of whom vote.</summary>
    public async Task Members(params long[] milliShares)
    {
        foreach (var (i, milli) in milliShares.Index())
        {
            await Do(change => new EnterMember(company.Id, $"{i + 1:0000}", $"H{(i / 2) + 1:000}", "成员", new LocalDate(2020, 1, 1)).In(change, Keeper));
            await Do(change => new ChangeShares(company.Id, $"{i + 1:0000}", new(2025, 1, 2), milli, ShareReason.Granted).In(change, Keeper));
        }
    }

    /// <summary>A decision that passed unless fewer agree.</summary>
    public Task<AssemblyDecision> Decided(int item = AssemblyDecision.Distribution, int? yes = null) => Do(change =>
    {
        var members = change.Db.Set<Member>().Count(m => m.LastDay == null);
        return new RecordDecision(company.Id, item, "是否同意", new(2026, 1, 5), new(2026, 1, 15), null, members, yes ?? members, 0, Paper).In(change, Keeper);
    });

    /// <summary>A contract of 100,000.00 yuan.</summary>
    public Task<Contract> Signed(string counterparty = "郴州电力公司", Id<AssemblyDecision>? decision = null) =>
        Do(change => new SignContract(company.Id, counterparty, null, "供电", Money.FromFen(10_000_000), new(2026, 8, 1), decision, Paper).In(change, Keeper));

    public Task<Outcome<Entered>> Book(BookingKind kind, LocalDate on, long fen, Id<Contract>? contract = null) =>
        Try(change => new BookMoney(station.Id, kind, on, Money.FromFen(fen), "电费", Paper, contract).In(change, Keeper));

    public async Task<SessionImport> Look(string rows) => await Do(change => new LookAtSessions(station.Id, ContentOf(rows), Read(rows)).In(change, Keeper));

    public Task<Outcome<SessionImport>> Take(SessionImport import, string rows) => Try(change => new ImportSessions(import.Id, Read(rows)).In(change, Keeper));

    public long Net(Id<Ledger> ledger, string account) => county.Read(db => db.Set<StoredAccount>().Single(a => a.LedgerId == ledger && a.Code == account).Known.Balance.NetFen);

    public List<string> Wrong() => [.. BookVerifier.Run(county.Database).Findings.Select(f => $"{f.Finding.Kind} {f.Finding.Seq}")];

    private ReadSessions Read(string rows) => SessionFile.Read(Encoding.UTF8.GetBytes(Head + rows), station, county.Clock.GetCurrentInstant()).Value;

    private static FileContent ContentOf(string rows) => new("orders.csv", FileType.Csv, System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Head + rows)), rows.Length);
}
