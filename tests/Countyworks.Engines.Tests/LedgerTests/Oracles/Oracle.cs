using System.Diagnostics;
using System.Globalization;
using Countyworks.Engines.Ledgers;

namespace Countyworks.Engines.Tests.LedgerTests.Oracles;

/// <summary>A program of other people that computes our books again. Debian has all three; where one is missing its tests are skipped and say so, or fail where everything is required.</summary>
internal sealed class Oracle
{
    private readonly string[] programs;
    private readonly string[][] checks;
    private readonly string[] balances;

    private Oracle(BookFormat format, string[] programs, string[][] checks, string[] balances) => (Format, this.programs, this.checks, this.balances) = (format, programs, checks, balances);

    public static readonly Oracle Hledger = new(BookFormat.Hledger, ["hledger"], [["hledger", "-f", "FILE", "check", "-s", "ordereddates"]], ["hledger", "-f", "FILE", "bal", "--flat", "-N", "-O", "csv"]);

    public static readonly Oracle Ledger = new(
        BookFormat.Ledger, ["ledger"], [["ledger", "-f", "FILE", "--pedantic", "--strict", "source"], ["ledger", "-f", "FILE", "--pedantic", "--strict", "bal"]],
        ["ledger", "-f", "FILE", "bal", "--flat", "--no-total", "--format", "%(account),%(quantity(scrub(display_total)))\\n"]);

    public static readonly Oracle Beancount = new(
        BookFormat.Beancount, ["bean-check", "bean-query"], [["bean-check", "--no-cache", "FILE"]], ["bean-query", "-f", "csv", "-q", "FILE", "select account, sum(position) group by account"]);

    public static readonly IReadOnlyList<Oracle> All = [Hledger, Ledger, Beancount];

    public BookFormat Format { get; }

    /// <summary>Skips the test where it is not installed.</summary>
    public void Need()
    {
        var missing = programs.Where(p => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, p)))).ToList();
        if (missing.Count > 0)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("COUNTYWORKS_REQUIRE_ALL") == "1", $"{string.Join(' ', missing)} is not installed.");
            Assert.Fail($"{string.Join(' ', missing)} is not installed.");
        }
    }

    /// <summary>Whether it finds something wrong.</summary>
    public bool Catches(string file) => checks.Any(check => Run(check, file) is var run && (run.Code != 0 || run.Error.Length > 0));

    /// <summary>What it says of a file: null when all is well.</summary>
    public string? Complaint(string file) => checks.Select(check => Run(check, file)).Where(run => run.Code != 0 || run.Error.Length > 0).Select(run => run.Error + run.Out).FirstOrDefault();

    /// <summary>The balances it computes, but for those of nothing.</summary>
    public Dictionary<string, long> Balances(string file) => Run(balances, file).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Replace("\"", "", StringComparison.Ordinal).Split(','))
        .Where(cells => cells.Length == 2 && cells[0].Contains(':', StringComparison.Ordinal) && cells[1].Trim().Length > 0)
        .Select(cells => (Account: cells[0].Trim(), Fen: long.Parse(cells[1].Replace(BookExport.Fen, "", StringComparison.Ordinal).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)))
        .Where(balance => balance.Fen != 0)
        .ToDictionary(balance => balance.Account, balance => balance.Fen);

    private static (int Code, string Out, string Error) Run(string[] command, string file)
    {
        var start = new ProcessStartInfo(command[0], command[1..].Select(word => word == "FILE" ? file : word)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
