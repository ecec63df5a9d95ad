using System.Text;
using Countyworks.Core.Books.Statements;

namespace Countyworks.Tests.Books.Statements;

public sealed class A_bank_statement
{
    private const string Csv = "交易日期,收入金额,支出金额,余额,交易流水号,对方户名,摘要\n2026-07-01,296.38,,1296.38,S1,王伟,\"物业费,7月\"\n20260702,,\"1,000.00\",296.38,S2,电梯公司,维修\n";

    private static readonly string WholeOneC = Fixture("condo-bank-statement-1c.txt")
        .Replace("ВсегоПоступило=2681831.46", "ВсегоПоступило=2219.96", StringComparison.Ordinal)
        .Replace("ВсегоСписано=2554737.23", "ВсегоСписано=14700.00", StringComparison.Ordinal)
        .Replace("КонечныйОстаток=135394.23", "КонечныйОстаток=-4180.04", StringComparison.Ordinal);

    [Fact]
    public void In_CSV_is_read_with_its_totals()
    {
        var statement = StatementFile.Read(Encoding.UTF8.GetBytes(Csv)).Value;

        Assert.Equal((100_000, 29_638, 100_000, 29_638), (statement.Opening.Fen, statement.In.Fen, statement.Out.Fen, statement.Closing.Fen));
        Assert.Equal(["S1 29638 王伟 物业费,7月", "S2 -100000 电梯公司 维修"], statement.Lines.Select(l => $"{l.Reference} {l.Amount.Fen} {l.Other} {l.Purpose}"));
    }

    [Fact]
    public void In_the_encoding_of_Chinese_banks_is_the_same()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(Csv);
        Assert.Equal(StatementFile.Read(Encoding.UTF8.GetBytes(Csv)).Value.Lines, StatementFile.Read(bytes).Value.Lines);
    }

    [Theory]
    [InlineData("余额", "rest", "statement_field_missing")]
    [InlineData("1296.38", "1296.39", "statement_line_balance_wrong")]
    [InlineData("2026-07-01", "01.07.26", "statement_field_unreadable")]
    [InlineData("296.38,,1296", "29x.38,,1296", "statement_field_unreadable")]
    [InlineData("296.38,,", "296.38,5,", "statement_in_and_out")]
    [InlineData("7月\"", "7月", "statement_line_unreadable")]
    public void In_CSV_that_does_not_add_up_or_cannot_be_read_is_refused(string was, string becomes, string code)
    {
        var at = Csv.IndexOf(was, StringComparison.Ordinal);
        Assert.Equal(code, StatementFile.Read(Encoding.UTF8.GetBytes(Csv[..at] + becomes + Csv[(at + was.Length)..])).Refusal?.Code);
    }

    [Theory, InlineData("", "file_empty"), InlineData("交易日期,收入,支出,余额\n", "no_rows"), InlineData("hello", "header_missing")]
    public void Of_nothing_is_refused(string text, string code) => Assert.Equal(code, StatementFile.Read(Encoding.UTF8.GetBytes(text)).Refusal?.Code);

    [Fact]
    public void Of_1C_whose_documents_are_not_its_totals_is_refused_although_its_head_adds_up() =>
        Assert.Equal("statement_totals_wrong", StatementFile.Read(Bytes("condo-bank-statement-1c.txt")).Refusal?.Code);

    [Fact]
    public void Of_1C_that_was_cut_off_is_refused() => Assert.Equal("statement_cut_off", StatementFile.Read(Bytes("condo-bank-statement-1c-invalid.txt")).Refusal?.Code);

    [Theory, InlineData("utf-8"), InlineData("windows-1251")]
    public void Of_1C_with_right_totals_is_read_in_the_encodings_it_comes_in(string encoding)
    {
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.UTF8).GetBytes(WholeOneC);
        var statement = StatementFile.Read(bytes).Value;

        Assert.Equal(("40702810801500116391", 830_000L), (statement.Account, statement.Opening.Fen));
        Assert.Equal([-70_000, 105_298, 116_698, -1_400_000], statement.Lines.Select(l => l.Amount.Fen));
        Assert.Equal("Иванов Иван Иванович", statement.Lines[1].Other);
    }

    [Theory]
    [InlineData("Сумма=1052.98", "Сумма=1052,98.1", "statement_field_unreadable")]
    [InlineData("Сумма=1052.98", "Нет=1", "statement_field_missing")]
    [InlineData("ПолучательСчет=40702810801500116391", "ПолучательСчет=1", "statement_document_foreign")]
    [InlineData("КонецДокумента", "", "statement_cut_off")]
    [InlineData("КонецФайла", "", "statement_cut_off")]
    [InlineData("НачальныйОстаток=8300.00", "НачальныйОстаток=8300.01", "statement_balance_wrong")]
    public void Of_1C_that_was_altered_is_refused(string was, string becomes, string code)
    {
        var at = WholeOneC.LastIndexOf(was, StringComparison.Ordinal);
        Assert.Equal(code, StatementFile.Read(Encoding.UTF8.GetBytes(WholeOneC[..at] + becomes + WholeOneC[(at + was.Length)..])).Refusal?.Code);
    }

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Books", "Statements", name));

    private static string Fixture(string name) => Encoding.UTF8.GetString(Bytes(name));
}
