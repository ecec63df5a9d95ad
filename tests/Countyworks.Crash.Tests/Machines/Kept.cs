using System.Data.Common;
using System.Globalization;

namespace Countyworks.Crash.Tests.Machines;

/// <summary>What a database kept, read without the product.</summary>
internal static class Kept
{
    /// <summary>Every acknowledged request is there, under the number it got; none is there twice; the journal has no gap.</summary>
    public static async Task Holds(DbConnection database, Callers callers)
    {
        var kept = new List<(string Key, string Number)>();
        await using (var command = database.CreateCommand())
        {
            command.CommandText = "SELECT r.text, m.number FROM request r JOIN matter m ON m.id = r.id AND m.district_id = r.district_id";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
                kept.Add((rows.GetString(0).Split(' ')[1], rows.GetString(1)));
        }

        Assert.Equal(kept.Count, kept.DistinctBy(k => k.Key).Count());
        Assert.Equal(kept.Count, kept.DistinctBy(k => k.Number).Count());
        var lost = callers.Acknowledged.Except(kept.Select(k => KeyValuePair.Create(k.Key, k.Number))).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {callers.Acknowledged.Count} acknowledged requests are lost: {string.Join(", ", lost.Take(5))}");
        Assert.Equal(await Number(database, "SELECT max(seq) FROM fact"), await Number(database, "SELECT count(*) FROM fact"));
        Assert.Equal(kept.Count, await Number(database, "SELECT count(*) FROM fact WHERE kind = 'request_filed'"));
    }

    /// <summary>One value.</summary>
    public static async Task<object?> Scalar(DbConnection database, string sql)
    {
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static async Task<long> Number(DbConnection database, string sql) => Convert.ToInt64(await Scalar(database, sql), CultureInfo.InvariantCulture);
}
