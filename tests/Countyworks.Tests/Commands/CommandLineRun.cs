using System.Text.Json.Nodes;
using Countyworks.Server;
using Countyworks.Tests.Given;
using NodaTime.Testing;

namespace Countyworks.Tests.Commands;

/// <summary>The command line run inside the test, with nobody at the terminal.</summary>
internal sealed record CommandLineRun(int ExitCode, string Out, string Error)
{
    public JsonNode Json => JsonNode.Parse(Out)!;

    public static async Task<CommandLineRun> Of(string words, string locale = "", string input = "")
    {
        using var typed = new StringReader(input);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), new Terminal(typed, output, error, locale) { Clock = new FakeClock(County.At("2026-09-24T16:30")) });
        return new(code, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }
}
