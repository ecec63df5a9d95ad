using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Tests.Databases;
using NodaTime;

namespace Countyworks.Tests.CommunityFund;

/// <summary>Lines of a bank's statement, from the file to the payment.</summary>
public sealed class Money_that_came_in
{
    private static readonly LocalDate Day = new(2026, 11, 1);

    [Theory, EveryEngine]
    public async Task Is_known_again_in_the_same_file_and_in_one_that_overlaps(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        var (first, twin, cut) = (Line(20_000, "r1", "张三", "3栋101 物业费"), Line(5_000, "", "李四", "物业费"), Line(20_000, "r1", "张三", "3栋101"));

        Assert.Equal(new StatementRead(3, 0), await given.Do(Read(given, first, twin, twin).In));
        Assert.Equal(new StatementRead(0, 3), await given.Do(Read(given, first, twin, twin).In));
        Assert.Equal(new StatementRead(1, 3), await given.Do(Read(given, cut, twin, Line(7, "", "王五", ""), twin).In));
        Assert.Equal(new StatementRead(1, 0), await given.Do(Read(given, first with { On = Day.PlusDays(-30) }).In));

        Assert.Equal(5, given.County.Read(db => db.Set<Remittance>().Count()));
        Assert.DoesNotContain("张三", given.County.Read(db => string.Concat(db.Set<Remittance>().Select(r => r.SealedWords).ToList())), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Is_kept_beside_what_went_out_which_is_known_again_and_is_nobodys_payment(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        var (came, went) = (Line(20_000, "r1", "张三", "3栋101"), Line(-900, "r2", "电力公司", "电费"));

        Assert.Equal(new StatementRead(2, 0), await given.Do(Read(given, came, went).In));
        Assert.Equal(new StatementRead(0, 2), await given.Do(Read(given, came, went).In));

        var row = given.County.Read(db => db.Set<Remittance>().Single(r => r.State == RemittanceState.WentOut));
        Assert.Equal((-900, null, "电力公司"), (row.Fen, row.PayerIndex, RemittanceWords.Of(row, given.County.Secrets).Payer));
        Assert.Single(Proposals(given));
        Assert.Equal("not_found", await given.Refused(new TakeRemittance(row.Id, 1).In));
        Assert.Equal("not_found", await given.Refused(new SetRemittanceAside(row.Id).In));
    }

    [Theory, EveryEngine]
    public async Task Is_proposed_for_the_home_it_names_and_later_for_the_home_its_payer_paid_for(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        await given.Do(Read(given, Line(20_000, "r1", "张三", "3栋101 物业费"), Line(20_000, "r2", "李四", ""), Line(25_000, "r3", "王五", "3栋102、3栋103"), Line(-900, "r4", "电力公司", "")).In);

        var proposals = Proposals(given);
        Assert.Equal([("3栋 101", MatchedBy.Named, true), ("", MatchedBy.Nothing, false), ("3栋 102|3栋 103", MatchedBy.Named, false)], proposals.Select(Said));
        Assert.Equal(20_000, proposals[0].Homes[0].Owed.Fen);

        await given.Do(new TakeRemittance(proposals[0].Row.Id, 1).In);
        await given.Do(new TakeRemittance(proposals[1].Row.Id, 4).In);
        given.County.Now("2026-12-01T09:00");
        await given.Bill("2026-12-01");
        await given.Do(Read(given, [.. new[] { Line(20_000, "r5", " 李四 ", "物业费"), Line(19_999, "r6", "李四", "") }.Select(l => l with { On = new(2026, 12, 1) })]).In);

        Assert.Equal([("3栋 102|3栋 103", MatchedBy.Named, false), ("3栋 104", MatchedBy.AmountDayPayer, true), ("", MatchedBy.Nothing, false)], Proposals(given).Select(Said));
    }

    [Theory, EveryEngine]
    public async Task Leaves_the_choice_to_a_person_where_a_payer_owns_two_homes_with_the_same_bill(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        await given.Do(Read(given, Line(1, "a", "张三", "3栋101"), Line(1, "b", "张三", "3栋105"), Line(20_000, "c", "张三", "")).In);
        var (first, second) = (Proposals(given)[0], Proposals(given)[1]);
        await given.Do(new TakeRemittance(first.Row.Id, first.Homes[0].Number).In);
        await given.Do(new TakeRemittance(second.Row.Id, second.Homes[0].Number).In);
        await given.Do(given.Pay(1, 19_999).In);
        await given.Do(given.Pay(5, 19_999).In);
        given.County.Now("2026-12-01T09:00");
        await given.Bill("2026-12-01");

        Assert.Equal([("3栋 101|3栋 105", MatchedBy.AmountDayPayer, false)], Proposals(given).Select(Said));
    }

    [Theory, EveryEngine]
    public async Task Becomes_one_payment_and_of_one_home(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        await given.Do(Read(given, Line(20_000, "r1", "张三", "")).In);
        var row = Proposals(given)[0].Row;

        var payment = await given.Do(new TakeRemittance(row.Id, 2).In);
        var again = await given.Do(new TakeRemittance(row.Id, 2).In);

        Assert.Equal((payment.Id, PaymentMeans.Transfer, Day), (again.Id, payment.Means, payment.ReceivedOn));
        Assert.Equal("remittance_taken", await given.Refused(new TakeRemittance(row.Id, 3).In));
        Assert.Equal("remittance_taken", await given.Refused(new SetRemittanceAside(row.Id).In));
        Assert.Equal("not_found", await given.Refused(new TakeRemittance(row.Id, 2).In, given.Members[0]));
        Assert.Single(given.County.Read(db => db.Set<FundPayment>().ToList()));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Is_set_aside_where_it_is_no_payment_and_can_still_be_taken(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Do(Read(given, Line(33, "r1", "", "利息")).In);
        var row = Proposals(given)[0].Row;

        await given.Do(new SetRemittanceAside(row.Id).In);
        await given.Do(new SetRemittanceAside(row.Id).In);

        Assert.Empty(Proposals(given));
        Assert.Equal(33, (await given.Do(new TakeRemittance(row.Id, 1).In)).AheadFen);
    }

    [Theory, EveryEngine]
    public async Task Of_a_closed_month_is_booked_on_the_first_day_after_it(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        given.County.Now("2026-12-02T09:00");
        await given.Close("2026-11-30");
        await given.Do(Read(given, Line(20_000, "r1", "张三", "")).In);

        Assert.Equal(new LocalDate(2026, 12, 1), (await given.Do(new TakeRemittance(Proposals(given)[0].Row.Id, 1).In)).ReceivedOn);
    }

    [Theory, EveryEngine]
    public async Task Is_read_under_a_key_that_was_renewed_since(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Do(Read(given, Line(20_000, "r1", "张三", "物业费\n一月")).In);

        given.County.Secrets.Renew();

        Assert.Equal(new RemittanceWords("张三", "物业费 一月", "r1"), Proposals(given)[0].Words);
    }

    private static BankLine Line(long fen, string reference, string other, string purpose) => new(Day, Money.FromFen(fen), reference, other, purpose);

    private static ReadBankStatement Read(FundGiven given, params BankLine[] lines)
    {
        var (ins, outs) = (lines.Where(l => l.Amount > Money.Zero).Sum(l => l.Amount.Fen), -lines.Where(l => l.Amount < Money.Zero).Sum(l => l.Amount.Fen));
        var statement = new BankStatement("6222", lines.Min(l => l.On), lines.Max(l => l.On), Money.Zero, Money.FromFen(ins), Money.FromFen(outs), Money.FromFen(ins - outs), lines).Checked().Value;
        return new(given.Fund.Id, statement, TreeHash.Sha256.Leaf("statement"u8));
    }

    private static IReadOnlyList<ProposedRemittance> Proposals(FundGiven given) => given.County.Read(db => RemittanceProposals.Read(
        db, given.County.Secrets, given.Fund, [.. db.Set<Remittance>().Where(r => r.State == RemittanceState.Waiting).OrderBy(r => r.ReceivedOn).ThenBy(r => r.Id)], new FundRule().MatchDays));

    private static (string Homes, MatchedBy By, bool IsCertain) Said(ProposedRemittance line) => (string.Join('|', line.Homes.Select(h => h.Name)), line.By, line.IsCertain);
}
