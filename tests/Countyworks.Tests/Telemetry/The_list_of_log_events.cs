using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Countyworks.Server.Hosting;
using Countyworks.Tests.House;
using Microsoft.Extensions.Logging;

namespace Countyworks.Tests.Telemetry;

/// <summary>The list of lines a server may write, read from the program, against docs/reference/logs.md.</summary>
public sealed partial class The_list_of_log_events
{
    private const string Golden = "docs/reference/logs.md";
    private const string Begins = "| event | level | what | values | told by |\n| --- | --- | --- | --- | --- |\n";

    private static readonly IReadOnlyList<(LoggerMessageAttribute Says, Type By)> events =
    [
        .. from assembly in typeof(CountyHost).Assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith("Countyworks", StringComparison.Ordinal)).Select(Assembly.Load).Append(typeof(CountyHost).Assembly)
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let says = method.GetCustomAttribute<LoggerMessageAttribute>()
           where says is not null
           orderby says.EventId
           select (says, type),
    ];

    [Fact]
    public void Gives_every_event_a_number_of_its_own() => Repository.None(
        events.GroupBy(e => e.Says.EventId).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(e => e.By.Name))}"), "Numbers given twice:");

    [Fact]
    public void Is_whole_since_nothing_writes_a_line_in_another_way() => Repository.None(
        from path in Repository.Files("src/", ".cs", ".razor")
        where OtherWay().IsMatch(Repository.Read(path))
        select path,
        "A line is a LoggerMessage with a number, so that it stands in the list:");

    /// <summary><c>COUNTYWORKS_WRITE_GOLDEN=1</c> before running it writes the list anew.</summary>
    [Fact]
    public async Task Is_the_document()
    {
        var path = Path.Combine(Repository.Root, Golden);
        var document = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        var (from, list) = (document.IndexOf(Begins, StringComparison.Ordinal), Written());
        Assert.True(from >= 0);
        var to = document.IndexOf("\n\n", from, StringComparison.Ordinal) + 1;
        var renewed = document[..from] + list + document[to..];
        if (Environment.GetEnvironmentVariable("COUNTYWORKS_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, renewed, TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(renewed, document);
    }

    private static string Written()
    {
        var text = new StringBuilder(Begins);
        foreach (var (says, by) in events)
        {
            var values = Value().Matches(says.Message).Select(m => $"`{char.ToLowerInvariant(m.Groups["name"].Value[0])}{m.Groups["name"].Value[1..]}`");
            text.Append($"| {says.EventId} | {says.Level.ToString().ToLowerInvariant()} | {says.Message} | {string.Join(", ", values)} | `{by.Name}` |\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(|Console\.(Error\.)?Write")]
    private static partial Regex OtherWay();
}
