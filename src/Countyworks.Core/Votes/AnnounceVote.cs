using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>Announces a vote: from now on its text and its roll stand as they are, and whoever wants another text holds another vote.</summary>
/// <param name="Which">The draft.</param>
/// <param name="OpensOn">The first local day on which ballots are taken, from midnight.</param>
/// <param name="ClosesAt">Until when, exclusive.</param>
public sealed record AnnounceVote(Id<Vote> Which, LocalDate OpensOn, Instant ClosesAt)
{
    /// <summary>The longest a vote is open.</summary>
    public static readonly Duration Longest = Duration.FromDays(180);

    /// <summary>
    /// Announces it. Refuses, in this order: <c>not_found</c> (no such vote of the caller's), <c>vote_not_draft</c>, <c>vote_notice_too_short</c> (opensOn: first),
    /// <c>vote_closes_too_early</c>, <c>vote_open_too_long</c> (closesAt: days), <c>titles_missing</c>, what <see cref="Roll.Of"/> refuses.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="caller">Who announces.</param>
    /// <param name="settings">How much notice the county gives.</param>
    public Outcome<Vote> In(Change change, Caller caller, VoteSettings settings)
    {
        var vote = change.Db.Set<Vote>().FirstOrDefault(v => v.Id == Which);
        if (vote is null || !caller.Has(VotePermissions.Keep, vote.PlacePath))
        {
            return Refusal.NotFound("vote");
        }

        if (WhyNot(vote, change.Now, settings) is { } refusal)
        {
            return refusal;
        }

        return RollOf(change.Db, vote.PlacePath).Then(roll => Freeze(change, vote, roll, Units(change.Db, vote.PlacePath).ToDictionary(p => p.Path)));
    }

    /// <summary>The roll as it would be frozen now. Refuses <c>titles_missing</c> and what <see cref="Roll.Of"/> refuses; the pages ask it before they offer to announce.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="path">The neighbourhood's path.</param>
    public static Outcome<Roll> RollOf(DistrictDb db, string path)
    {
        var standing = db.Set<UnitTitle>().Where(t => t.PlacePath.StartsWith(path) && Units(db, path).Any(p => p.Id == t.PlaceId)).ToList();
        return standing.Count == 0
            ? new Refusal("titles_missing") { Kind = RefusalKind.Conflict }
            : Roll.Of([.. standing.Select(t => new RollUnit(t.PlacePath, Area.FromHundredths(t.Area), [Convert.ToHexStringLower(t.Buyer)]))]);
    }

    /// <summary>The units of a neighbourhood that stand.</summary>
    public static IQueryable<Place> Units(DistrictDb db, string path) => db.Set<Place>().Where(p => p.Level == PlaceLevel.Unit && p.Path.StartsWith(path) && p.EndedAt == null);

    private Refusal? WhyNot(Vote vote, Instant now, VoteSettings settings)
    {
        var first = CountyTime.LocalDay(now).PlusDays(settings.NoticeDays);
        return vote.Stage != VoteStage.Draft ? new Refusal("vote_not_draft") { Kind = RefusalKind.Conflict }
            : OpensOn < first ? new Refusal("vote_notice_too_short", "opensOn").With("days", settings.NoticeDays).With("first", first)
            : ClosesAt <= CountyTime.StartOf(OpensOn) ? new Refusal("vote_closes_too_early", "closesAt")
            : ClosesAt - CountyTime.StartOf(OpensOn) > Longest ? new Refusal("vote_open_too_long", "closesAt").With("days", (int)Longest.TotalDays)
            : null;
    }

    private Outcome<Vote> Freeze(Change change, Vote vote, Roll roll, Dictionary<string, Place> places)
    {
        var lines = new CompactTree(TreeHash.Sha256);
        foreach (var (i, head) in roll.Heads.Index())
        {
            change.Add(new RollHead { VoteId = vote.Id, Head = i + 1, Area = head.Area.Hundredths, Units = head.Units.Count });
            foreach (var unit in head.Units)
            {
                var place = places[unit.Unit];
                change.Add(new RollPlace { VoteId = vote.Id, PlaceId = place.Id, BuildingId = place.ParentId!.Value, Head = i + 1, Area = unit.Area.Hundredths });
                lines.Append(TreeHash.Sha256.Leaf(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i + 1} {unit.Unit} {unit.Area.Hundredths}"))));
            }
        }

        (vote.Stage, vote.AnnouncedAt, vote.OpensAt, vote.ClosesAt) = (VoteStage.Announced, change.Now, CountyTime.StartOf(OpensOn), ClosesAt);
        (vote.DocumentHash, vote.RollRoot) = (HashOf(vote), lines.Root.ToArray());
        change.Put(vote);
        change.Record(
            new VoteAnnounced(Convert.ToHexStringLower(vote.DocumentHash), Convert.ToHexStringLower(vote.RollRoot), roll.Heads.Count, roll.Area.Hundredths, vote.OpensAt.Value, vote.ClosesAt.Value),
            vote.Id.Value,
            Audience.Public);
        return vote;
    }

    /// <summary>SHA-256 of the question, an empty line and the document, as UTF-8.</summary>
    public static byte[] HashOf(Vote vote) => SHA256.HashData(Encoding.UTF8.GetBytes($"{vote.Question}\n\n{vote.Document}"));
}

/// <summary>Takes a vote back before it closes; it is held no more, and its ballots are not counted.</summary>
/// <param name="Which">Which.</param>
/// <param name="Reason">Why; kept as a remark.</param>
public sealed record WithdrawVote(Id<Vote> Which, string Reason)
{
    /// <summary>The most characters of a reason.</summary>
    public const int ReasonLimit = 500;

    /// <summary>Takes it back. Refuses, in this order: <c>not_found</c> (no such vote of the caller's), <c>missing</c> and <c>too_long</c> (reason), <c>vote_over</c>.</summary>
    public Outcome<Vote> In(Change change, Caller caller)
    {
        var vote = change.Db.Set<Vote>().FirstOrDefault(v => v.Id == Which);
        if (vote is null || !caller.Has(VotePermissions.Keep, vote.PlacePath))
        {
            return Refusal.NotFound("vote");
        }

        if (Reason.Length is 0 or > ReasonLimit)
        {
            return Reason.Length == 0 ? Refusal.Missing("reason") : Refusal.TooLong("reason", ReasonLimit);
        }

        if (VoteHours.WhyNotTakenBack(vote, change.Now) is { } over)
        {
            return over;
        }

        vote.Stage = VoteStage.Withdrawn;
        change.Put(vote);
        change.Record(new VoteWithdrawn(), vote.Id.Value, Audience.Public, Reason);
        return vote;
    }
}
