using System.Data;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

namespace Countyworks.Data.Databases;

/// <summary>
/// A district's rows as files: one of <c>COPY … BINARY</c> for each table, and a list of the tables with their columns,
/// those first that others refer to. Row-level security forbids copying straight into a table, so rows pass through a table of their own.
/// </summary>
internal static partial class PostgresRows
{
    private const string List = "tables.json";
    private const int BufferBytes = 128 * 1024;

    // Each table after those it refers to; a table that refers to itself is checked when its one statement ends.
    private const string References = """
        SELECT DISTINCT child.relname, parent.relname FROM pg_constraint c
        JOIN pg_class child ON child.oid = c.conrelid JOIN pg_class parent ON parent.oid = c.confrelid
        WHERE c.contype = 'f' AND child.oid <> parent.oid AND child.relnamespace = current_schema()::regnamespace
        """;

    public static async Task CopyTo(string folder, NpgsqlConnection connection, string listTables, CancellationToken cancellation)
    {
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var tables = new List<Table>();
        foreach (var name in InOrder(await Strings(connection, listTables, cancellation), await Pairs(connection, References, cancellation)))
        {
            var columns = await Strings(connection, $"""
                SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{name}' AND is_generated = 'NEVER' ORDER BY ordinal_position
                """, cancellation);
            var table = new Table(name, columns);
            tables.Add(table);
            await using var rows = connection.BeginRawBinaryCopy($"COPY (SELECT {table.ColumnList} FROM {name} WHERE district_id = current_setting('app.district')::int) TO STDOUT (FORMAT BINARY)");
            await using var file = File.Create(Path.Combine(folder, name + ".rows"));
            await rows.CopyToAsync(file, BufferBytes, cancellation);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, List), JsonSerializer.SerializeToUtf8Bytes(tables, Json.Options), cancellation);
    }

    public static async Task TakeFrom(string folder, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var tables = JsonSerializer.Deserialize<List<Table>>(await File.ReadAllBytesAsync(Path.Combine(folder, List), cancellation), Json.Options)!;
        if (tables.SelectMany(t => t.Columns.Append(t.Name)).FirstOrDefault(name => !Word().IsMatch(name)) is { } odd)
        {
            throw new InvalidDataException($"{odd} is no name of a table or column.");
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // Rules about what may be written next do not ask again about what was written before; the checks of verify do.
        await Run(connection, "SELECT set_config('app.restoring', 'on', true)", cancellation);
        foreach (var table in tables)
        {
            await Run(connection, $"CREATE TEMP TABLE incoming ON COMMIT DROP AS SELECT {table.ColumnList} FROM {table.Name} WITH NO DATA", cancellation);
            await using (var file = File.OpenRead(Path.Combine(folder, table.Name + ".rows")))
            await using (var rows = connection.BeginRawBinaryCopy("COPY incoming FROM STDIN (FORMAT BINARY)"))
            {
                await file.CopyToAsync(rows, BufferBytes, cancellation);
            }

            await Run(connection, $"INSERT INTO {table.Name} ({table.ColumnList}) SELECT {table.ColumnList} FROM incoming; DROP TABLE incoming", cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static List<string> InOrder(List<string> tables, ILookup<string, string> parents)
    {
        var ordered = new List<string>();
        foreach (var table in tables)
        {
            Add(table);
        }

        return ordered;

        void Add(string table)
        {
            if (!ordered.Contains(table))
            {
                foreach (var parent in parents[table])
                {
                    Add(parent);
                }

                ordered.Add(table);
            }
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<string>> Strings(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private static async Task<ILookup<string, string>> Pairs(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(string From, string To)>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add((reader.GetString(0), reader.GetString(1)));
        }

        return found.ToLookup(pair => pair.From, pair => pair.To);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    private sealed record Table(string Name, List<string> Columns)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public string ColumnList => string.Join(", ", Columns);
    }
}
