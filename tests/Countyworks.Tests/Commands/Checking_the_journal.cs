using Countyworks.Core.Seals;
using Countyworks.Server;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Microsoft.Data.Sqlite;
using NodaTime.Testing;

namespace Countyworks.Tests.Commands;

public sealed class Checking_the_journal : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-tests-").FullName;

    private string Data => Path.Combine(folder, "district");

    private string Proof => Path.Combine(folder, "proof.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, InlineData("international"), InlineData("national")]
    public async Task Goes_from_founding_to_a_proof_that_a_stranger_checks(string profile)
    {
        await Found($"--seals {profile}");

        var verify = await CommandLineRun.Of($"verify --data {Data} --json");
        var proof = await CommandLineRun.Of($"proof 1 --data {Data} --out {Proof}");
        var check = await CommandLineRun.Of($"verify-proof {Proof} --json");

        Assert.Equal((ExitCode.Done, true), (verify.ExitCode, (bool)verify.Json["good"]!));
        Assert.Equal((ExitCode.Done, ""), (proof.ExitCode, proof.Error));
        Assert.Equal((ExitCode.Done, 1, "divisions_loaded"), (check.ExitCode, (long)check.Json["seq"]!, (string)check.Json["kind"]!));
    }

    [Fact]
    public async Task Ends_with_3_and_a_list_when_an_entry_was_altered()
    {
        await Found();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "431003.db")};Pooling=False"))
        {
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER fact_no_update; UPDATE fact SET at = at + 1 WHERE seq = 1";
            command.ExecuteNonQuery();
        }

        var people = await CommandLineRun.Of($"verify --data {Data}");
        var software = await CommandLineRun.Of($"verify --data {Data} --json");

        Assert.Equal(ExitCode.FoundWrong, people.ExitCode);
        Assert.Contains("Altered or moved: at least one of entries 1", people.Out, StringComparison.Ordinal);
        Assert.Equal((ExitCode.FoundWrong, "one_of_entries_altered"), (software.ExitCode, (string)software.Json["findings"]![0]!["code"]!));
    }

    [Theory]
    [InlineData(null, ExitCode.Done, "Its journal is as it was sealed")]
    [InlineData("DROP TRIGGER fact_no_update; UPDATE fact SET at = at + 1 WHERE seq = 1", ExitCode.FoundWrong, "NOT as it was sealed")]
    public async Task Happens_to_every_district_that_is_restored(string? spoil, int exitCode, string says)
    {
        await Found();
        if (spoil is not null)
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "431003.db")};Pooling=False");
            connection.Open();
            await using var command = connection.CreateCommand();
            command.CommandText = spoil;
            command.ExecuteNonQuery();
        }

        var copy = Path.Combine(folder, "copy");
        await CommandLineRun.Of($"backup {copy} --data {Data}");
        var restored = await CommandLineRun.Of($"restore {copy} --data {folder}/restored");

        Assert.Equal((exitCode, ""), (restored.ExitCode, restored.Error));
        Assert.Contains(says, restored.Out, StringComparison.Ordinal);
        Assert.Equal(spoil is null, (await CommandLineRun.Of($"doctor --data {folder}/restored")).ExitCode == ExitCode.Done);
    }

    [Fact]
    public async Task Believes_a_proof_only_with_the_key_that_is_named()
    {
        await Found();
        await CommandLineRun.Of($"proof 1 --data {Data} --out {Proof}");
        var other = Countyworks.Engines.Seals.SealSigner.Of("countyworks/431003", Engines.Seals.SealProfile.International, new byte[32])!.Public;

        var wrong = await CommandLineRun.Of($"verify-proof {Proof} --key {other}");
        var none = await CommandLineRun.Of($"verify-proof {Proof} --key abc");
        var noFile = await CommandLineRun.Of($"verify-proof {Data}/nothing.json");
        var noProof = await CommandLineRun.Of("verify-proof -", input: "{}");

        Assert.Equal((ExitCode.FoundWrong, ExitCode.Refused, ExitCode.Refused, ExitCode.Refused), (wrong.ExitCode, none.ExitCode, noFile.ExitCode, noProof.ExitCode));
        Assert.Contains("not signed by the key you trust", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_in_a_head_that_was_kept_elsewhere()
    {
        await Found();
        var kept = Path.Combine(folder, "kept.txt");
        await InDistrict(async district => await File.WriteAllTextAsync(kept, district.Get<SealReading>().Head(null).Value.Note));

        var good = await CommandLineRun.Of($"verify --data {Data} --head {kept}");
        var lines = await File.ReadAllLinesAsync(kept, TestContext.Current.CancellationToken);
        lines[1] += "0";   // the head's second line is how many entries it is of
        await File.WriteAllTextAsync(kept, string.Join('\n', lines) + "\n", TestContext.Current.CancellationToken);
        var forged = await CommandLineRun.Of($"verify --data {Data} --head {kept}");

        Assert.Equal((ExitCode.Done, ExitCode.Refused), (good.ExitCode, forged.ExitCode));
    }

    [Fact]
    public async Task Refuses_an_entry_that_is_not_sealed()
    {
        await Found();

        var refused = await CommandLineRun.Of($"proof 99 --data {Data} --json");

        Assert.Equal((ExitCode.Refused, "seal_not_yet"), (refused.ExitCode, (string)refused.Json["code"]!));
    }

    private async Task Found(string more = "")
    {
        await CommandLineRun.Of($"init --data {Data} {more}");
        await InDistrict(district => district.Get<Sealer>().Run(TestStore.Now));
    }

    private async Task InDistrict(Func<OpenDistrict, Task> work)
    {
        await using var district = (await OpenDistrict.At(SettingsFile.Read(Data).Value, new FakeClock(TestStore.Now))).Value;
        await work(district);
    }
}
