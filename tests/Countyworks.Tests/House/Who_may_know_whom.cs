using System.Reflection;
using System.Xml.Linq;
using NetArchTest.Rules;

namespace Countyworks.Tests.House;

public sealed class Who_may_know_whom
{
    private static readonly string[] programmes = ["Neighbourhood", "Business", "Execution"];

    /// <summary>Kernel ← Engines ← Data ← Core ← programmes ← Loop ← Server; the pages' kit knows the kernel alone.</summary>
    private static readonly Dictionary<string, string[]> mayKnow = new()
    {
        ["Kernel"] = [],
        ["Engines"] = ["Kernel"],
        ["Ui"] = ["Kernel"],
        ["Data"] = ["Kernel", "Engines"],
        ["Core"] = ["Kernel", "Engines", "Data", "Ui"],
        ["Neighbourhood"] = ["Kernel", "Engines", "Data", "Ui", "Core"],
        ["Business"] = ["Kernel", "Engines", "Data", "Ui", "Core"],
        ["Execution"] = ["Kernel", "Engines", "Data", "Ui", "Core"],
        ["Loop"] = ["Kernel", "Engines", "Data", "Ui", "Core", .. programmes],
        ["Server"] = ["Kernel", "Engines", "Data", "Ui", "Core", .. programmes, "Loop"],
    };

    [Fact]
    public void A_project_references_only_what_is_below_it() => Repository.None(
        from path in Repository.Files("src/", ".csproj")
        let project = Part(path)
        from reference in XDocument.Parse(Repository.Read(path)).Descendants("ProjectReference")
        let target = Part((string)reference.Attribute("Include")!)
        where !mayKnow[project].Contains(target)
        select $"{project} → {target}",
        "A project references one that it may not know (docs: the house in CONTRIBUTING.md):");

    [Fact]
    public void A_type_uses_only_what_is_below_it() => Repository.None(
        from path in Repository.Files("src/", ".csproj")
        let project = Part(path)
        let strangers = mayKnow.Keys.Where(other => other != project && !mayKnow[project].Contains(other)).Select(other => $"Countyworks.{other}")
        from type in Users(project, [.. strangers])
        select type,
        "A type uses one that it may not know:");

    [Fact]
    public void The_kernel_and_the_engines_know_no_file_network_database_web_or_clock() => Repository.None(
        from project in new[] { "Kernel", "Engines" }
        from type in Users(project, "System.IO", "System.Net", "System.Data", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Data",
            "Npgsql", "NodaTime.SystemClock", "System.TimeProvider", "System.Threading.Tasks.Task", "System.Environment")
        select type,
        "A pure type reaches for the outside world:");

    private static IEnumerable<string> Users(string project, params string[] dependencies) =>
        from type in Types.InAssembly(Assembly.Load(project == "Server" ? "countyworks" : $"Countyworks.{project}"))
            .That().HaveDependencyOnAny(dependencies).GetTypes()
        select type.FullName;

    private static string Part(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))["Countyworks.".Length..];
}
