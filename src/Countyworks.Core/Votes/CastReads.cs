using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Residents;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>
/// What a ballot asks of its vote and of its voter, by one prepared statement: on the last evening of a vote all owners cast at once, and the text of the proposal need not be read for each.
/// </summary>
/// <param name="Number">The number of the vote.</param>
/// <param name="Vote">Where it stands, and from when to when.</param>
/// <param name="IsVoter">Whether the person votes for the head; see <see cref="Electorate.May"/>.</param>
internal sealed record CastReads(string Number, VoteSpan Vote, bool IsVoter)
{
    private const int FirstOfOwned = 6;

    // A row for each unit of the head that the person owns or owned; one row when there is none.
    private const string Sql = """
        SELECT v.number, v.stage, v.opens_at, v.closes_at, v.announced_at,
          (SELECT 1 FROM mandate m WHERE m.district_id = v.district_id AND m.vote_id = v.id AND m.head = @p3 AND m.holder_id = @p2),
          o.place_id, o.first_day, o.last_day
        FROM vote v
        LEFT JOIN occupancy o ON o.district_id = v.district_id AND o.person_id = @p2 AND o.kind = @p4
          AND EXISTS (SELECT 1 FROM roll_place u WHERE u.district_id = v.district_id AND u.vote_id = v.id AND u.place_id = o.place_id AND u.head = @p3)
        WHERE v.district_id = @p0 AND v.id = @p1
        """;

    /// <summary>Of a vote; null when there is none.</summary>
    /// <param name="change">What was written before is seen.</param>
    /// <param name="vote">The vote.</param>
    /// <param name="person">Who wants to vote.</param>
    /// <param name="head">For which head.</param>
    public static CastReads? Of(Change change, Id<Vote> vote, Id<Person> person, int head)
    {
        var found = change.First(Sql, Rows.Read, change.Store(vote.Value), change.Store(person.Value), head, (int)OccupancyKind.Owner);
        return found is null ? null : new(found.Number, found.Vote, found.HasMandate || Owns(change, found));
    }

    private static bool Owns(Change change, Rows found) =>
        found.AnnouncedAt is { } at && CountyTime.LocalDay(at) is var day && found.Owned.Exists(o => Electorate.Counts(change.Db, day, o.Unit, o.First, o.Last));

    private sealed record Rows(string Number, VoteSpan Vote, Instant? AnnouncedAt, bool HasMandate, List<(Id<Place> Unit, LocalDate First, LocalDate? Last)> Owned)
    {
        public static Rows Read(IStoredRow row)
        {
            var rows = new Rows(row.Text(0), new((VoteStage)row.Number(1), At(row, 2), At(row, 3)), At(row, 4), !row.IsNull(5), []);
            if (row.IsNull(FirstOfOwned))
            {
                return rows;
            }

            do
            {
                rows.Owned.Add((new(row.Id(FirstOfOwned)), Day(row, FirstOfOwned + 1)!.Value, Day(row, FirstOfOwned + 2)));
            }
            while (row.Next());
            return rows;
        }

        private static Instant? At(IStoredRow row, int at) => row.IsNull(at) ? null : row.At(at);

        private static LocalDate? Day(IStoredRow row, int at) => row.IsNull(at) ? null : row.Day(at);
    }
}
