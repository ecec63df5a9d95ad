using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Core.Seals;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Server;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Microsoft.Data.Sqlite;
using NodaTime.Testing;

namespace Countyworks.Tests.Commands;

public sealed class Checking_the_books : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-tests-").FullName;

    private string Data => Path.Combine(folder, "district");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Goes_with_the_journal_and_says_how_many_there_are()
    {
        await Found();
        var software = await CommandLineRun.Of($"verify --data {Data} --json");
        var people = await CommandLineRun.Of($"verify --data {Data} --lang en");

        Assert.Equal((ExitCode.Done, true, 1, 2, 0), (software.ExitCode, (bool)software.Json["good"]!, (int)software.Json["books"]!["ledgers"]!, (int)software.Json["books"]!["entries"]!, (int)software.Json["books"]!["findingCount"]!));
        Assert.Contains("The books are good: 1 ledger, 2 entries", people.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_3_and_a_list_when_an_entry_was_altered()
    {
        await Found();
        await Spoil("DROP TRIGGER ledger_entry_no_update; UPDATE ledger_entry SET memo = 'other' WHERE seq = 2");

        var software = await CommandLineRun.Of($"verify --data {Data} --json");
        var people = await CommandLineRun.Of($"verify --data {Data} --lang zh");

        Assert.Equal((ExitCode.FoundWrong, "not_as_sealed", 2), (software.ExitCode, (string)software.Json["books"]!["findings"]![0]!["code"]!, (int)software.Json["books"]!["findings"]![0]!["seq"]!));
        Assert.Contains("账簿 xq-0007/fees 第 2 号分录与封存的留痕不一致", people.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, ExitCode.Done, 0, "The books are good: 1 ledger, 2 entries")]
    [InlineData("DROP TRIGGER ledger_entry_no_update; UPDATE ledger_entry SET memo = 'other' WHERE seq = 2", ExitCode.FoundWrong, 1, "Its books are NOT good: 1 thing is wrong")]
    public async Task Happens_to_every_district_that_is_restored(string? spoil, int exitCode, int findings, string says)
    {
        await Found();
        await Spoil(spoil);
        await CommandLineRun.Of($"backup {folder}/copy --data {Data}");

        var people = await CommandLineRun.Of($"restore {folder}/copy --data {folder}/restored --lang en");
        var software = await CommandLineRun.Of($"restore {folder}/copy --data {folder}/again --json");

        Assert.Equal((exitCode, "", exitCode), (people.ExitCode, people.Error, software.ExitCode));
        Assert.Contains("Its journal is as it was sealed", people.Out, StringComparison.Ordinal);
        Assert.Contains(says, people.Out, StringComparison.Ordinal);
        Assert.Equal((1, 2, findings), ((int)software.Json["books"]!["ledgers"]!, (int)software.Json["books"]!["entries"]!, (int)software.Json["books"]!["findingCount"]!));
    }

    [Fact]
    public async Task Proves_an_entry_of_a_ledger_to_a_stranger()
    {
        await Found();
        var proof = Path.Combine(folder, "proof.json");
        var made = await CommandLineRun.Of($"proof xq-0007/fees/2 --data {Data} --out {proof}");
        var check = await CommandLineRun.Of($"verify-proof {proof} --json");

        Assert.Equal((ExitCode.Done, ""), (made.ExitCode, made.Error));
        Assert.Equal((ExitCode.Done, "ledger_entered"), (check.ExitCode, (string)check.Json["kind"]!));
        Assert.Contains("\"seq\":2", (string)check.Json["data"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("proof xq-0007/fees/99", "entry_unknown")]
    [InlineData("proof xq-0007/none/1", "not_found")]
    [InlineData("export books xq-0007/none", "not_found")]
    public async Task Refuses_what_is_not_there(string words, string code)
    {
        await Found();
        var run = await CommandLineRun.Of($"{words} --data {Data} --json");
        Assert.Equal((ExitCode.Refused, code), (run.ExitCode, (string)run.Json["code"]!));
    }

    [Theory, InlineData("proof fees"), InlineData("proof -1"), InlineData("proof fees/x"), InlineData("export books x --format pdf")]
    public async Task Says_what_it_does_not_understand(string words) => Assert.Equal(ExitCode.WrongUsage, (await CommandLineRun.Of($"{words} --data {Data}")).ExitCode);

    [Theory]
    [InlineData("hledger", "    Fund:Fees  0 FEN == -29638 FEN")]
    [InlineData("ledger", "    Fund:Fees  0 FEN = -29638 FEN")]
    [InlineData("beancount", "2026-01-06 balance Equity:Fund:Fees  -29638 FEN")]
    [InlineData("csv", "seq,effective_on,recorded_at,kind,key,of,authority,evidence,transfer,memo,account,side,phase,fen,leaf")]
    public async Task Exports_a_ledger_with_its_balances(string format, string line)
    {
        await Found();
        var run = await CommandLineRun.Of($"export books xq-0007/fees --format {format} --data {Data}");
        var file = await CommandLineRun.Of($"export books xq-0007/fees --format {format} --data {Data} --out {folder}/out");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains(line, run.Out.Split('\n'));
        Assert.Equal((ExitCode.Done, run.Out), (file.ExitCode, (await File.ReadAllTextAsync($"{folder}/out", TestContext.Current.CancellationToken)).TrimEnd()));
    }

    private async Task Spoil(string? sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "431003.db")};Pooling=False");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = sql ?? "SELECT 1";
        command.ExecuteNonQuery();
    }

    private async Task Found()
    {
        await CommandLineRun.Of($"init --data {Data}");
        await using var district = (await OpenDistrict.At(SettingsFile.Read(Data).Value, new FakeClock(TestStore.Now))).Value;
        using var db = district.Get<Database>().Read();
        var place = db.Set<Place>().OrderBy(p => p.Path).First().Id;
        var day = CountyTime.LocalDay(TestStore.Now);
        var done = await district.Get<Writer>().Run(new Envelope("test", Actor.System, TestStore.Now), change => new OpenLedger("xq-0007/fees", "物业费", LedgerScope.PropertyFees, place).In(change).Then(ledger =>
        {
            new OpenLedgerAccount(ledger.Id, "Assets:Bank:Joint", "共管账户", false).In(change);
            new OpenLedgerAccount(ledger.Id, "Assets:Receivable:U0012", "1-1202", false).In(change);
            new OpenLedgerAccount(ledger.Id, "Fund:Fees", "物业费资金", true).In(change);
            new MakeEntry(ledger.Id, EntryOrder.Post("bill", day, Leg.Debit("Assets:Receivable:U0012", 29638), Leg.Credit("Fund:Fees", 29638)) with { Memo = "物业费 2026-01" }).In(change);
            return new MakeEntry(ledger.Id, EntryOrder.Post("paid", day, Leg.Debit("Assets:Bank:Joint", 29638), Leg.Credit("Assets:Receivable:U0012", 29638)), "王伟").In(change);
        }));
        Assert.Null(done.Refusal);
        await district.Get<Sealer>().Run(TestStore.Now);
    }
}
