using System.Data.Common;
using System.Globalization;

namespace Countyworks.Crash.Tests.Machines;

/// <summary>What a database kept, read without the product.</summary>
internal static class Kept
{
    /// <summary>Every acknowledged request is there, under the number it got; none is there twice; the journal has no gap.</summary>
    public static async Task Requests(DbConnection database, Filers filers)
    {
        var kept = await Holds(database, filers, "SELECT r.text, m.number FROM request r JOIN matter m ON m.id = r.id AND m.district_id = r.district_id");
        Assert.Equal(await Number(database, "SELECT max(seq) FROM fact"), await Number(database, "SELECT count(*) FROM fact"));
        Assert.Equal(kept, await Number(database, "SELECT count(*) FROM fact WHERE kind = 'request_filed'"));
    }

    /// <summary>Every acknowledged entry is there, under the number it got; none is there twice; the ledger has no gap, and each entry its fact.</summary>
    public static async Task Entries(DbConnection database, Bookkeepers bookkeepers)
    {
        var kept = await Holds(database, bookkeepers, $"SELECT key, CAST(seq AS text) FROM ledger_entry WHERE key LIKE '{Bookkeepers.Word}-%'") + 1;   // and the opening
        Assert.Equal((kept, kept), (await Number(database, "SELECT max(seq) FROM ledger_entry"), await Number(database, "SELECT count(*) FROM ledger_entry")));
        Assert.Equal(kept, await Number(database, "SELECT count(*) FROM fact WHERE kind = 'ledger_entered'"));
        Assert.Equal(kept, await Number(database, "SELECT last_seq FROM ledger"));
    }

    /// <summary>One value.</summary>
    public static async Task<object?> Scalar(DbConnection database, string sql)
    {
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    // Answers how many are kept. A key is the last word of a text.
    private static async Task<long> Holds(DbConnection database, Callers callers, string sql)
    {
        var kept = new List<KeyValuePair<string, string>>();
        await using (var command = database.CreateCommand())
        {
            command.CommandText = sql;
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                kept.Add(new(rows.GetString(0).Split(' ')[^1], rows.GetString(1)));
        }

        Assert.Equal(kept.Count, kept.DistinctBy(k => k.Key).Count());
        Assert.Equal(kept.Count, kept.DistinctBy(k => k.Value).Count());
        var lost = callers.Acknowledged.Except(kept).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {callers.Acknowledged.Count} acknowledged are lost: {string.Join(", ", lost.Take(5))}");
        return kept.Count;
    }

    private static async Task<long> Number(DbConnection database, string sql) => Convert.ToInt64(await Scalar(database, sql), CultureInfo.InvariantCulture);
}
