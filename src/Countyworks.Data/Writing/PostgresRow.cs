using System.Data.Common;
using NodaTime;

namespace Countyworks.Data.Writing;

/// <summary>The row a reader of PostgreSQL stands at.</summary>
internal sealed class PostgresRow(DbDataReader reader) : IStoredRow
{
    public bool Next() => reader.Read();

    public bool IsNull(int column) => reader.IsDBNull(column);

    // Integers are four or eight bytes there.
    public long Number(int column) => reader.GetInt64(column);

    public string Text(int column) => reader.GetString(column);

    public bool Flag(int column) => reader.GetBoolean(column);

    public byte[] Bytes(int column) => (byte[])reader.GetValue(column);

    public Guid Id(int column) => reader.GetGuid(column);

    public LocalDate Day(int column) => LocalDate.FromDateOnly(reader.GetFieldValue<DateOnly>(column));
}
