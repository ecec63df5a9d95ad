using System.Globalization;

namespace Countyworks.Benchmarks;

/// <summary>What the command line says.</summary>
/// <param name="App">The folder of the product as it is installed.</param>
/// <param name="Requests">How many requests the district has.</param>
/// <param name="Seconds">How long each page is measured, after five seconds of warming up.</param>
/// <param name="Entries">How many entries of a ledger are verified at least.</param>
/// <param name="Gate">Whether a broken limit ends in failure.</param>
/// <param name="Write">Whether docs/performance.md is rewritten.</param>
/// <param name="Only">Only what is asked for and has this word in its name, beside the bare endpoint and the echo; null for all.</param>
/// <param name="Grown">How many requests the large of two districts has whose pages are compared; null for no such comparison.</param>
/// <param name="BarePort">Only for the bench's own child: serve nothing but the bare endpoint.</param>
/// <param name="WatchedPort">The same, behind the product's telemetry, limits and headers.</param>
internal sealed record Arguments(string App, int Requests, int Seconds, long Entries, bool Gate, bool Write, string? Only, int? Grown, int? BarePort, int? WatchedPort)
{
    /// <summary>Whether this is to be measured.</summary>
    public bool Asks(string name) => Only is null || name.Contains(Only, StringComparison.OrdinalIgnoreCase);

    public static Arguments Read(string[] args)
    {
        string? After(string name) => args.SkipWhile(a => a != name).Skip(1).FirstOrDefault();
        int? Number(string name) => After(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        return new Arguments(
            After("--app") ?? ".build/app", Number("--requests") ?? 100_000, Number("--seconds") ?? 10, Number("--entries") ?? 100_000, args.Contains("--gate"), args.Contains("--write"), After("--only"), Number("--grown"), Number("--bare"), Number(WatchedServer.Argument));
    }
}
