using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>The pages of a district that has filed few requests, and of one that has filed very many.</summary>
/// <param name="Requests">How many the large one has.</param>
/// <param name="Small">What was measured of the small one.</param>
/// <param name="Large">The same of the large one, in the same order.</param>
internal sealed record Growing(int Requests, IReadOnlyList<Measured> Small, IReadOnlyList<Measured> Large)
{
    /// <summary>How many the small one has.</summary>
    public const int Few = 10_000;

    private static readonly string[] pages = [Report.Inbox, Report.Board, Report.Leaders, Report.List, Report.Tracking];

    public static async Task<Growing> MeasureAsync(string app, int requests, IClock clock, int seconds) =>
        new(requests, await OfAsync(app, Few, clock, seconds), await OfAsync(app, requests, clock, seconds));

    /// <summary>What must hold of each page.</summary>
    public IEnumerable<Limit> Limits => Small.Zip(Large).SelectMany(both => new Limit[]
    {
        new(FormattableString.Invariant($"{both.First.Name}, {Requests:#,##0} requests to {Few:#,##0}: p50 at most 1.5 times"), FormattableString.Invariant($"{both.Second.P50 / both.First.P50:0.0}"), both.Second.P50 <= 1.5 * both.First.P50),
        new(FormattableString.Invariant($"{both.First.Name}, {Requests:#,##0} requests: p99 at most 50 ms"), FormattableString.Invariant($"{both.Second.P99:0.0} ms"), both.Second is { P99: <= 50, Failed: 0 }),
    });

    private static async Task<List<Measured>> OfAsync(string app, int requests, IClock clock, int seconds)
    {
        var district = (await BenchDistrict.PrepareAsync(requests, clock)).Copy();
        await using var server = await ServerProcess.StartAsync(Path.Combine(app, "countyworks.dll"), "/figures", "serve", "--data", district.Folder, "--urls", "http://127.0.0.1:PORT");
        return await Measuring.PagesAsync(server.Address, district, pages.Contains, seconds);
    }
}
