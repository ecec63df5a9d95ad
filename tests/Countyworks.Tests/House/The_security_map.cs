using System.Text.RegularExpressions;

namespace Countyworks.Tests.House;

/// <summary>The map of security names only tests that exist, and says of every requirement how it stands.</summary>
public sealed partial class The_security_map
{
    private const string Map = "docs/security.md";
    private static readonly string[] States = ["test", "built", "none", "open"];

    [Fact]
    public void Names_only_tests_that_exist()
    {
        var classes = Repository.Files("tests/", ".cs").SelectMany(path => Declared().Matches(Repository.Read(path))).Select(m => m.Groups["name"].Value).ToHashSet();

        Repository.None(Named().Matches(Repository.Read(Map)).Select(m => m.Groups["name"].Value).Distinct().Where(name => !classes.Contains(name)), $"{Map} names tests that do not exist:");
    }

    [Fact]
    public void Says_of_every_requirement_once_how_it_stands_and_why()
    {
        var rows = Row().Matches(Repository.Read(Map)).Select(m => (Number: m.Groups["number"].Value, State: m.Groups["state"].Value, Why: m.Groups["why"].Value)).ToList();

        Repository.None(rows.Where(r => !States.Contains(r.State) || r.Why.Trim().Length == 0 || (r.State == "test" && !Named().IsMatch(r.Why))).Select(r => r.Number), "Neither a test nor a reason:");
        Repository.None(rows.GroupBy(r => r.Number).Where(g => g.Count() > 1).Select(g => g.Key), "Twice:");
        Assert.True(rows.Count >= 180, $"{rows.Count} requirements");
        Assert.True(rows.Count(r => r.State == "test") >= 90, $"{rows.Count(r => r.State == "test")} held by tests");
    }

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|Outbox|Moves|Documents|Searching)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"class (?<name>\w+)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"^\| (?<number>\d+(?:\.\d+)*) \| [^|]+ \| (?<state>\w+) \| (?<why>[^|\n]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
