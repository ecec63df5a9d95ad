using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Countyworks.Engines.Tests;

/// <summary>
/// Another program that counts votes: Belenios' command line (Debian package belenios-tool 2.0), which knows weighted voters up to 10^11 in all. Each ballot is encrypted,
/// the ballots are added up encrypted, and only the sum is opened; that is, it shares neither code nor method with us.
/// </summary>
internal sealed class Belenios : IDisposable
{
    private const string Program = "/usr/bin/belenios-tool";
    private const string Group = "--group=BELENIOS-2048";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("countyworks-belenios");

    /// <summary>Why it can't be asked; null when it can.</summary>
    public static string? WhyNot => File.Exists(Program) ? null : "No belenios-tool on this machine: apt-get install belenios-tool.";

    /// <summary>Counts: how much weight said each of the answers.</summary>
    /// <param name="answers">How many answers there are.</param>
    /// <param name="votes">The weight of each voter, and which answer; null for whoever stays away.</param>
    public static async Task<long[]> Count(int answers, IReadOnlyList<(long Weight, int? Answer)> votes)
    {
        using var election = new Belenios();
        return await election.Run(answers, votes);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<long[]> Run(int answers, IReadOnlyList<(long Weight, int? Answer)> votes)
    {
        var uuid = (await Tool("", "setup", "generate-token")).Trim();
        Write("voters.txt", string.Concat(votes.Select((vote, i) => string.Create(CultureInfo.InvariantCulture, $"v{i}@x,v{i},{vote.Weight}\n"))));
        await Tool("", "setup", "generate-credentials", "--uuid", uuid, Group, "--file", "voters.txt");
        File.Move(Only("*.pubcreds"), In("public_creds.json"));
        var credentials = await File.ReadAllLinesAsync(Only("*.privcreds"));
        await Tool("", "setup", "generate-trustee-key", Group);
        File.Copy(Only("*.pubkey"), In("public_keys.jsons"));
        await Tool("", "setup", "make-trustees");
        Write("template.json", JsonSerializer.Serialize(new
        {
            description = "d", name = "n", administrator = "a", credential_authority = "c",
            questions = new[] { new { answers = Enumerable.Range(0, answers).Select(i => $"a{i}"), min = 1, max = 1, question = "q" } },
        }));
        await Tool("", "setup", "make-election", "--uuid", uuid, Group, "--template", "template.json");
        await Tool("", "archive", "init");
        for (var i = 0; i < votes.Count; i++)
        {
            if (votes[i].Answer is { } answer)
            {
                await Cast(credentials[i].Split(' ')[1], answers, answer);
            }
        }

        return await Result(uuid);
    }

    private async Task Cast(string credential, int answers, int answer)
    {
        Write("credential", credential + "\n");
        Write("choice", $"[[{string.Join(',', Enumerable.Range(0, answers).Select(i => i == answer ? 1 : 0))}]]\n");
        await Event("Ballot", await Tool("", "election", "generate-ballot", "--privcred", "credential", "--ballot", "choice"));
    }

    private async Task<long[]> Result(string uuid)
    {
        await Event("EndBallots", "");
        await Event("EncryptedTally", await Tool("", "election", "compute-encrypted-tally"));
        await Event("PartialDecryption", await Tool("", "election", "decrypt", "--privkey", Only("*.privkey"), "--trustee-id", "1"));
        var result = await Tool("", "election", "compute-result");
        await Event("Result", result);
        await Tool("", "election", "verify");
        using var json = JsonDocument.Parse(result);
        return [.. json.RootElement.GetProperty("result")[0].EnumerateArray().Select(sum =>
            sum.ValueKind == JsonValueKind.String ? long.Parse(sum.GetString()!, CultureInfo.InvariantCulture) : sum.GetInt64())];
    }

    private Task Event(string type, string body) => Tool(body, "archive", "add-event", "--type", type);

    private async Task<string> Tool(string input, params string[] words)
    {
        var start = new ProcessStartInfo(Program, words)
        {
            WorkingDirectory = folder.FullName, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["BELENIOS_USE_URANDOM"] = "1" },
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"belenios-tool {string.Join(' ', words)}: {await error}");
    }

    private void Write(string name, string text) => File.WriteAllText(In(name), text);

    private string In(string name) => Path.Combine(folder.FullName, name);

    private string Only(string pattern) => Directory.GetFiles(folder.FullName, pattern).Single();
}
