using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>The owners' committee 业主委员会 of a neighbourhood: those who hold its posts.</summary>
public static class Committee
{
    /// <summary>Its members on a day.</summary>
    public static IReadOnlySet<Id<Person>> Of(DistrictDb db, Fund fund, LocalDate day) =>
        db.Set<Post>().Where(p => p.Role == Role.CommitteeMember && p.PlacePath == fund.PlacePath).AsEnumerable().Where(p => p.IsHeldOn(day)).Select(p => p.PersonId).ToHashSet();

    /// <summary>How many expenses wait for the consent of whoever reads; 0 for who is no member.</summary>
    public static int Waiting(HttpContext http)
    {
        var paths = http.Caller().Posts.Where(p => p.Role == Role.CommitteeMember).Select(p => p.PlacePath).ToList();
        return paths.Count == 0 ? 0 : Waiting(http.Get<DistrictDb>(), paths, http.Caller().Person!.Id);
    }

    private static int Waiting(DistrictDb db, List<string> paths, Id<Person> member)
    {
        var funds = db.Set<Fund>().Where(f => paths.Contains(f.PlacePath)).Select(f => f.Id).ToList();
        return db.Set<FundExpense>().Count(e => funds.Contains(e.FundId) && e.Stage == ExpenseStage.Asked && !e.NeedsOwners && !db.Set<ExpenseVoice>().Any(v => v.ExpenseId == e.Id && v.PersonId == member));
    }
}
