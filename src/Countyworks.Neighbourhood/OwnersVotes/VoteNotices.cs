using Countyworks.Core.Notices;
using Countyworks.Core.Residents;
using Countyworks.Core.Votes;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary>Owners with an account are told that a vote was announced.</summary>
internal static class VoteNotices
{
    /// <summary>Who is told of what.</summary>
    public static readonly IReadOnlyList<FactListener> Listeners = [FactListener.To<VoteAnnounced>((change, row, fact) => Tell(change, new(row.SubjectId!.Value), fact))];

    private static void Tell(Change change, Id<Vote> id, VoteAnnounced fact)
    {
        var today = CountyTime.LocalDay(change.Now);
        var vote = change.Db.Set<Vote>().First(v => v.Id == id);
        var owners = change.Db.Set<Occupancy>().Where(o => o.PlacePath.StartsWith(vote.PlacePath) && o.Kind == OccupancyKind.Owner).ToList().Where(o => o.HoldsOn(today));
        foreach (var person in owners.Select(o => o.PersonId).Distinct().Order())
        {
            change.Notify(person, new NoticeText("notice.vote_announced", vote.Question, fact.OpensAt, fact.ClosesAt), VoteEndpoints.PathOf(id));
        }
    }
}
