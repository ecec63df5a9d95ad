using System.Globalization;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Search;

/// <summary>What is to be found.</summary>
/// <param name="SubjectId">The thing.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="PlacePath">The path of its place.</param>
/// <param name="Audience">Who may find it.</param>
/// <param name="Texts">Its words: number, title, what was written.</param>
public sealed record Findable(Guid SubjectId, string Kind, string PlacePath, Audience Audience, params IReadOnlyList<string?> Texts);

/// <summary>Where and for whom is searched.</summary>
/// <param name="PlacePaths">The paths of the places; each with all below it. Nothing is found in none.</param>
/// <param name="Audience">What the searcher belongs to: finds what is for it or for more people.</param>
public sealed record SearchScope(IReadOnlyList<string> PlacePaths, Audience Audience)
{
    /// <summary>The kinds; null for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }
}

/// <summary>Full-text search over both engines: FTS5 on SQLite, tsvector on PostgreSQL; nothing else of the product knows which.</summary>
public static class SearchIndex
{
    /// <summary>The most hits of a search.</summary>
    public const int HitLimit = 200;

    private const string Series = "search";

    /// <summary>Makes a thing findable, or findable anew, in the same transaction that changes it.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="thing">What it is.</param>
    /// <param name="isNew">Whether the thing itself is made in this transaction, so that it is not looked for.</param>
    public static void Index(this Change change, Findable thing, bool isNew = false)
    {
        var before = isNew ? null : NumberOf(change, thing.SubjectId);
        var entry = new SearchEntry
        {
            SubjectId = thing.SubjectId,
            Number = before ?? change.NextNumber(Series),
            Kind = thing.Kind,
            PlacePath = thing.PlacePath,
            Audience = thing.Audience,
            At = change.Now,
        };
        if (before is null)
        {
            change.Add(entry);
        }
        else
        {
            change.Put(entry);
        }

        var terms = SearchTerms.OfText(thing.Texts);
        if (change.IsSqlite)
        {
            change.ExecuteAtCommit("REPLACE INTO search_terms (rowid, terms) SELECT value ->> 0, value ->> 1 FROM json_each(@p1)", entry.Number, SqliteTerms(terms));
        }
        else
        {
            change.Execute(
                """
                INSERT INTO search_terms (district_id, number, terms) VALUES (@p0, @p1, CAST(@p2 AS tsvector))
                ON CONFLICT (district_id, number) DO UPDATE SET terms = excluded.terms
                """,
                entry.Number,
                PostgresTerms(terms));
        }
    }

    /// <summary>Makes a thing findable no longer.</summary>
    public static void Unindex(this Change change, Guid subject)
    {
        if (NumberOf(change, subject) is { } number)
        {
            if (change.IsSqlite)
            {
                change.ExecuteAtCommit("DELETE FROM search_terms WHERE rowid IN (SELECT value ->> 0 FROM json_each(@p1))", number);
            }
            else
            {
                change.Execute("DELETE FROM search_terms WHERE district_id = @p0 AND number = @p1", number);
            }

            change.Execute("DELETE FROM search_entry WHERE district_id = @p0 AND number = @p1", number);
        }
    }

    /// <summary>The things that contain everything the query says, the best first.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="query">As it was typed; has no syntax.</param>
    /// <param name="scope">Where and for whom.</param>
    /// <param name="limit">How many at most; never more than <see cref="HitLimit"/>.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<IReadOnlyList<Guid>> Search(
        this DistrictDb db, string? query, SearchScope scope, int limit = 50, CancellationToken cancellation = default)
    {
        var phrases = SearchTerms.OfQuery(query);
        if (phrases.Count == 0 || scope.PlacePaths.Count == 0)
        {
            return [];
        }

        var (sql, values) = Statement(db, phrases, scope, Math.Clamp(limit, 1, HitLimit));
        var numbers = await db.Database.SqlQueryRaw<long>(sql, [.. values]).ToListAsync(cancellation);
        var subjects = await db.Set<SearchEntry>().Where(e => numbers.Contains(e.Number)).ToDictionaryAsync(e => e.Number, e => e.SubjectId, cancellation);
        return [.. numbers.Where(subjects.ContainsKey).Select(number => subjects[number])];
    }

    private static (string Sql, List<object> Values) Statement(DistrictDb db, IReadOnlyList<IReadOnlyList<string>> phrases, SearchScope scope, int limit)
    {
        var values = new List<object> { db.District, IsSqlite(db) ? SqliteQuery(phrases) : PostgresQuery(phrases), (int)scope.Audience, limit };
        string Placeholder(object value)
        {
            values.Add(value);
            return string.Create(CultureInfo.InvariantCulture, $"{{{values.Count - 1}}}");
        }

        var places = scope.PlacePaths.Select(Placeholder).Select(path => $"substr(e.place_path, 1, length({path})) = {path}").ToList();
        var kinds = scope.Kinds is null ? "1 = 1" : scope.Kinds.Count == 0 ? "1 = 0" : $"e.kind IN ({string.Join(", ", scope.Kinds.Select(Placeholder))})";
        var (from, rank) = IsSqlite(db)
            ? ("search_terms t JOIN search_entry e ON e.number = t.rowid WHERE search_terms MATCH {1}", "t.rank")
            : ("search_terms t JOIN search_entry e ON e.district_id = t.district_id AND e.number = t.number WHERE t.terms @@ CAST({1} AS tsquery)", "ts_rank(t.terms, CAST({1} AS tsquery)) DESC");
        return ($$"""
            SELECT e.number AS "Value" FROM {{from}}
            AND e.district_id = {0} AND e.audience <= {2} AND ({{string.Join(" OR ", places)}}) AND {{kinds}}
            ORDER BY {{rank}}, e.at DESC, e.number DESC LIMIT {3}
            """, values);
    }

    private static long? NumberOf(Change change, Guid subject) =>
        change.First<long?>("SELECT number FROM search_entry WHERE district_id = @p0 AND subject_id = @p1", row => row.Number(0), change.Store(subject));

    private static bool IsSqlite(DistrictDb db) => db.Database.IsSqlite();

    // Terms hold letters and digits only, so quotes need no escaping. A lone sign keeps apart what does not stand together.
    private static string SqliteTerms(IReadOnlyList<string> terms) => string.Join(' ', terms.Select(t => t.Length == 0 ? Apart : t));

    private static string SqliteQuery(IReadOnlyList<IReadOnlyList<string>> phrases) =>
        string.Join(" AND ", phrases.Select(p => $"\"{string.Join(' ', p)}\"{(IsPrefix(p) ? " *" : "")}"));

    private static string PostgresTerms(IReadOnlyList<string> terms) => string.Join(' ', terms.Index()
        .Where(t => t.Item.Length > 0 && t.Index < PositionLimit)
        .Select(t => string.Create(CultureInfo.InvariantCulture, $"'{t.Item}':{t.Index + 1}")));

    private static string PostgresQuery(IReadOnlyList<IReadOnlyList<string>> phrases) =>
        string.Join(" & ", phrases.Select(p => IsPrefix(p) ? $"'{p[0]}':*" : $"({string.Join(" <-> ", p.Select(t => $"'{t}'"))})"));

    private static bool IsPrefix(IReadOnlyList<string> phrase) => phrase is [var only] && only.EnumerateRunes().Count() == 1;

    // A term no text has: theirs are one or two characters.
    private const string Apart = "x1x";

    // PostgreSQL keeps no position beyond this.
    private const int PositionLimit = 16383;
}
