using Countyworks.Core.Tables;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Core.Books.Statements;

/// <summary>
/// A bank's statement as a table: a row a line, the oldest first, each with the balance after it. The balances are the totals: every row has to lead from the one before to its own.
/// </summary>
public static class StatementTable
{
    private static readonly LocalDatePattern[] Dates = [LocalDatePattern.Iso, LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd"), LocalDatePattern.CreateWithInvariantCulture("uuuu/M/d")];

    private static readonly string[] DayNames = ["交易日期", "记账日期", "date"];   // read, never shown
    private static readonly string[] InNames = ["收入金额", "贷方发生额", "收入", "in"];   // read, never shown
    private static readonly string[] OutNames = ["支出金额", "借方发生额", "支出", "out"];   // read, never shown
    private static readonly string[] BalanceNames = ["余额", "账户余额", "balance"];   // read, never shown
    private static readonly string[] ReferenceNames = ["交易流水号", "流水号", "reference"];   // read, never shown
    private static readonly string[] OtherNames = ["对方户名", "对方账户名称", "other"];   // read, never shown
    private static readonly string[] PurposeNames = ["摘要", "用途", "附言", "purpose"];   // read, never shown
    private static readonly string[] AccountNames = ["账号", "本方账号", "account"];   // read, never shown

    /// <summary>
    /// Understands it. Refuses <c>statement_field_missing</c> (a column for day, in, out or balance); then, row by row, <c>statement_line_unreadable</c> (line),
    /// <c>statement_field_unreadable</c> (field, line), <c>statement_in_and_out</c> (line), <c>statement_line_balance_wrong</c> (line).
    /// </summary>
    public static Outcome<BankStatement> Read(SourceTable table)
    {
        int Column(string[] known) => table.Columns.Index().Where(c => known.Contains(c.Item, StringComparer.OrdinalIgnoreCase)).Select(c => c.Index).FirstOrDefault(-1);
        int[] columns = [Column(DayNames), Column(InNames), Column(OutNames), Column(BalanceNames), Column(ReferenceNames), Column(OtherNames), Column(PurposeNames), Column(AccountNames)];
        string[][] needed = [DayNames, InNames, OutNames, BalanceNames];
        return columns.Take(needed.Length).Index().Where(c => c.Item < 0).Select(c => needed[c.Index][0]).FirstOrDefault() is { } missing
            ? new Refusal("statement_field_missing").With("field", missing)
            : Gather(table.Rows, columns);
    }

    private static Outcome<BankStatement> Gather(IReadOnlyList<SourceRow> rows, int[] columns)
    {
        var lines = new List<BankLine>();
        var (opening, balance) = (Money.Zero, Money.Zero);
        foreach (var row in rows)
        {
            string Cell(int column) => columns[column] >= 0 ? row.Cells[columns[column]].Trim() : "";
            if (row.Problem is not null)
            {
                return new Refusal("statement_line_unreadable").With("line", row.Line);
            }

            var day = Dates.Select(d => d.Parse(Cell(0))).FirstOrDefault(d => d.Success);
            var (came, went, after) = (Sum(Cell(1)), Sum(Cell(2)), Sum(Cell(3)));
            if (day is null || came is null || went is null || after is null)
            {
                return new Refusal("statement_field_unreadable").With("field", day is null ? DayNames[0] : came is null ? InNames[0] : went is null ? OutNames[0] : BalanceNames[0]).With("line", row.Line);
            }

            if (came != Money.Zero && went != Money.Zero)
            {
                return new Refusal("statement_in_and_out").With("line", row.Line);
            }

            var amount = came.Value - went.Value;
            opening = lines.Count == 0 ? after.Value - amount : opening;
            if (lines.Count > 0 && balance + amount != after)
            {
                return new Refusal("statement_line_balance_wrong").With("line", row.Line);
            }

            balance = after.Value;
            lines.Add(new(day.Value, amount, Cell(4), Cell(5), Cell(6)));
        }

        var account = columns[7] >= 0 ? rows[0].Cells[columns[7]].Trim() : "";
        Money All(bool isIn) => Money.Sum(lines.Where(l => l.Amount > Money.Zero == isIn).Select(l => isIn ? l.Amount : -l.Amount));
        return new BankStatement(account, lines.Min(l => l.On), lines.Max(l => l.On), opening, All(true), All(false), balance, lines);
    }

    private static Money? Sum(string text) => text.Length == 0 || text == "-" ? Money.Zero : Money.Parse(text).IsDone(out var sum, out _) ? sum : null;
}
