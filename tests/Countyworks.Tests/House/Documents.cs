using System.Text.RegularExpressions;

namespace Countyworks.Tests.House;

public sealed partial class Documents
{
    [Fact]
    public void Every_rule_in_the_code_is_documented_and_every_documented_rule_is_in_the_code()
    {
        var coded = Repository.Files("src/", ".cs", ".sql", ".razor")
            .SelectMany(path => Source().Matches(Repository.Read(path))).Select(source => source.Groups["rule"].Value).ToHashSet();
        var documented = Repository.Files("docs/rules/R-", ".md").Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet();

        Repository.None(coded.Except(documented).Order().Select(rule => $"{rule}: docs/rules/{rule}.md is missing")
            .Concat(documented.Except(coded).Order().Select(rule => $"{rule}: no code says 'Source: {rule}'")),
            "A legal rule stands in the code and in docs/rules, or in neither:");
    }

    [Fact]
    public void Links_lead_somewhere() => Repository.None(
        from path in Repository.Files("", ".md")
        from Match link in Link().Matches(Fences().Replace(Repository.Read(path), ""))
        let target = Uri.UnescapeDataString(link.Groups["target"].Value)
        where !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, target))
        select $"{path}: {target}",
        "A relative link of a document that leads nowhere:");

    [Fact]
    public void Every_project_locks_its_packages() => Repository.None(
        from path in Repository.Files("", ".csproj")
        let locked = $"{Path.GetDirectoryName(path)}/packages.lock.json"
        where !File.Exists(Path.Combine(Repository.Root, locked))
        select locked,
        "Restore writes it; commit it:");

    [Fact]
    public void Packages_that_are_known_to_be_vulnerable_fail_the_restore()
    {
        var build = Repository.Read("Directory.Build.props");
        Assert.All(
            (string[])["<TreatWarningsAsErrors>true<", "<NuGetAudit>true<", "<NuGetAuditMode>all<", "<NuGetAuditLevel>low<"],
            said => Assert.Contains(said, build, StringComparison.Ordinal));
        Repository.None(
            Repository.Files("", ".csproj", ".props", ".targets", ".config").Where(path => Repository.Read(path).Contains("NU190", StringComparison.Ordinal)),
            "Nothing is let pass:");
    }

    [GeneratedRegex(@"Source: (?<rule>R-\d{3})")]
    private static partial Regex Source();

    [GeneratedRegex(@"\]\((?!\w+:|#)(?<target>[^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fences();
}
