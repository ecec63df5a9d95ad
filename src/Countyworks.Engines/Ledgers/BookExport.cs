using System.Globalization;
using System.Text;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Engines.Ledgers;

/// <summary>The formats books are exported in.</summary>
public enum BookFormat
{
    /// <summary>hledger's journal.</summary>
    Hledger = 1,

    /// <summary>ledger's journal.</summary>
    Ledger = 2,

    /// <summary>beancount's.</summary>
    Beancount = 3,

    /// <summary>A row a leg.</summary>
    Csv = 4,
}

/// <summary>What an export says of itself.</summary>
/// <param name="Code">The ledger's code.</param>
/// <param name="HeadSize">Entries of the ledger.</param>
/// <param name="Root">The root of the tree over them.</param>
public sealed record BookHead(string Code, long HeadSize, Digest Root);

/// <summary>
/// Writes a ledger as text that other programs compute again: whole fen as the commodity (decimals would hide half a fen in all of them), every account declared, every entry with its number,
/// key and leaf, and at the end the balance of every account for them to check. What is held is not booked there: it has not moved.
/// </summary>
public static class BookExport
{
    /// <summary>The commodity.</summary>
    public const string Fen = "FEN";

    /// <summary>The lines of the export, without line ends.</summary>
    /// <param name="format">Which.</param>
    /// <param name="head">What it says of itself.</param>
    /// <param name="accounts">All accounts.</param>
    /// <param name="entries">All entries, by number.</param>
    public static IEnumerable<string> Lines(BookFormat format, BookHead head, IEnumerable<Account> accounts, IEnumerable<Entry> entries)
    {
        var (all, moved) = (accounts.OrderBy(a => a.Code).ToList(), entries.Where(e => e.Legs.Any(l => l.Phase == Phase.Posted)).ToList());

        // The programs read dates in order; of one day, the order of numbers.
        List<Entry> ordered = format == BookFormat.Csv ? [.. entries] : [.. moved.OrderBy(e => e.Order.EffectiveOn).ThenBy(e => e.Seq)];
        var close = ordered.Select(e => e.Order.EffectiveOn).DefaultIfEmpty(new LocalDate(1970, 1, 1)).Max();
        return format switch
        {
            BookFormat.Hledger => Journal(head, all, ordered, close, "==", [$"commodity 1000. {Fen}"]),
            BookFormat.Ledger => Journal(head, all, ordered, close, "=", [$"commodity {Fen}", $"    format 1000 {Fen}"]),
            BookFormat.Beancount => Beancount(head, all, ordered, close),
            BookFormat.Csv => Csv(ordered),
        };
    }

    /// <summary>The balances of an export as the programs give them: debits less credits of what moved, of every account that has any.</summary>
    public static IReadOnlyDictionary<string, long> Balances(IEnumerable<Account> accounts) =>
        accounts.Where(a => a.Balance.NetFen != 0).ToDictionary(a => a.Code.Text, a => a.Balance.NetFen);

    /// <summary>The account's name in beancount, which knows five roots and no funds.</summary>
    public static string InBeancount(AccountCode code) =>
        code.Root == AccountRoot.Fund ? "Equity:" + code.Text : code.Text;

