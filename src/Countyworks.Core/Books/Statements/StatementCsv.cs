using System.Text;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Core.Books.Statements;

/// <summary>
/// A bank's statement as CSV: a row of column names, then a row a line, the oldest first, each with the balance after it. The balances are the totals: every row has to lead from the one
/// before to its own.
/// </summary>
public static class StatementCsv
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
    /// Reads it. Refuses, in this order: <c>statement_field_missing</c> (a column for day, in, out or balance), <c>statement_no_lines</c>, <c>statement_quote_unclosed</c>,
    /// <c>statement_field_unreadable</c> (field, line), <c>statement_in_and_out</c> (line), <c>statement_line_balance_wrong</c> (line).
    /// </summary>
    public static Outcome<BankStatement> Read(string text)
    {
        var rows = Rows(text);
        var names = rows.Count > 0 ? rows[0].Select(n => n.Trim()).ToList() : [];
        int Column(string[] known) => names.FindIndex(name => known.Contains(name, StringComparer.OrdinalIgnoreCase));
        int[] columns = [Column(DayNames), Column(InNames), Column(OutNames), Column(BalanceNames), Column(ReferenceNames), Column(OtherNames), Column(PurposeNames), Column(AccountNames)];
        string[][] needed = [DayNames, InNames, OutNames, BalanceNames];
        return columns.Take(needed.Length).Index().Where(c => c.Item < 0).Select(c => needed[c.Index][0]).FirstOrDefault() is { } missing ? new Refusal("statement_field_missing").With("field", missing)
            : rows.Count == 1 ? new Refusal("statement_no_lines")
            : rows[^1] is [UnclosedQuote] ? new Refusal("statement_quote_unclosed")
            : Gather([.. rows.Skip(1)], columns);
    }

    private const string UnclosedQuote = "\0";

    private static Outcome<BankStatement> Gather(List<List<string>> rows, int[] columns)
    {
        var lines = new List<BankLine>();
        var (opening, balance) = (Money.Zero, Money.Zero);
        foreach (var (index, row) in rows.Index())
        {
            string Cell(int column) => columns[column] is >= 0 and var at && at < row.Count ? row[at].Trim() : "";
            var (day, line) = (Dates.Select(d => d.Parse(Cell(0))).FirstOrDefault(d => d.Success), index + 2);
            var (came, went, after) = (Sum(Cell(1)), Sum(Cell(2)), Sum(Cell(3)));
            if (day is null || came is null || went is null || after is null)
            {
                return new Refusal("statement_field_unreadable").With("field", day is null ? DayNames[0] : came is null ? InNames[0] : went is null ? OutNames[0] : BalanceNames[0]).With("line", line);
            }

            if (came != Money.Zero && went != Money.Zero)
            {
                return new Refusal("statement_in_and_out").With("line", line);
            }

            var amount = came.Value - went.Value;
            opening = index == 0 ? after.Value - amount : opening;
            if (index > 0 && balance + amount != after)
            {
                return new Refusal("statement_line_balance_wrong").With("line", line);
            }

            balance = after.Value;
            lines.Add(new(day.Value, amount, Cell(4), Cell(5), Cell(6)));
        }

        var account = columns[7] >= 0 && columns[7] < rows[0].Count ? rows[0][columns[7]].Trim() : "";
        Money All(bool isIn) => Money.Sum(lines.Where(l => l.Amount > Money.Zero == isIn).Select(l => isIn ? l.Amount : -l.Amount));
        return new BankStatement(account, lines.Min(l => l.On), lines.Max(l => l.On), opening, All(true), All(false), balance, lines);
    }

    private static Money? Sum(string text) => text.Length == 0 || text == "-" ? Money.Zero : Money.Parse(text).IsDone(out var sum, out _) ? sum : null;

    // Empty lines are left out. A quote that nothing closes, or that the quote of a later cell closes, swallows lines: the last row then says so.
    private static List<List<string>> Rows(string text)
    {
        var (rows, row, cell, isQuoted, isBroken) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted)
            {
                isQuoted = c != '"' || (i + 1 < text.Length && text[i + 1] == '"');
                i += c == '"' && isQuoted ? 1 : 0;
                cell.Append(isQuoted ? c.ToString() : "");
                isBroken = isBroken || (!isQuoted && i + 1 < text.Length && text[i + 1] is not (',' or '\t' or '\r' or '\n'));
            }
            else if (c == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (c is ',' or '\t' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    End();
                }
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }

        row.Add(cell.ToString());
        End();
        if (isQuoted || isBroken)
        {
            rows.Add([UnclosedQuote]);
        }

        return rows;

        void End()
        {
            if (row.Exists(c => c.Length > 0))
            {
                rows.Add(row);
            }

            row = [];
        }
    }
}
