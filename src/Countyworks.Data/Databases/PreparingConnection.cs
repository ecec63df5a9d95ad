using System.Data;
using Microsoft.Data.Sqlite;

namespace Countyworks.Data.Databases;

/// <summary>
/// A connection that prepares a text once. The driver prepares the text of every new command anew, and EF makes a new command for every query: preparing was nearly half of what reading cost.
/// </summary>
internal class PreparingConnection(string connectionString) : SqliteConnection(connectionString)
{
    // Of all that are asked, more than one page needs. Where they are more, all are forgotten and it begins anew.
    private const int Kept = 128;

    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override SqliteCommand CreateCommand() => new Question(this);

    /// <inheritdoc/>
    public override void Close()
    {
        Forget();
        base.Close();
    }

    private void Forget()
    {
        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        prepared.Clear();
    }

    private SqliteCommand Take(string text) => prepared.Remove(text, out var command) ? command : new SqliteCommand(text, this);

    private void PutBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (prepared.Count == Kept)
        {
            Forget();
        }

        if (State != ConnectionState.Open || !prepared.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    // Asks through a command prepared before, which goes back when this one is disposed of.
    private sealed class Question : SqliteCommand
    {
        private readonly PreparingConnection connection;
        private SqliteCommand? asking;
        private SqliteDataReader? answer;

        public Question(PreparingConnection connection)
        {
            this.connection = connection;
            Connection = connection;
            CommandTimeout = connection.DefaultTimeout;
            Transaction = connection.Transaction;
        }

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            End();
            var command = connection.Take(CommandText);
            try
            {
                command.Transaction = Transaction;
                command.CommandTimeout = CommandTimeout;
                foreach (SqliteParameter parameter in Parameters)
                {
                    command.Parameters.Add(parameter);
                }

                answer = command.ExecuteReader(behavior);
            }
            catch
            {
                command.Dispose();
                throw;
            }

            asking = command;
            return answer;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                End();
            }

            base.Dispose(disposing);
        }

        private void End()
        {
            if (asking is { } command)
            {
                asking = null;
                answer!.Dispose();
                connection.PutBack(command);
            }
        }
    }
}
