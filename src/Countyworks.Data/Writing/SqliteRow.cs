using System.Globalization;
using NodaTime;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Countyworks.Data.Writing;

/// <summary>The row a prepared statement stands at. The driver's reader has more, which costs more than a short query itself.</summary>
/// <param name="statement">The statement; whoever runs it resets it.</param>
internal sealed class SqliteRow(sqlite3_stmt statement) : IStoredRow
{
    /// <summary>What the last step said.</summary>
    public int Result { get; private set; }

    public bool Next() => (Result = sqlite3_step(statement)) == SQLITE_ROW;

    public bool IsNull(int column) => sqlite3_column_type(statement, column) == SQLITE_NULL;

    public long Number(int column) => sqlite3_column_int64(statement, There(column));

    public string Text(int column) => sqlite3_column_text(statement, There(column)).utf8_to_string();

    public bool Flag(int column) => Number(column) != 0;

    public byte[] Bytes(int column) => sqlite3_column_blob(statement, There(column)).ToArray();

    public Guid Id(int column) => new(sqlite3_column_blob(statement, There(column)), bigEndian: true);

    public LocalDate Day(int column) => LocalDate.FromDateOnly(DateOnly.ParseExact(Text(column), "O", CultureInfo.InvariantCulture));

    // SQLite reads nothing as zero, or as no text.
    private int There(int column) => IsNull(column) ? throw new InvalidCastException($"Column {column} is null.") : column;
}
