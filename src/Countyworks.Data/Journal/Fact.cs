using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Countyworks.Data.Writing;

namespace Countyworks.Data.Journal;

/// <summary>
/// Something that happened, in the past tense. It becomes a row of the journal: its properties are kept for ever and may be published,
/// so they never hold personal data; what people wrote goes into the row's <see cref="FactRow.Remark"/>, which can be erased.
/// </summary>
public abstract record Fact;

/// <summary>A fact whose words are why somebody looked at what is not shown to everybody: an auditor reads them whatever they are about.</summary>
public interface IAudited;

/// <summary>Who may read a fact in a timeline.</summary>
public enum Audience
{
    /// <summary>Everybody.</summary>
    Public = 0,

    /// <summary>The requester and the staff concerned.</summary>
    Parties = 1,

    /// <summary>Staff only.</summary>
    Staff = 2,
}

/// <summary>Called inside the transaction for facts of one type: how the programmes hear of each other.</summary>
/// <param name="Fact">The type listened to.</param>
/// <param name="On">What to do.</param>
public sealed record FactListener(Type Fact, Action<Change, FactRow, Fact> On)
{
    /// <summary>A listener to facts of type <typeparamref name="T"/>.</summary>
    public static FactListener To<T>(Action<Change, FactRow, T> on)
        where T : Fact => new(typeof(T), (change, row, fact) => on(change, row, (T)fact));
}

/// <summary>The facts the modules declared: a stable name for each type, and the JSON they are kept in.</summary>
public sealed partial class FactKinds
{
    private readonly FrozenDictionary<Type, string> names;
    private readonly FrozenDictionary<string, Type> types;

    /// <summary>Takes the facts of all modules.</summary>
    public FactKinds(IEnumerable<DataPart> parts)
    {
        types = parts.SelectMany(p => p.Facts).ToFrozenDictionary(NameOf);
        names = types.ToFrozenDictionary(t => t.Value, t => t.Key);
    }

    /// <summary>The name of a fact's type: <c>RequestFiled</c> is <c>request_filed</c>.</summary>
    public static string NameOf(Type fact) => Humps().Replace(fact.Name, "_$0").TrimStart('_').ToLowerInvariant();

    internal string Name(Fact fact) => names.TryGetValue(fact.GetType(), out var name)
        ? name
        : throw new InvalidOperationException($"No module declares the fact {fact.GetType().Name}.");

    internal static string Write(Fact fact) => JsonSerializer.Serialize(fact, fact.GetType(), Json.Options);

    /// <summary>The fact a row of the journal holds; null when the row's kind is of a module this server does not have.</summary>
    public Fact? Read(FactRow row) => types.TryGetValue(row.Kind, out var type) ? (Fact?)JsonSerializer.Deserialize(row.Data, type, Json.Options) : null;

    [GeneratedRegex("[A-Z]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Humps();
}
