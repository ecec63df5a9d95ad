using System.Collections.Concurrent;
using System.Data.Common;
using System.IO.Compression;
using System.Text;
using Countyworks.Data.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Countyworks.Tests.Privacy;

/// <summary>Data that is nobody's, planted to be looked for in whatever leaves the product or lies on a disk.</summary>
internal static class Marked
{
    public const string Phone = "13866660001", Name = "欧阳密标", StaffPhone = "13977770002", StaffEmail = "planted-mark@example.org", Words = "花坛暗号";

    /// <summary>What must never be found openly where it is not declared.</summary>
    public static readonly IReadOnlyList<string> Contacts = [Phone, Name, StaffPhone, StaffEmail];

    /// <summary>The contacts found in a text.</summary>
    public static IEnumerable<string> In(string text) => Contacts.Where(mark => text.Contains(mark, StringComparison.Ordinal));

    /// <summary>The contacts found in bytes.</summary>
    public static IEnumerable<string> In(byte[] bytes) => Contacts.Where(mark => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark)) >= 0);

    /// <summary>Every row of every table, as text.</summary>
    public static string Rows(Site site)
    {
        using var db = site.Get<Database>().Read();
        var text = new StringBuilder();
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct())
        {
            using var command = db.Database.GetDbConnection().CreateCommand();
            db.Database.OpenConnection();
            command.CommandText = $"SELECT * FROM {table}";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                text.AppendLine(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Said(reader, i))));
            }
        }

        return text.ToString();
    }

    /// <summary>The members of a backup, unpacked.</summary>
    public static byte[] Unpacked(string backup)
    {
        using var file = File.OpenRead(backup);
        using var packed = new GZipStream(file, CompressionMode.Decompress);
        using var all = new MemoryStream();
        packed.CopyTo(all);
        return all.ToArray();
    }

    private static string Said(DbDataReader reader, int column) => reader.IsDBNull(column) ? ""
        : reader.GetValue(column) is byte[] bytes ? Encoding.Latin1.GetString(bytes)
        : reader.GetValue(column).ToString()!;
}

/// <summary>Keeps everything that is logged, whatever its level.</summary>
internal sealed class LogTrap : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    /// <summary>What was logged at a level or above.</summary>
    public IEnumerable<string> Lines(LogLevel atLeast) => lines.Where(line => line.Level >= atLeast).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => new Trap(lines);

    public void Dispose()
    {
    }

    private sealed class Trap(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
