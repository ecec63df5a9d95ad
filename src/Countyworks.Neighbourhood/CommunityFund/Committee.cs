using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>The owners' committee 业主委员会 of a neighbourhood: those who hold its posts.</summary>
public static class Committee
{
    /// <summary>Its members on a day.</summary>
    public static IReadOnlySet<Id<Person>> Of(DistrictDb db, Fund fund, LocalDate day) =>
        db.Set<Post>().Where(p => p.Role == Role.CommitteeMember && p.PlacePath == fund.PlacePath).AsEnumerable().Where(p => p.IsHeldOn(day)).Select(p => p.PersonId).ToHashSet();
}
