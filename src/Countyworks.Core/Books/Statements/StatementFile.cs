using System.Text;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;

namespace Countyworks.Core.Books.Statements;

/// <summary>A bank's statement as a file: CSV as Chinese banks give it, or the 1C client-bank exchange. What it is, its content says.</summary>
public static class StatementFile
{
    /// <summary>The largest file.</summary>
    public const int ByteLimit = 32 * 1024 * 1024;

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads it. Pure. Refuses, in this order: <c>file_empty</c>, <c>file_too_large</c>, what <see cref="OneCExchange.Read"/> or <see cref="StatementCsv.Read"/> refuses,
    /// and what <see cref="BankStatement.Checked"/> refuses: a statement that does not add up is not taken in, not even in part.
    /// </summary>
    public static Outcome<BankStatement> Read(byte[] bytes) => bytes.Length switch
    {
        0 => new Refusal("file_empty"),
        > ByteLimit => new Refusal("file_too_large").With("megabytes", ByteLimit / (1024 * 1024)),
        _ => (IsOneC(bytes) ? OneCExchange.Read(Text(bytes, "windows-1251")) : StatementCsv.Read(Text(bytes, "gb18030"))).Then(statement => statement.Checked()),
    };

    private static bool IsOneC(byte[] bytes) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(OneCExchange.Mark)) is >= 0 and <= 3;

    private static string Text(byte[] bytes, string otherwise)
    {
        try
        {
            return StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(otherwise)!.GetString(bytes);
        }
    }
}
