using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>What must hold of what was measured.</summary>
/// <param name="Words">In words, with the limit.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Holds">Whether it does.</param>
internal sealed record Limit(string Words, string Seen, bool Holds);

/// <summary>What was measured, against what must hold.</summary>
/// <param name="Requests">How many requests the district has.</param>
/// <param name="FirstPage">From the start of the process to its first page.</param>
/// <param name="AtRest">Resident memory before the load, in bytes.</param>
/// <param name="AfterLoad">And after it.</param>
/// <param name="Measured">The first is the bare endpoint.</param>
internal sealed record Report(int Requests, TimeSpan FirstPage, long AtRest, long AfterLoad, IReadOnlyList<Measured> Measured)
{
    public const string Inbox = "inbox", Board = "dispatcher's board", Figures = "public figures", Leaders = "leaders' figures", Echo = "echo of a post, 64 callers", Filing = "filing a request, 64 callers",
        Casting = "casting a ballot online, 64 callers", List = "list behind a number", Tracking = "tracking a request";

    private const double Megabyte = 1024 * 1024;
    private const long Million = 1_000_000;

    /// <summary>What was measured of the disk and the Writer.</summary>
    public Writing? Writing { get; init; }

    /// <summary>What was measured of reading while much is written.</summary>
    public Reading? Reading { get; init; }

    /// <summary>What was measured of telemetry, limits and headers.</summary>
    public Watching? Watching { get; init; }

    /// <summary>What was measured of backing up.</summary>
    public Backing? Backing { get; init; }

    /// <summary>What was measured of billing a neighbourhood.</summary>
    public Billing? Billing { get; init; }

    /// <summary>What was measured of few requests and very many.</summary>
    public Growing? Growing { get; init; }

    /// <summary>What was measured of the books.</summary>
    public Books? Books { get; init; }

    /// <summary>What must hold, and whether it does. Rates are ratios within this run, never the machine's own.</summary>
    public IReadOnlyList<Limit> Limits =>
    [
        .. from name in new[] { Inbox, Board, Figures, Leaders }
           let page = Of(name)
           select new Limit($"{name}: p99 at 16 connections at most 50 ms", page is null ? "not there" : Invariant($"{page.P99:0.0} ms"), page is { P99: <= 50, Failed: 0 }),
        new("start to first page at most 2 s", Invariant($"{FirstPage.TotalSeconds:0.00} s"), FirstPage <= TimeSpan.FromSeconds(2)),
        new("start to first page at most 0.6 s", Invariant($"{FirstPage.TotalSeconds:0.00} s"), FirstPage <= TimeSpan.FromSeconds(0.6)),
        new("memory at rest at most 200 MB", Invariant($"{AtRest / Megabyte:0} MB"), AtRest <= 200 * Megabyte),
        new("memory at rest at most 150 MB", Invariant($"{AtRest / Megabyte:0} MB"), AtRest <= 150 * Megabyte),
        new("memory after the load at most twice that at rest", Invariant($"{AfterLoad / (double)AtRest:0.0}"), AfterLoad <= 2 * AtRest),
        new("a list page at least 0.06 of the bare endpoint", Invariant($"{Ratio(Inbox, Measured[0].Name):0.000}"), Ratio(Inbox, Measured[0].Name) >= 0.06),
        new("a page kept for everybody at least 0.6 of the bare endpoint", Invariant($"{Ratio(Figures, Measured[0].Name):0.000}"), Ratio(Figures, Measured[0].Name) >= 0.6),
        new("filing at least 0.25 of the echo of a post", Invariant($"{Ratio(Filing, Echo):0.000}"), Ratio(Filing, Echo) >= 0.25),
        new("filing: p99 at 64 connections at most 40 ms", Invariant($"{Of(Filing)?.P99:0.0} ms"), Of(Filing) is { P99: <= 40, Failed: 0 }),
        new("casting a ballot at least 0.25 of the echo of a post", Invariant($"{Ratio(Casting, Echo):0.000}"), Ratio(Casting, Echo) >= 0.25),
        .. Growing?.Limits ?? [],
        .. Writing is { } w ? OfWriting(w) : [],
        .. Reading is { } r ? OfReading(r) : [],
        .. Backing is { } k ? OfBacking(k) : [],
        .. Watching is { } t ? OfWatching(t) : [],
        .. Billing is { } b ? OfBilling(b) : [],
        .. Books is { } books ? new BooksReport(books).Limits : [],
        .. from m in Measured where m.Failed > 0 select new Limit($"{m.Name}: every answer a success", Invariant($"{m.Failed} were none"), false),
    ];