    /// <summary>Words as every program takes them: in one line, without what begins a comment or a tag, without signs that hide or turn text.</summary>
    public static string Plain(string words)
    {
        var plain = new StringBuilder(words.Length);
        foreach (var rune in words.EnumerateRunes())
        {
            var isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            plain.Append(isHidden || rune.Value is ';' or '|' ? " " : rune.ToString());
        }

        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static List<string> Journal(BookHead head, List<Account> accounts, List<Entry> entries, LocalDate close, string asserts, string[] commodity)
    {
        var lines = new List<string>();
        lines.Add($"; ledger: {head.Code}  head-size: {Number(head.HeadSize)}  root: {head.Root}");
        lines.AddRange(commodity);

        foreach (var account in accounts)
        {
            lines.Add($"account {account.Code}");

            // On a line of its own: ledger takes a comment beside a name for a part of it.
            lines.Add($"    ; name:{Tagged(account.Name)}");
        }

        var writer = new EntryWriter();
        foreach (var entry in entries)
        {
            lines.Add("");
            lines.Add($"{Iso(entry.Order.EffectiveOn)} * ({Number(entry.Seq)}) {Memo(entry)}  ; {Tags(entry, writer)}");
            foreach (var leg in Posted(entry))
            {
                lines.Add($"    {leg.Account}  {Number(Signed(leg))} {Fen}");
            }
        }

        lines.Add("");
        lines.Add($"{Iso(close)} * (close) balances");
        foreach (var account in accounts)
        {
            lines.Add($"    {account.Code}  0 {Fen} {asserts} {Number(account.Balance.NetFen)} {Fen}");
        }

        return lines;
    }

    private static List<string> Beancount(BookHead head, List<Account> accounts, List<Entry> entries, LocalDate close)
    {
        var lines = new List<string>();
        lines.Add($"; ledger: {head.Code}  head-size: {Number(head.HeadSize)}  root: {head.Root}");
        var first = entries.Select(e => e.Order.EffectiveOn).DefaultIfEmpty(close).Min();
        foreach (var account in accounts)
        {
            lines.Add($"{Iso(first)} open {InBeancount(account.Code)} {Fen}");
            lines.Add($"  name: \"{Quoted(account.Name)}\"");
        }

        var writer = new EntryWriter();
        foreach (var entry in entries)
        {
            lines.Add("");
            lines.Add($"{Iso(entry.Order.EffectiveOn)} * \"{Quoted(Memo(entry))}\"");
            lines.Add($"  seq: {Number(entry.Seq)}");
            lines.Add($"  key: \"{Quoted(entry.Order.Key)}\"");
            lines.Add($"  leaf: \"{TreeHash.Sha256.Leaf(entry.Write(writer)).ToHex()}\"");
            foreach (var leg in Posted(entry))
            {
                lines.Add($"  {InBeancount(leg.Account)}  {Number(Signed(leg))} {Fen}");
            }
        }

        // A balance is checked at the start of its day.
        lines.Add("");
        foreach (var account in accounts)
        {
            lines.Add($"{Iso(close.PlusDays(1))} balance {InBeancount(account.Code)}  {Number(account.Balance.NetFen)} {Fen}");
        }

        return lines;
    }

    private static List<string> Csv(IEnumerable<Entry> entries)
    {
        var lines = new List<string>();
        var writer = new EntryWriter();
        lines.Add("seq,effective_on,recorded_at,kind,key,of,authority,evidence,transfer,memo,account,side,phase,fen,leaf");
        foreach (var entry in entries)
        {
            var (order, leaf) = (entry.Order, TreeHash.Sha256.Leaf(entry.Write(writer)).ToHex());
            foreach (var leg in entry.Legs)
            {
                lines.Add(string.Join(',', new[]
                {
                    Number(entry.Seq), Iso(order.EffectiveOn), InstantPattern.ExtendedIso.Format(entry.RecordedAt), Word(order.Kind), Cell(order.Key), order.Of is { } of ? Number(of) : "",
                    order.Authority?.ToString() ?? "", order.Evidence?.ToHex() ?? "", order.Transfer?.ToString("n", CultureInfo.InvariantCulture) ?? "", Cell(order.Memo),
                    leg.Account.Text, Word(leg.Side), Word(leg.Phase), Number(leg.Amount.Fen), leaf,
                }));
            }
        }

        return lines;
    }

    private static IEnumerable<Leg> Posted(Entry entry) => entry.Legs.Where(l => l.Phase == Phase.Posted);

    private static long Signed(Leg leg) => leg.Side == Side.Debit ? leg.Amount.Fen : -leg.Amount.Fen;

    private static string Memo(Entry entry) => Plain(entry.Order.Memo) is { Length: > 0 } memo ? memo : Word(entry.Order.Kind);

    private static string Tags(Entry entry, EntryWriter writer) =>
        $"seq:{Number(entry.Seq)}, kind:{Word(entry.Order.Kind)}, key:{Tagged(entry.Order.Key)}, leaf:{TreeHash.Sha256.Leaf(entry.Write(writer)).ToHex()}, rec:{InstantPattern.ExtendedIso.Format(entry.RecordedAt)}";

    // The value of a tag ends at a comma, and a colon would begin another.
    private static string Tagged(string words) => Plain(words.Replace(',', ' ').Replace(':', ' '));

    private static string Quoted(string words) => Plain(words).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    // Tables compute what begins like a formula.
    private static string Cell(string words)
    {
        var safe = words.Length > 0 && (words[0] is '=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + words : words;
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
