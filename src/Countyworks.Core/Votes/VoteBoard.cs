using Countyworks.Core.Places;
using Countyworks.Data.Model;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>How many units of a building took part so far.</summary>
/// <param name="Building">The building.</param>
/// <param name="Units">All its units on the roll.</param>
/// <param name="Taking">Those whose head took part.</param>
/// <param name="Area">All their area in 0.01 m².</param>
/// <param name="AreaTaking">That of those who took part.</param>
public sealed record BuildingLine(Id<Place> Building, int Units, int Taking, long Area, long AreaTaking);

/// <summary>Who still is missing for a quorum, by building; never who voted, nor what.</summary>
/// <param name="Checks">The thresholds of taking part.</param>
/// <param name="Buildings">The buildings, those with most missing units first.</param>
public sealed record VoteBoard(IReadOnlyList<Check> Checks, IReadOnlyList<BuildingLine> Buildings)
{
    /// <summary>Reads it as it is now.</summary>
    public static VoteBoard Read(DistrictDb db, Vote vote)
    {
        var taking = db.Set<CastRow>().Where(b => b.VoteId == vote.Id).Select(b => b.Head).Distinct().ToHashSet();
        var heads = db.Set<RollHead>().Where(h => h.VoteId == vote.Id).Select(h => new { h.Head, h.Area }).ToList();
        var units = db.Set<RollPlace>().Where(u => u.VoteId == vote.Id).Select(u => new { u.BuildingId, u.Head, u.Area }).ToList();
        var took = heads.FindAll(h => taking.Contains(h.Head));
        var rule = vote.Rule.Quorum;
        return new(
            [
                new(Measure.Area, true, rule, took.Sum(h => h.Area), heads.Sum(h => h.Area)),
                new(Measure.Heads, true, rule, took.Count, heads.Count),
            ],
            [
                .. units.GroupBy(u => u.BuildingId)
                    .Select(b => new BuildingLine(b.Key, b.Count(), b.Count(u => taking.Contains(u.Head)), b.Sum(u => u.Area), b.Where(u => taking.Contains(u.Head)).Sum(u => u.Area)))
                    .OrderByDescending(b => b.Units - b.Taking).ThenBy(b => b.Building),
            ]);
    }
}