    /// <summary>What was measured, a line each.</summary>
    public string Table => string.Concat(Measured.Select(m => Invariant($"| {m.Name} | {m.PerSecond:#,##0} | {m.PerSecond / Measured[0].PerSecond:0.000} | {m.P50:0.0} | {m.P95:0.0} | {m.P99:0.0} | {m.Failed} |\n"))
        .Prepend("| asked for | a second | ratio | p50 ms | p95 ms | p99 ms | failed |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"));

    public string AsMarkdown(Instant now)
    {
        var text = new StringBuilder(Invariant($"""
            # How fast it is

            Written by `./bench --write --requests {Requests}{(Growing is { } grown ? Invariant($" --grown {grown.Requests}") : "")}` on {now.InUtc().Date:uuuu-MM-dd} on a machine with {Environment.ProcessorCount} processors ({RuntimeInformation.OSDescription.Trim()},
            {RuntimeInformation.FrameworkDescription}): the demo district on SQLite with a year of {Requests:#,##0} requests, the product as it is installed in a process of its own,
            {Load.Connections} connections on the same machine asking as fast as they are answered. The ratio to the bare endpoint (the smallest answer the platform gives, measured in the same run) says more than the
            rate, which is the machine's. Pages are asked for as browsers ask: whoever gives packed answers gives them packed.

            - Start to first page: {FirstPage.TotalSeconds:0.00} s
            - Resident memory at rest, a minute after the first page: {AtRest / Megabyte:0} MB (of 2^20 bytes); after the load: {AfterLoad / Megabyte:0} MB

            {Table}
            """));
        if (Writing is { } w)
        {
            text.Append(Invariant($"""

                In the process itself: the disk appends and syncs {w.Appends:#,##0} blocks a second before and {w.AppendsAfter:#,##0} after{(IsQuiet(w) ? "" : " (no quiet round)")}; {Filers.Callers} callers file {w.Filed:#,##0} requests a second,
                each validated, numbered, clocked, journalled and on disk, {w.CommandsPerCommit:0} in a commit, p99 {w.FiledP99:0.0} ms, {w.Processor:0} µs of the writer's processor time each; the journal of {w.Facts:#,##0} facts is verified in {w.Verified.TotalSeconds:0.0} s.

                """));
        }

        if ((Reading, Backing) is ({ } r, { } k))
        {
            text.Append(Invariant($"""

                A request is read by its number in {r.IdleP50:0.000} ms (p50), in {r.BusyP50:0.000} ms (p99 {r.BusyP99:0.00} ms) while {Filers.Callers} callers file, who file {r.Beside:#,##0} a second beside the reader and {r.Alone:#,##0} without.
                The disk writes {k.Disk / Megabyte:0} MB a second in one go; {k.Bytes / Megabyte:0} MB of rows are copied at {k.Rows / Megabyte:0} MB a second, and become a backup at {k.Whole / Megabyte:0} MB a second, copied, hashed and packed; {k.During:#,##0} requests
                a second are filed meanwhile, {k.Alone:#,##0} before.

                """));
        }

        if (Billing is { } b)
        {
            text.Append(Invariant($"""

                A neighbourhood of {Billing.Homes:#,##0} homes is billed, each bill an entry of its ledger and on disk, in {b.Whole.TotalSeconds:0.0} s; cut off at the half and taken up by a program started anew, in {b.Resumed.TotalSeconds:0.0} s
                without that start. Afterwards {(b.Wrong == 0 ? "nothing" : Invariant($"{b.Wrong} things"))} is wrong with its books.

                """));
        }

        if (Books is { } books)
        {
            text.AppendLine().Append(new BooksReport(books).Table);
        }

        text.AppendLine().AppendLine("| what must hold | seen | holds |").AppendLine("| --- | ---: | --- |");
        foreach (var limit in Limits)
        {
            text.AppendLine($"| {limit.Words} | {limit.Seen} | {(limit.Holds ? "yes" : "no")} |");
        }

        return text.ToString();
    }

