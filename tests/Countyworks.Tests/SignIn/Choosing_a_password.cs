using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.SignIn;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.SignIn;

public sealed class Choosing_a_password : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("countyworks-breaches");

    [Theory]
    [InlineData("", "missing")]
    [InlineData("short", "password_too_short")]
    [InlineData("aaaaaaaaaaaaaaaa", "password_repeats")]
    [InlineData("qwertyuiop123", "password_leaked")]
    [InlineData("abcdefghijkl", "password_runs")]
    [InlineData("password123456", "password_guessable")]
    [InlineData("woaini1314520", "password_guessable")]
    [InlineData("the-user1-passphrase", "password_of_name")]
    [InlineData("张明是这里的值班员吗", "password_of_name")]
    [InlineData("13800001234-abc-x", "password_of_name")]
    [InlineData("another long passphrase", null)]
    [InlineData("东湖苑的路灯总是很亮呢", null)]
    public void Is_told_why_it_will_not_do(string password, string? refusal) =>
        Assert.Equal(refusal, Rules().Check(password, "new", "user1", "张明", "13800001234").Refusal?.Code);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Finds_what_has_leaked_in_the_countys_own_list(bool asFolder)
    {
        string[] leaked = ["zoo lamp river 77", "green kettle moon", "paper tiger salt 9", "zzz unlikely zzz 1"];
        var list = asFolder ? InFolder(leaked) : InFile(leaked);
        var rules = new PasswordRules(new BreachList(new SignInSettings { BreachList = list }));

        Assert.All(leaked, password => Assert.Equal("password_leaked", rules.Check(password, "new").Refusal?.Code));
        Assert.Null(rules.Check("green kettle moons", "new").Refusal);
        Assert.Null(rules.Check("quiet copper window", "new").Refusal);
    }

    [Fact]
    public void Is_never_called_good_when_it_is_refused() =>
        Assert.All(["password123456", "the-user1-passphrase-and-much-more", "basketball"], password =>
            Assert.InRange(Rules().Judge(password, "new", "user1").Score, 0, PasswordRules.FewestScore - 1));

    [Fact]
    public async Task Shows_how_good_it_is_and_what_to_do_without_filing_it()
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn();

        var weak = await visitor.Post("/password-strength", new { @new = "abcdefghijkl" }, "/my/password");
        var good = await visitor.Post("/password-strength", new { @new = "another long passphrase" }, "/my/password");
        var refused = await visitor.Post("/my/password", new { current = Site.Password, @new = "abcdefghijkl" });

        Assert.Contains("键盘上相邻的键", weak.Text, StringComparison.Ordinal);
        Assert.Contains("很强", good.Text, StringComparison.Ordinal);
        Assert.NotNull(refused.Page.QuerySelector("meter[value='0']"));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static PasswordRules Rules() => new(new BreachList(new SignInSettings()));

    private string InFile(string[] leaked)
    {
        var path = Path.Combine(folder.FullName, "pwned.txt");
        var others = Enumerable.Range(0, 500).Select(i => $"not this one {i}");
        File.WriteAllLines(path, leaked.Concat(others).Select(HashOf).Order(StringComparer.Ordinal).Select((hash, i) => $"{hash}:{i * i}"));
        return path;
    }

    private string InFolder(string[] leaked)
    {
        foreach (var hash in leaked.Select(HashOf))
        {
            File.AppendAllLines(Path.Combine(folder.FullName, hash[..5] + ".txt"), [hash[5..] + ":12"]);
        }

        return folder.FullName;
    }

#pragma warning disable CA5350 // As the lists have it.
    private static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
}
