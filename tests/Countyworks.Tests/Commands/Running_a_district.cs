using Countyworks.Server;

namespace Countyworks.Tests.Commands;

public sealed class Running_a_district : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-tests-").FullName;

    private string Data => Path.Combine(folder, "district");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Begins_with_founding_it_and_adding_its_administrator()
    {
        var init = await CommandLineRun.Of($"init --data {Data}");
        var add = await CommandLineRun.Of($"user add --data {Data} --name 李四 --user admin --role administrator");
        var migrate = await CommandLineRun.Of($"migrate --data {Data}");

        Assert.Equal((ExitCode.Done, ""), (init.ExitCode, init.Error));
        Assert.Contains("苏仙区 is founded with 200 places", init.Out, StringComparison.Ordinal);
        Assert.Matches("One-time password: [a-z2-9]{4}(-[a-z2-9]{4}){3}$", add.Out);
        Assert.Contains("of this version already", migrate.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_password_from_standard_input()
    {
        await CommandLineRun.Of($"init --data {Data}");

        var add = await CommandLineRun.Of($"user add --data {Data} --name 李四 --user admin --role administrator --password-stdin", input: Password + "\n");
        var weak = await CommandLineRun.Of($"user add --data {Data} --name 王五 --user wang --role handler --password-stdin", input: "secret\n");

        Assert.Equal((ExitCode.Done, "李四 can sign in as admin."), (add.ExitCode, add.Out));
        Assert.Equal(ExitCode.Refused, weak.ExitCode);
        Assert.Contains("at least 10 characters", weak.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("init --data {0}", "already")]
    [InlineData("init --data {0}x --district 431002", "no divisions for 431002")]
    [InlineData("migrate --data {0}x", "Run countyworks init")]
    [InlineData("user add --data {0} --name 李四 --user admin --role handler --place 430000000000", "place")]
    public async Task Says_what_to_do_when_it_cannot(string words, string says)
    {
        await CommandLineRun.Of($"init --data {Data}");

        var run = await CommandLineRun.Of(string.Format(System.Globalization.CultureInfo.InvariantCulture, words, Data));

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("""{ "district": 431003, "url": "http://127.0.0.1:1" }""", "knows: url")]
    [InlineData("""{ "district": "suxian" }""", "district")]
    [InlineData("""{ "district": 431003, "proxies": ["next door"] }""", "proxies")]
    [InlineData("""{ "district": 431003""", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    public async Task Refuses_settings_it_does_not_understand(string settings, string says)
    {
        await CommandLineRun.Of($"init --data {Data}");
        await File.WriteAllTextAsync(Path.Combine(Data, "countyworks.json"), settings);

        var run = await CommandLineRun.Of($"migrate --data {Data}");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_settings_without_secrets()
    {
        await CommandLineRun.Of($"init --data {Data}");
        await File.WriteAllTextAsync(Path.Combine(Data, "countyworks.json"), """{ "district": 431003, "notices": { "mail": { "password": "hush" } } }""");

        var run = await CommandLineRun.Of($"config print --data {Data} --database postgres://me:hush@db/county");

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain("hush", run.Out, StringComparison.Ordinal);
        Assert.Contains("Host=db", (string)run.Json["database"]!, StringComparison.Ordinal);
        Assert.Equal("http://127.0.0.1:5170", (string)run.Json["urls"]!);
    }

    [Fact]
    public async Task Imports_the_rest_days_of_a_year()
    {
        await CommandLineRun.Of($"init --data {Data}");
        var good = Path.Combine(folder, "2027.json");
        var bad = Path.Combine(folder, "bad.json");
        await File.WriteAllTextAsync(good, """{ "year": 2027, "days": [{ "name": "元旦", "date": "2027-01-01", "isOffDay": true }] }""");
        await File.WriteAllTextAsync(bad, """{ "year": 2027, "days": [{ "date": "2027-02-30", "isOffDay": true }, { "date": "2027-01-01" }] }""");

        var imported = await CommandLineRun.Of($"calendar import {good} --data {Data}");
        var refused = await CommandLineRun.Of($"calendar import {bad} --data {Data}");

        Assert.Equal((ExitCode.Done, ""), (imported.ExitCode, imported.Error));
        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Contains("Row 1 has no date", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Row 2 does not say", refused.Error, StringComparison.Ordinal);
    }
}
