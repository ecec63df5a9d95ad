using Microsoft.Data.Sqlite;

namespace Countyworks.Benchmarks;

/// <summary>
/// Lays the matters of a played year down again and again, under ids and numbers of their own, with all that belongs to them: rows, facts, search terms, sums.
/// Playing a request takes milliseconds, copying one microseconds; what is read afterwards is the same.
/// </summary>
internal sealed class Copies(SqliteConnection connection)
{
    private const int Apart = 1_000_000;

    // The columns of each table that name a matter, or a row that belongs to one matter alone.
    private static readonly (string Table, string[] Ids)[] Tables =
    [
        ("matter", ["id", "merged_into_id"]), ("request", ["id"]), ("matter_mark", ["matter_id"]), ("matter_pause", ["id", "matter_id"]),
        ("assignment", ["id", "matter_id"]), ("ask", ["id", "matter_id"]), ("matter_link", ["from_id", "to_id"]),
    ];

    /// <summary>Lays everything down <paramref name="times"/> times in all.</summary>
    public void Make(int times)
    {
        connection.CreateFunction<byte[]?, int, byte[]?>("nth", Nth, isDeterministic: true);
        Run("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");   // Cut off, it is laid down anew.
        foreach (var table in Tables.Select(t => t.Table).Concat(["fact", "search_entry"]))
        {
            Run($"CREATE TEMP TABLE played_{table} AS SELECT * FROM {table}");
        }

        Run("CREATE TEMP TABLE played_terms AS SELECT rowid AS number, terms FROM search_terms");
        for (var copy = 1; copy < times; copy++)
        {
            // Each by itself: all together would be a log as long as they are.
            Run("BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON");
            Copy(copy);
            Run("COMMIT");
        }

        Run($"BEGIN IMMEDIATE; UPDATE indicator_sum SET count = count * {times}; UPDATE series SET last = last + {times * Apart} WHERE name LIKE 'request %' OR name = 'search'; COMMIT");
    }

    private void Copy(int copy)
    {
        foreach (var (table, ids) in Tables)
        {
            Insert(table, column => ids.Contains(column) ? $"nth({column}, {copy})"
                : (table, column) is ("matter", "number") ? $"substr(number, 1, 7) || (substr(number, 8) + {copy * Apart})"
                : (table, column) is ("request", "source_number") ? $"source_number || '-{copy}'"
                : column);
        }

        Insert("fact", column => column switch
        {
            "seq" => "(SELECT max(seq) FROM fact) + row_number() OVER (ORDER BY seq)",
            "subject_id" => $"nth(subject_id, {copy})",
            _ => column,
        }, "WHERE subject_id IN (SELECT id FROM played_matter)");
        Insert("search_entry", column => column switch { "subject_id" => $"nth(subject_id, {copy})", "number" => $"number + {copy * Apart}", _ => column });
        Run($"INSERT INTO search_terms (rowid, terms) SELECT number + {copy * Apart}, terms FROM played_terms");
    }

    private void Insert(string table, Func<string, string> value, string where = "")
    {
        var columns = new List<string>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                columns.Add(reader.GetString(0));
            }
        }

        Run($"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(value))} FROM played_{table} {where}");
    }

    // Ids of one millisecond count up in their last bytes, so those stay; the random ones in the middle tell the copies apart.
    private static byte[]? Nth(byte[]? id, int copy)
    {
        byte[]? other = id is null ? null : [.. id];
        if (other is not null)
        {
            (other[9], other[10]) = ((byte)(other[9] ^ copy), (byte)(other[10] ^ (copy >> 8)));
        }

        return other;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        command.ExecuteNonQuery();
    }
}