    private static IEnumerable<Limit> OfWriting(Writing w)
    {
        yield return new("commands in a commit under load at least 40, counted", Invariant($"{w.CommandsPerCommit:0}"), w.CommandsPerCommit >= 40);
        if (IsQuiet(w))
        {
            yield return new("a lone filing at most 1.5 times an append and sync", Invariant($"{w.AloneP50 / w.AppendP50:0.0}"), w.AloneP50 <= 1.5 * w.AppendP50);
        }

        var million = w.Verified * ((double)Million / w.Facts);
        yield return new("a journal of 1,000,000 facts verified in at most 10 s", Invariant($"{million.TotalSeconds:0.0} s"), million <= TimeSpan.FromSeconds(10));
    }

    private static IEnumerable<Limit> OfReading(Reading r)
    {
        yield return new("reading a request while all write at most 3 times the idle p50", Invariant($"{r.BusyP50 / r.IdleP50:0.0}"), r.BusyP50 <= 3 * r.IdleP50);
        yield return new("reading a request while all write: p99 at most 1 ms", Invariant($"{r.BusyP99:0.00} ms"), r.BusyP99 <= 1);
        yield return new("writers beside a reader at least 0.6 of their rate alone", Invariant($"{r.Beside / r.Alone:0.00}"), r.Beside >= 0.6 * r.Alone);
    }

    private static IEnumerable<Limit> OfBacking(Backing k)
    {
        yield return new("rows copied for a backup at least 0.5 of what the disk writes", Invariant($"{k.Rows / k.Disk:0.00}"), k.Rows >= 0.5 * k.Disk);
        yield return new("a whole backup, hashed and packed, at least 0.5 of what the disk writes", Invariant($"{k.Whole / k.Disk:0.00}"), k.Whole >= 0.5 * k.Disk);
        yield return new("writers during a backup at least 0.5 of their rate", Invariant($"{k.During / k.Alone:0.00}"), k.During >= 0.5 * k.Alone);
        yield return new("what is restored has the same root", k.IsSame ? "the same" : "another", k.IsSame);
    }

    private static IEnumerable<Limit> OfWatching(Watching t)
    {
        yield return new("the bare endpoint behind telemetry, limits and headers at least 0.85 of it", Invariant($"{t.Watched / t.Bare:0.00}"), t.Watched >= 0.85 * t.Bare);
        yield return new("a line of the log a request at most 10 % of that", Invariant($"{1 - (t.WithLines / t.Watched):0.00}"), t.WithLines >= 0.9 * t.Watched);
    }

    private static IEnumerable<Limit> OfBilling(Billing b)
    {
        foreach (var (how, took) in new[] { ("in one go", b.Whole), ("cut off and taken up", b.Resumed) })
        {
            yield return new(Invariant($"{Billing.Homes:#,##0} homes billed {how} in at most {Billing.Limit.TotalSeconds:0} s"), Invariant($"{took.TotalSeconds:0.0} s"), b.Holds(took));
        }
    }

    private static bool IsQuiet(Writing w) => Disk.IsQuiet(w.Appends, w.AppendsAfter);

    private Measured? Of(string name) => Measured.FirstOrDefault(m => m.Name == name);

    private double Ratio(string name, string unit) => Of(name) is { } m && Of(unit) is { } of ? m.PerSecond / of.PerSecond : 0;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
