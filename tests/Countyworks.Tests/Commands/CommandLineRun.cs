using System.Text.Json.Nodes;
using Countyworks.Server;

namespace Countyworks.Tests.Commands;

/// <summary>The command line run inside the test, with nobody at the terminal.</summary>
internal sealed record CommandLineRun(int ExitCode, string Out, string Error)
{
    public JsonNode Json => JsonNode.Parse(Out)!;

    public static Task<CommandLineRun> Of(string words) => Of(words, "");

    public static async Task<CommandLineRun> Of(string words, string locale)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), new Terminal(TextReader.Null, output, error, locale));
        return new(code, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }
}
