using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>What was measured, against what must hold.</summary>
/// <param name="Requests">How many requests the district has.</param>
/// <param name="FirstPage">From the start of the process to its first page.</param>
/// <param name="AtRest">Resident memory before the load, in bytes.</param>
/// <param name="AfterLoad">And after it.</param>
/// <param name="Measured">The first is the bare endpoint.</param>
internal sealed record Report(int Requests, TimeSpan FirstPage, long AtRest, long AfterLoad, IReadOnlyList<Measured> Measured)
{
    public const string Inbox = "inbox", Board = "dispatcher's board", Figures = "public figures", Leaders = "leaders' figures";

    private const double Megabyte = 1024 * 1024;
    private const double LimitMilliseconds = 50;
    private const double LimitMegabytes = 200;
    private static readonly TimeSpan LimitFirstPage = TimeSpan.FromSeconds(2);
    private static readonly string[] Limited = [Inbox, Board, Figures, Leaders];

    /// <summary>What does not hold, a sentence each.</summary>
    public IReadOnlyList<string> BrokenLimits =>
    [
        .. Limited.Where(name => Measured.All(m => m.Name != name)).Select(name => $"{name}: not there to be measured"),
        .. Measured.Where(m => Limited.Contains(m.Name) && m.P99 > LimitMilliseconds).Select(m => Invariant($"{m.Name}: p99 {m.P99:0.0} ms, more than {LimitMilliseconds} ms")),
        .. Measured.Where(m => m.Failed > 0).Select(m => $"{m.Name}: {m.Failed} answers were no success"),
        .. FirstPage > LimitFirstPage ? [Invariant($"first page after {FirstPage.TotalSeconds:0.00} s, later than {LimitFirstPage.TotalSeconds} s")] : Array.Empty<string>(),
        .. AtRest / Megabyte > LimitMegabytes ? [Invariant($"{AtRest / Megabyte:0} MB at rest, more than {LimitMegabytes} MB")] : Array.Empty<string>(),
    ];

    public string AsMarkdown(Instant now)
    {
        var bare = Measured[0];
        var text = new StringBuilder(Invariant($"""
            # How fast it is

            Written by `./bench --write --requests {Requests}` on {now.InUtc().Date:uuuu-MM-dd} on a machine with {Environment.ProcessorCount} processors ({RuntimeInformation.OSDescription.Trim()},
            {RuntimeInformation.FrameworkDescription}): the demo district on SQLite with a year of {Requests:#,##0} requests, the product as it is installed in a process of its own,
            {Load.Connections} connections on the same machine asking as fast as they are answered. The ratio to the bare endpoint (the smallest answer the platform gives, measured in the same run) says more than the
            rate, which is the machine's.

            - Start to first page: {FirstPage.TotalSeconds:0.00} s
            - Resident memory at rest: {AtRest / Megabyte:0} MB; after the load: {AfterLoad / Megabyte:0} MB

            | asked for | a second | ratio | p50 ms | p95 ms | p99 ms | failed |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: |

            """));
        foreach (var m in Measured)
        {
            text.AppendLine(Invariant($"| {m.Name} | {m.PerSecond:#,##0} | {m.PerSecond / bare.PerSecond:0.000} | {m.P50:0.0} | {m.P95:0.0} | {m.P99:0.0} | {m.Failed} |"));
        }

        return text.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
