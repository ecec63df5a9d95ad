using System.Globalization;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Engines.Tests.LedgerTests.Oracles;

public sealed class Other_peoples_programs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string> Programs => ["Hledger", "Ledger", "Beancount"];

    [Theory, MemberData(nameof(Programs))]
    public void Agree_with_us_on_every_balance(string program)
    {
        var (oracle, book) = (Of(program), GeneratedBook.Of(500, 40));
        var file = Written(oracle, Export.Of(book));

        Assert.Null(oracle.Complaint(file));
        Assert.Equal(Ours(oracle, book), oracle.Balances(file));
    }

    /// <summary>All at the same time: hledger alone takes a quarter of a minute.</summary>
    [Fact]
    public async Task Agree_with_us_on_a_hundred_thousand_entries()
    {
        Oracle.All.ToList().ForEach(oracle => oracle.Need());
        var book = GeneratedBook.Of(100_000, 2000);
        var (hledger, ledger, beancount) = (Written(Oracle.Hledger, Export.Of(book)), Written(Oracle.Ledger, Export.Of(book)), Written(Oracle.Beancount, Export.Of(book)));

        // beancount checks the balances the export asserts; to list them takes it twenty seconds more.
        var complaint = Task.Run(() => Oracle.Beancount.Complaint(beancount));
        var balances = Task.Run(() => Oracle.Ledger.Balances(ledger));
        Assert.Equal(Ours(Oracle.Hledger, book), Oracle.Hledger.Balances(hledger));
        Assert.Equal(Ours(Oracle.Ledger, book), await balances);
        Assert.Null(await complaint);
    }

    /// <summary>What the rules found the programs to catch and not to catch, and who of us catches it then. Nothing passes all.</summary>
    public static TheoryData<string, bool, bool, bool, bool> Mutations => new()
    {
        { "one leg of one entry is a fen more", true, true, true, true },
        { "both legs of one entry are a fen more", true, true, true, true },
        { "an entry is taken away", true, true, true, true },
        { "an entry is there twice", true, true, true, true },
        { "an entry is posted to the neighbour", true, true, true, true },
        { "an account is not declared", true, true, true, true },
        { "a commodity is another", true, true, true, false },
        { "a balance is a fen off", true, true, true, true },
        { "a date is moved back in place", true, false, false, true },
        { "two entries of the same accounts are altered against each other", false, false, false, true },
        { "the document is another", false, false, false, true },
        { "a key is used twice", false, false, false, true },
    };

    [Theory, MemberData(nameof(Mutations))]
    public void Catch_what_they_can_and_we_the_rest(string mutation, bool hledger, bool ledger, bool beancount, bool we)
    {
        var book = GeneratedBook.Of(200, 10);
        var mutated = Mutate(Export.Of(book), mutation);
        Oracle.All.ToList().ForEach(oracle => oracle.Need());

        Assert.Equal((hledger, ledger, beancount, we), (Catches(Oracle.Hledger), Catches(Oracle.Ledger), Catches(Oracle.Beancount), WeCatch(book, mutated)));

        bool Catches(Oracle oracle) => oracle.Catches(Written(oracle, mutated));
    }

    [Fact]
    public void Are_given_words_that_add_no_leg_tag_or_comment()
    {
        Assert.Equal("two lines Assets:Bank:Joint 5 FEN", BookExport.Plain("two\nlines\n    Assets:Bank:Joint  5 FEN"));
        Assert.Equal("payee vote:V999 x", BookExport.Plain("payee; vote:V999 | x\u202E\u0007\u2028"));
        Assert.Equal("🏠 电梯", BookExport.Plain("🏠 电梯"));
    }

    [Fact]
    public void Are_given_tables_that_compute_nothing()
    {
        var given = new LedgerGiven();
        given.Do(EntryOrder.Post("k,1", LedgerGiven.Day, Leg.Debit(LedgerGiven.Bank, 5), Leg.Credit(LedgerGiven.Fees, 5)) with { Memo = "=1+1 \"x\"" });
        var lines = Export.Of(given.Book).Lines(BookFormat.Csv).ToList();

        Assert.Equal(3, lines.Count);
        Assert.StartsWith("1,2026-07-01,2026-07-01T01:00:00Z,post,\"k,1\",,,,,\"'=1+1 \"\"x\"\"\",Assets:Bank:Joint,debit,posted,5,", lines[1], StringComparison.Ordinal);
    }

    private static Export Mutate(Export export, string mutation)
    {
        var entries = export.Entries.ToList();
        var bill = entries.FindIndex(e => e.Order.Kind == EntryKind.Post && e.Legs[0].Account.Text.StartsWith("Assets:Receivable", StringComparison.Ordinal));
        var (entry, line) = (entries[bill], $"({entries[bill].Seq.ToString(CultureInfo.InvariantCulture)})");
        Export With(Entry other) => export with { Entries = [.. entries.Select((e, i) => i == bill ? other : e)] };
        Export Legs(params Leg[] legs) => With(entry with { Legs = legs });
        static Leg More(Leg leg, long fen = 1) => leg with { Amount = Money.FromFen(leg.Amount.Fen + fen) };
        var neighbour = AccountCode.Of(entry.Legs[0].Account.Text == GeneratedBook.Unit(1) ? GeneratedBook.Unit(2) : GeneratedBook.Unit(1));
        return mutation switch
        {
            "one leg of one entry is a fen more" => Legs(More(entry.Legs[0]), entry.Legs[1]),
            "both legs of one entry are a fen more" => Legs(More(entry.Legs[0]), More(entry.Legs[1])),
            "an entry is taken away" => export with { Entries = [.. entries.Where((_, i) => i != bill)] },
            "an entry is there twice" => export with { Entries = [.. entries.Take(bill), entry, .. entries.Skip(bill)] },
            "an entry is posted to the neighbour" => Legs(entry.Legs[0] with { Account = neighbour }, entry.Legs[1]),
            "an account is not declared" => Legs(entry.Legs[0] with { Account = AccountCode.Of("Assets:Receivable:U9999") }, entry.Legs[1]),
            "a commodity is another" => export with { Text = lines => Replaced(lines, "FEN", "JIAO", after: line, times: 2) },
            "a balance is a fen off" => export with { Accounts = [.. export.Accounts.Select(a => a.Code.Text == "Fund:Fees" ? a with { Balance = a.Balance with { CreditPosted = a.Balance.CreditPosted + 1 } } : a)] },
            "a date is moved back in place" => With(entry with { Order = entry.Order with { EffectiveOn = new(2025, 12, 30) } }) with { Text = lines => MovedBack(export, lines) },
            "two entries of the same accounts are altered against each other" => Compensated(export, entries),
            "the document is another" => With(entry with { Order = entry.Order with { Evidence = TreeHash.Sha256.Leaf("other"u8) } }),
            "a key is used twice" => With(entry with { Order = entry.Order with { Key = entries[bill + 1].Order.Key } }),
            _ => throw new ArgumentOutOfRangeException(nameof(mutation)),
        };
    }

    private static Export Compensated(Export export, List<Entry> entries)
    {
        var pair = entries.Where(e => e.Order.Kind == EntryKind.Post && e.Legs.Count == 2 && e.Legs.All(l => l.Amount.Fen > 1)).GroupBy(e => (e.Legs[0].Account, e.Legs[1].Account)).First(g => g.Count() > 1).Take(2).ToList();
        Entry By(Entry entry, long fen) => entry with { Legs = [.. entry.Legs.Select(l => l with { Amount = Money.FromFen(l.Amount.Fen + fen) })] };
        return export with { Entries = [.. entries.Select(e => e == pair[0] ? By(e, 1) : e == pair[1] ? By(e, -1) : e)] };
    }

    // In the text as it was written, at its place: our exporter would put it where it belongs.
    private static IEnumerable<string> MovedBack(Export original, IEnumerable<string> mutated)
    {
        var format = mutated.Any(l => l.Contains(" open ", StringComparison.Ordinal)) ? BookFormat.Beancount : mutated.Contains("    format 1000 FEN") ? BookFormat.Ledger : BookFormat.Hledger;
        var lines = original.Lines(format).ToList();
        var last = lines.FindLastIndex(l => l.StartsWith("2026-", StringComparison.Ordinal) && l.Contains(" * ", StringComparison.Ordinal) && !l.Contains("(close)", StringComparison.Ordinal));
        var day = lines[last][..10];
        var earlier = lines.Where(l => l.StartsWith("2026-", StringComparison.Ordinal) && l.Contains(" * ", StringComparison.Ordinal)).Select(l => l[..10]).Last(d => string.CompareOrdinal(d, day) < 0);
        lines[last] = string.Concat(NodaTime.Text.LocalDatePattern.Iso.Format(NodaTime.Text.LocalDatePattern.Iso.Parse(earlier).Value.PlusDays(-1)), lines[last].AsSpan(10));
        return lines;
    }

    private static IEnumerable<string> Replaced(IEnumerable<string> lines, string word, string by, string after, int times)
    {
        var left = times;
        var isAfter = false;
        foreach (var line in lines)
        {
            isAfter = isAfter || line.Contains(after, StringComparison.Ordinal) || line == $"  seq: {after.Trim('(', ')')}";
            var hit = isAfter && left > 0 && line.EndsWith(word, StringComparison.Ordinal);
            left -= hit ? 1 : 0;
            yield return hit ? line[..^word.Length] + by : line;
        }
    }

    // What verify does: the check of the rows, and the tree over the entries against the root that was sealed.
    private static bool WeCatch(Book book, Export mutated) =>
        BookCheck.Run(mutated.Accounts, mutated.Entries, book.Authorities, []).Count > 0 || Closing.Root(mutated.Entries) != Closing.Root(book.Entries);

    private static Oracle Of(string program)
    {
        var oracle = Oracle.All.Single(o => o.Format.ToString() == program);
        oracle.Need();
        return oracle;
    }

    private static Dictionary<string, long> Ours(Oracle oracle, Book book) => BookExport.Balances(book.Accounts)
        .ToDictionary(b => oracle.Format == BookFormat.Beancount ? BookExport.InBeancount(AccountCode.Of(b.Key)) : b.Key, b => b.Value);

    private string Written(Oracle oracle, Export export)
    {
        var file = Path.Combine(folder, $"book.{oracle.Format.ToString().ToLowerInvariant()}");
        File.WriteAllLines(file, export.Lines(oracle.Format));
        return file;
    }

    private sealed record Export(IReadOnlyList<Account> Accounts, IReadOnlyList<Entry> Entries, BookHead Head)
    {
        public Func<IEnumerable<string>, IEnumerable<string>> Text { get; init; } = lines => lines;

        public static Export Of(Book book) => new([.. book.Accounts], book.Entries, new("xq-0007/fees", book.Ledger.LastSeq, Closing.Root(book.Entries)));

        public IEnumerable<string> Lines(BookFormat format) => Text(BookExport.Lines(format, Head, Accounts, Entries));
    }
}
