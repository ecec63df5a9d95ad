using System.Security.Cryptography;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Outbox;
using Countyworks.Data.Secrets;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Data.Writing;

/// <summary>
/// What a command may do inside the Writer's transaction: read, write rows, record facts, send messages.
/// Everything it does is kept together or not at all. It must do the same again when it is run again.
/// </summary>
public sealed class Change
{
    private readonly WriteSession session;
    private readonly FactsDeclared declared;

    internal Change(WriteSession session, Envelope envelope, FactsDeclared declared) =>
        (this.session, Envelope, this.declared) = (session, envelope, declared);

    /// <summary>Who gives the command, and when.</summary>
    public Envelope Envelope { get; }

    /// <summary>Now.</summary>
    public Instant Now => Envelope.At;

    /// <summary>The district written to.</summary>
    public DistrictCode District => session.Database.District;

    /// <summary>The rows as this command sees them: with what it and those before it wrote.</summary>
    public DistrictDb Db => session.Db;

    /// <summary>Seals what the database must not show by itself.</summary>
    /// <exception cref="InvalidOperationException">The writer was made without keys.</exception>
    public ISecrets Secrets => declared.Secrets ?? throw new InvalidOperationException("This writer has no keys to seal with.");

    /// <summary>The place in the journal that the next fact gets; what is written later never has an earlier one.</summary>
    public long NextSeq => session.NextSeq;

    /// <summary>A new identity.</summary>
    public Id<T> NewId<T>() => declared.Ids.Next<T>(Now);

    /// <summary>The next number of a series: 1, 2, 3 … without gaps.</summary>
    public long NextNumber(string series) => session.NextInSeries(series);

    /// <summary>Adds a row.</summary>
    public void Add<T>(T row)
        where T : class => session.Execute(session.Map(typeof(T)).Insert(row));

    /// <summary>
    /// Replaces a row by its key. A row with a Version is replaced only if nobody did since it was read; its Version is raised.
    /// </summary>
    public void Put<T>(T row)
        where T : class => session.Put(row);

    /// <summary>Removes a row: for what is a list of the present only. What mattered is ended by another record instead.</summary>
    public void Remove<T>(T row)
        where T : class => session.Execute(session.Map(typeof(T)).Delete(row));

    /// <summary>Runs a prepared statement of a store; parameters are @p0 (always the district), @p1, …</summary>
    /// <param name="sql">The same text every time.</param>
    /// <param name="values">@p1 and on, as the database takes them.</param>
    public void Execute(string sql, params ReadOnlySpan<object?> values) => session.Execute(new Statement(sql, [District.Value, .. values]));

    /// <summary>
    /// Keeps a row for a statement that is run for all rows at once, in this transaction but behind all commands of it: the full-text index of
    /// SQLite is written out at every savepoint and statement, and then once for all. For what no command reads.
    /// </summary>
    /// <param name="sql">The same text every time; @p1 is a JSON array of the rows.</param>
    /// <param name="row">The row.</param>
    public void ExecuteAtCommit(string sql, params object?[] row) => session.ExecuteAtCommit(sql, row);

    /// <summary>The first row of a prepared query of a store, with what was written before it; default when there is none. Parameters as in <see cref="Execute"/>.</summary>
    /// <param name="sql">The same text every time.</param>
    /// <param name="read">Reads the row.</param>
    /// <param name="values">@p1 and on, as the database takes them.</param>
    public T? First<T>(string sql, Func<IStoredRow, T> read, params ReadOnlySpan<object?> values) => session.First(new Statement(sql, [District.Value, .. values]), read);

    /// <summary>Whether the district lies in SQLite, for the few statements that have to differ.</summary>
    public bool IsSqlite => session.Database is SqliteDatabase;

    /// <summary>An id as the database takes it in <see cref="Execute"/>.</summary>
    public object Store(Guid id) => session.Database.StoredId(id);

    /// <summary>Records what happened.</summary>
    /// <param name="fact">The fact, without personal data.</param>
    /// <param name="subject">The matter or other thing it is about.</param>
    /// <param name="audience">Who may read it.</param>
    /// <param name="remark">What somebody wrote with it; may be erased later.</param>
    public FactRow Record(Fact fact, Guid? subject = null, Audience audience = Audience.Staff, string? remark = null)
    {
        var words = string.IsNullOrWhiteSpace(remark) ? null : remark;
        var salt = words is null ? null : RandomNumberGenerator.GetBytes(Commitment.SaltLength);
        var row = new FactRow
        {
            Seq = session.NextSeq++,
            At = Now,
            Kind = declared.Kinds.Name(fact),
            PersonId = Envelope.Actor.PersonId,
            PostId = Envelope.Actor.PostId,
            SubjectId = subject,
            Audience = audience,
            Data = FactKinds.Write(fact),
            Remark = words,
            Salt = salt,
            Commitment = words is null ? null : Commitment.Of(salt, words).ToArray(),
        };
        Add(row);
        foreach (var listener in declared.Listeners[fact.GetType()])
        {
            listener.On(this, row, fact);
        }

        return row;
    }

    /// <summary>Puts a message into the outbox; a worker delivers it after the transaction, at least once.</summary>
    /// <param name="topic">Which worker takes it.</param>
    /// <param name="message">What it needs; kept as JSON.</param>
    public void Send<T>(string topic, T message) => Add(new Message
    {
        Id = NewId<Message>(),
        At = Now,
        Topic = topic,
        Body = System.Text.Json.JsonSerializer.Serialize(message, Json.Options),
        NextTryAt = Now,
    });
}
