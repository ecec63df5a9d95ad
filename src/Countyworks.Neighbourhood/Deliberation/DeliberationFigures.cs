using Countyworks.Core.Indicators;
using Countyworks.Core.Votes;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>What the report says of proposals.</summary>
public static class DeliberationFigures
{
    private const int AgreedPercent = 92, ChangedPurpose = 8;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ReportedFigure> All = [new("F08", "N4", FigureUnit.Percent, Reported.Exactly(AgreedPercent), Agreement)];

    // Charging piles on common ground change what it is for (item 8): the first vote on that which came of a proposal and is counted. Of the owners who took part.
    private static ComputedFigure? Agreement(DistrictDb db, LocalDate today)
    {
        var vote = (from bound in db.Set<BoundVote>()
                    join held in db.Set<Vote>() on bound.VoteId equals held.Id
                    where held.Stage == VoteStage.Closed && held.Item == ChangedPurpose
                    orderby held.ClosesAt, held.Id
                    select held).FirstOrDefault();
        return vote is null ? null : VoteCount.Read(db, vote).Tally.Heads is var heads ? ComputedFigure.Of(new Rate(heads.Yes, heads.Participating)) : null;
    }
}
