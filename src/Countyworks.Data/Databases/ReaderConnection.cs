using System.Data;

namespace Countyworks.Data.Databases;

/// <summary>
/// A reader's connection: it stays open when EF closes it after a query, since opened anew it would have nothing prepared. What is disposed of is closed.
/// Between queries it has no part of the log of writes.
/// </summary>
internal sealed class ReaderConnection(string connectionString) : PreparingConnection(connectionString)
{
    private const string Pragmas = "PRAGMA busy_timeout=5000; PRAGMA cache_size=-8192; PRAGMA query_only=ON;";

    private bool isIdle;

    /// <inheritdoc/>
    public override ConnectionState State => isIdle ? ConnectionState.Closed : base.State;

    /// <inheritdoc/>
    public override void Open()
    {
        if (isIdle)
        {
            isIdle = false;
            return;
        }

        base.Open();
        SqliteDatabase.Execute(this, Pragmas);
    }

    /// <inheritdoc/>
    public override void Close()
    {
        Transaction?.Dispose();
        isIdle = base.State == ConnectionState.Open;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            isIdle = false;
            base.Close();
        }

        base.Dispose(disposing);
    }
}
