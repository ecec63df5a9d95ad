using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Countyworks.Data.Writing;

/// <summary>
/// What a command reads through EF on PostgreSQL takes along what is queued, in one round trip: sent ahead by itself, a write before every read would cost one of its own.
/// </summary>
internal sealed class TravellingAlong(PostgresSession session) : DbCommandInterceptor
{
    /// <inheritdoc/>
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        session.ReadBehindQueue((NpgsqlCommand)command) is { } rows ? InterceptionResult<DbDataReader>.SuppressWithResult(rows) : result;

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));
}
