using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Core.Books.Statements;

/// <summary>The 1C client-bank exchange: lines of name=value; a section of the account, then one of each document.</summary>
public static class OneCExchange
{
    /// <summary>The first line of every such file.</summary>
    public const string Mark = "1CClientBankExchange";

    private const string Account = "РасчСчет", AccountSection = "СекцияРасчСчет", AccountEnd = "КонецРасчСчет", Document = "СекцияДокумент", DocumentEnd = "КонецДокумента", FileEnd = "КонецФайла";
    private const string From = "ДатаНачала", To = "ДатаКонца", Opening = "НачальныйОстаток", In = "ВсегоПоступило", Out = "ВсегоСписано", Closing = "КонечныйОстаток";
    private const string Day = "Дата", DayIn = "ДатаПоступило", DayOut = "ДатаСписано", Sum = "Сумма", Number = "Номер", PayerAccount = "ПлательщикСчет", PayeeAccount = "ПолучательСчет";
    private const string Payer = "Плательщик1", Payee = "Получатель1", Purpose = "НазначениеПлатежа";

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("dd.MM.uuuu");

    /// <summary>
    /// Reads it. Refuses, in this order: <c>statement_cut_off</c> (its end is missing), <c>statement_accounts_several</c> (sections of other than one account),
    /// <c>statement_field_missing</c> (field), <c>statement_field_unreadable</c> (field, line), <c>statement_document_foreign</c> (line: neither from nor to the account).
    /// </summary>
    public static Outcome<BankStatement> Read(string text)
    {
        var sections = Sections(text.Split('\n'), out var isWhole);
        var accounts = sections.Where(s => s.Name == AccountSection).ToList();
        return !isWhole ? new Refusal("statement_cut_off")
            : accounts.Count != 1 ? new Refusal("statement_accounts_several").With("count", accounts.Count)
            : Read(accounts[0], [.. sections.Where(s => s.Name == Document)]);
    }

    private static Outcome<BankStatement> Read(Section head, List<Section> documents)
    {
        var own = head.Text(Account);
        var lines = documents.Select(document => Line(document, own)).ToList();
        var sums = new[] { Opening, In, Out, Closing }.Select(head.Money).ToList();
        var days = new[] { From, To }.Select(head.Date).ToList();
        return own.Length == 0 ? new Refusal("statement_field_missing").With("field", Account)
            : days.Select(d => d.Refusal).Concat(sums.Select(s => s.Refusal)).Concat(lines.Select(l => l.Refusal)).FirstOrDefault(why => why is not null) is { } refusal ? refusal
            : new BankStatement(own, days[0].Value, days[1].Value, sums[0].Value, sums[1].Value, sums[2].Value, sums[3].Value, [.. lines.Select(l => l.Value)]);
    }

    private static Outcome<BankLine> Line(Section document, string own)
    {
        var isIn = document.Text(PayeeAccount) == own;
        return !isIn && document.Text(PayerAccount) != own
            ? new Refusal("statement_document_foreign").With("line", document.Begins)
            : document.Date(document.Text(isIn ? DayIn : DayOut).Length > 0 ? isIn ? DayIn : DayOut : Day).Then(on => document.Money(Sum).Then<BankLine>(sum =>
                new BankLine(on, isIn ? sum : -sum, document.Text(Number), document.Text(isIn ? Payer : Payee), document.Text(Purpose))));
    }

    private static List<Section> Sections(string[] lines, out bool isWhole)
    {
        var sections = new List<Section>();
        Section? open = null;
        isWhole = false;
        foreach (var (index, line) in lines.Index())
        {
            var (name, value) = line.Trim().Split('=', 2) is [var before, var after] ? (before, after) : (line.Trim(), "");
            isWhole = isWhole || name == FileEnd;
            if (name is AccountSection or Document)
            {
                // One section begun inside another: the file was cut and glued.
                isWhole = isWhole && open is null;
                sections.Add(open = new Section(name, index + 1));
            }
            else if (name is AccountEnd or DocumentEnd)
            {
                open = null;
            }
            else
            {
                open?.Values.TryAdd(name, value.Trim());
            }
        }

        isWhole = isWhole && open is null;
        return sections;
    }

    private sealed record Section(string Name, int Begins)
    {
        public Dictionary<string, string> Values { get; } = [];

        public string Text(string field) => Values.GetValueOrDefault(field, "");

        public Outcome<Money> Money(string field) => Read(field, text => Kernel.Money.Parse(text));

        public Outcome<LocalDate> Date(string field) => Read<LocalDate>(field, text => OneCExchange.Date.Parse(text) is { Success: true, Value: var day } ? day : new Refusal("unreadable"));

        private Outcome<T> Read<T>(string field, Func<string, Outcome<T>> parse) => Text(field) is not { Length: > 0 } text
            ? new Refusal("statement_field_missing").With("field", field)
            : parse(text).IsDone(out var value, out _) ? value : new Refusal("statement_field_unreadable").With("field", field).With("line", Begins);
    }
}
