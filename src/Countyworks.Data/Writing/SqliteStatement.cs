using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Countyworks.Data.Writing;

/// <summary>
/// A prepared statement, its parameters bound by their place. The driver's own command looks each parameter up by its name
/// and makes a reader at every run: of a command of twenty rows that was a third.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 handle;
    private readonly sqlite3_stmt statement;
    private readonly SqliteRow row;
    private readonly int[] places;

    /// <summary>Prepares it. Parameters are @p0, @p1, … in any order and as often as they are needed.</summary>
    /// <exception cref="SqliteException">It can't be prepared.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        handle = connection.Handle!;
        Check(sqlite3_prepare_v2(handle, sql, out statement));
        row = new SqliteRow(statement);
        var names = sqlite3_bind_parameter_count(statement);
        places = new int[names];
        for (var i = 0; i < names; i++)
        {
            places[i] = int.Parse(sqlite3_bind_parameter_name(statement, i + 1).utf8_to_string().AsSpan(2), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Runs it with these values and answers how many rows it touched.</summary>
    /// <exception cref="SqliteException">A constraint, a full disk or whatever else the database says.</exception>
    /// <exception cref="NotSupportedException">A value is of a type the database does not take.</exception>
    public int Run(object?[] values)
    {
        Bind(values);
        while (sqlite3_step(statement) == SQLITE_ROW)
        {
        }

        var touched = sqlite3_changes(handle);
        Check(Reset());
        return touched;
    }

    /// <summary>Runs it with these values and reads the first row, and from there what follows; default when there is none.</summary>
    /// <exception cref="SqliteException">Whatever the database says.</exception>
    public T? First<T>(object?[] values, Func<IStoredRow, T> read)
    {
        Bind(values);
        try
        {
            var first = row.Next() ? read(row) : default;
            Check(row.Result);
            return first;
        }
        finally
        {
            Reset();
        }
    }

    public void Dispose() => statement.Dispose();

    private void Bind(object?[] values)
    {
        for (var i = 0; i < places.Length; i++)
        {
            Check(Bind(i + 1, values[places[i]]));
        }
    }

    // The reset tells what went wrong, if anything did; the values are let go, for some of them are secrets.
    private int Reset()
    {
        var result = sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
        return result;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, handle);

    private int Bind(int at, object? value) => value switch
    {
        null or DBNull => sqlite3_bind_null(statement, at),
        string text => BindText(at, text),
        long number => sqlite3_bind_int64(statement, at, number),
        int number => sqlite3_bind_int64(statement, at, number),
        bool flag => sqlite3_bind_int64(statement, at, flag ? 1 : 0),
        byte[] bytes => sqlite3_bind_blob(statement, at, bytes),
        double number => sqlite3_bind_double(statement, at, number),
        DateOnly day => BindText(at, day.ToString("O", CultureInfo.InvariantCulture)),
        short number => sqlite3_bind_int64(statement, at, number),
        _ => throw new NotSupportedException($"SQLite takes no {value.GetType().Name}."),
    };

    private int BindText(int at, string text)
    {
        if (text.Length == 0)
        {
            return sqlite3_bind_text(statement, at, "");   // Of no bytes at all it would make NULL.
        }

        const int small = 512;
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (length <= small)
        {
            Span<byte> near = stackalloc byte[small];
            return sqlite3_bind_text(statement, at, near[..Encoding.UTF8.GetBytes(text, near)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return sqlite3_bind_text(statement, at, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }
}
