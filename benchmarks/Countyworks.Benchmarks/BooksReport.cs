using System.Globalization;

namespace Countyworks.Benchmarks;

/// <summary>What was measured of the books, against what must hold.</summary>
/// <param name="Books">What was measured.</param>
internal sealed record BooksReport(Books Books)
{
    private const long Million = 1_000_000;
    private const int TimesOnSqlite = 6, TimesOnPostgres = 5, MostP99 = 20, MostProof = 5;

    private static readonly TimeSpan most = TimeSpan.FromSeconds(10);

    /// <summary>What must hold. Rates are ratios to the disk of this run.</summary>
    public IEnumerable<Limit> Limits =>
    [
        .. Of("SQLite", Books.Sqlite, TimesOnSqlite),
        .. Books.Postgres is { } postgres ? Of("PostgreSQL", postgres, TimesOnPostgres) : [],
        new(Invariant($"books of {Million:#,##0} entries verified in at most {most.TotalSeconds:0} s"), Invariant($"{OfMillion.TotalSeconds:0.0} s"), OfMillion <= most),
        new(Invariant($"the proof of an entry of a ledger: p99 at most {MostProof} ms"), Invariant($"{Books.ProofP99:0.0} ms"), Books.ProofP99 <= MostProof),
        new("nothing wrong with the books afterwards", Invariant($"{Books.Wrong}"), Books.Wrong == 0),
    ];

    /// <summary>The rates, a line each, and what else was measured.</summary>
    public string Table => string.Concat(
        Invariant($"The books, all entries on the same two accounts of one ledger, each decided, sealed in the journal and on disk; {Posting.Callers} callers wait for theirs:\n\n"),
        "| database | append and sync a second, before and after | entries a second | times | p99 ms | entries a commit | writer µs each | of a lone caller |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        Line("SQLite", Books.Sqlite),
        Books.Postgres is { } postgres ? Line("PostgreSQL", postgres) : "",
        Invariant($"\n{Books.Entries:#,##0} entries are verified, every sum anew and each entry against the journal, in {Books.Verified.TotalSeconds:0.0} s; the proof of one takes {Books.ProofP50:0.0} ms (p99 {Books.ProofP99:0.0} ms).\n"));

    /// <summary>All of it by itself.</summary>
    public string AsMarkdown => string.Concat(Limits.Select(limit => $"| {limit.Words} | {limit.Seen} | {(limit.Holds ? "yes" : "no")} |\n").Prepend(Table + "\n| what must hold | seen | holds |\n| --- | ---: | --- |\n"));

    private TimeSpan OfMillion => Books.Verified * ((double)Million / Books.Entries);

    private static IEnumerable<Limit> Of(string database, Posting posting, int times)
    {
        if (Disk.IsQuiet(posting.Appends, posting.AppendsAfter))
        {
            yield return new(Invariant($"entries of one ledger on {database} at least {times} times append and sync"), Invariant($"{posting.Times:0.0}"), posting.Times >= times);
        }

        yield return new(Invariant($"an entry on {database}: p99 of {Posting.Callers} callers at most {MostP99} ms"), Invariant($"{posting.P99:0.0} ms"), posting.P99 <= MostP99);
    }

    private static string Line(string database, Posting p) =>
        Invariant($"| {database} | {p.Appends:#,##0} and {p.AppendsAfter:#,##0}{(Disk.IsQuiet(p.Appends, p.AppendsAfter) ? "" : " (no quiet round)")} | {p.Entered:#,##0} | {p.Times:0.0} | {p.P99:0.0} | {p.PerCommit:0} | {p.Processor:0} | {p.Alone:#,##0} |\n");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
