using System.Collections;
using System.Data.Common;
using System.Globalization;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Countyworks.Data.Writing;

/// <summary>The row a prepared statement stands at, read by place: what the driver's reader has beside that costs more than a short query itself.</summary>
/// <param name="statement">The statement; whoever runs it resets it.</param>
internal sealed class SqliteRow(sqlite3_stmt statement) : DbDataReader
{
    /// <summary>What the last step said.</summary>
    public int Result { get; private set; }

    public override int FieldCount => sqlite3_column_count(statement);

    public override int Depth => 0;

    public override bool HasRows => Result == SQLITE_ROW;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => (Result = sqlite3_step(statement)) == SQLITE_ROW;

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => sqlite3_column_type(statement, ordinal) == SQLITE_NULL;

    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;

    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    public override long GetInt64(int ordinal) => IsDBNull(ordinal) ? throw new InvalidCastException($"Column {ordinal} is null.") : sqlite3_column_int64(statement, ordinal);

    public override double GetDouble(int ordinal) => sqlite3_column_double(statement, ordinal);

    public override float GetFloat(int ordinal) => (float)GetDouble(ordinal);

    public override string GetString(int ordinal) => IsDBNull(ordinal) ? throw new InvalidCastException($"Column {ordinal} is null.") : sqlite3_column_text(statement, ordinal).utf8_to_string();

    public override Guid GetGuid(int ordinal) => new(sqlite3_column_blob(statement, ordinal), bigEndian: true);

    public override T GetFieldValue<T>(int ordinal) =>
        typeof(T) == typeof(DateOnly) ? (T)(object)DateOnly.ParseExact(GetString(ordinal), "O", CultureInfo.InvariantCulture)
        : typeof(T) == typeof(Guid) ? (T)(object)GetGuid(ordinal)
        : (T)GetValue(ordinal);

    public override object GetValue(int ordinal) => sqlite3_column_type(statement, ordinal) switch
    {
        SQLITE_INTEGER => sqlite3_column_int64(statement, ordinal),
        SQLITE_FLOAT => sqlite3_column_double(statement, ordinal),
        SQLITE_TEXT => GetString(ordinal),
        SQLITE_BLOB => sqlite3_column_blob(statement, ordinal).ToArray(),
        _ => DBNull.Value,
    };

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override string GetName(int ordinal) => sqlite3_column_name(statement, ordinal).utf8_to_string();

    public override int GetOrdinal(string name) => Enumerable.Range(0, FieldCount).First(i => GetName(i) == name);

    public override Type GetFieldType(int ordinal) => GetValue(ordinal).GetType();

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    // The store has no column of these types; a reader has to have the members all the same.
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();
}
