using Countyworks.Kernel;

namespace Countyworks.Core.Tables;

/// <summary>A file of another system: CSV in UTF-8, UTF-16 or GB18030, or an Excel workbook (.xlsx). What it is, its content says, not its name.</summary>
public static class TableFile
{
    private const int Sample = 4096;

    /// <summary>
    /// Reads it. Pure. Refuses, in this order: <c>file_empty</c>, <c>file_too_large</c> (megabytes), <c>workbook_old</c> (.xls, or a workbook with a password),
    /// <c>file_type_unknown</c>, and what reading it as CSV or workbook refuses: <c>workbook_bomb</c>, <c>workbook_unreadable</c>, <c>header_missing</c>,
    /// <c>no_rows</c>, <c>too_many_rows</c>, <c>too_many_columns</c>. A bad row is no refusal: it says so itself.
    /// </summary>
    public static Outcome<SourceTable> Read(byte[] bytes) => bytes switch
    {
        [] => new Refusal("file_empty"),
        { Length: > TableLimits.FileBytes } => new Refusal("file_too_large").With("megabytes", TableLimits.FileBytes / (1024 * 1024)),
        [0x50, 0x4B, 0x03, 0x04, ..] => XlsxReading.Read(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => new Refusal("workbook_old"),
        _ => SourceText.Of(bytes) is var text && text.AsSpan(0, Math.Min(text.Length, Sample)).Contains('\0') ? new Refusal("file_type_unknown") : CsvReading.Read(text),
    };
}
