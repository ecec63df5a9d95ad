using System.Text;
using Countyworks.Core.Tables;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;

namespace Countyworks.Core.Books.Statements;

/// <summary>A bank's statement as a file: a table (CSV or XLSX) as Chinese banks give it, or the 1C client-bank exchange. What it is, its content says.</summary>
public static class StatementFile
{
    /// <summary>
    /// Reads it. Pure. Refuses what <see cref="OneCExchange.Read"/>, or <see cref="TableFile.Read"/> and then <see cref="StatementTable.Read"/> refuse, and what
    /// <see cref="BankStatement.Checked"/> refuses: a statement that does not add up is not taken in, not even in part.
    /// </summary>
    public static Outcome<BankStatement> Read(byte[] bytes) =>
        (IsOneC(bytes) ? OneCExchange.Read(Text(bytes)) : TableFile.Read(bytes).Then(StatementTable.Read)).Then(statement => statement.Checked());

    private static bool IsOneC(byte[] bytes) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(OneCExchange.Mark)) is >= 0 and <= 3 && bytes.Length <= TableLimits.FileBytes;

    private static string Text(byte[] bytes) =>
        (System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding("windows-1251")!).GetString(bytes).TrimStart('\uFEFF');
}
