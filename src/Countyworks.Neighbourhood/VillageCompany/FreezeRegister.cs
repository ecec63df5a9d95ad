using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>Freezes the register for a day: nothing up to that day changes any more, and its root is in the sealed journal.</summary>
/// <param name="Which">The company.</param>
/// <param name="Day">The day; over, or today.</param>
public sealed record FreezeRegister(Id<Company> Which, LocalDate Day)
{
    /// <summary>
    /// Freezes it. Refuses, in this order: <c>not_found</c> (company), <c>date_future</c> (day), <c>register_frozen</c> (day: not after the last frozen one), <c>register_empty</c> (day).
    /// </summary>
    public Outcome<RegisterFreeze> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<RegisterFreeze>(company =>
    {
        var register = Read(change.Db, company.Id, Day);
        var last = change.Db.Set<RegisterFreeze>().Where(f => f.CompanyId == company.Id).OrderByDescending(f => f.Day).Select(f => (LocalDate?)f.Day).FirstOrDefault();
        var why = Day > CountyTime.LocalDay(change.Now) ? new Refusal("date_future", "day")
            : Day <= last ? new Refusal("register_frozen", "day") { Kind = RefusalKind.Conflict }.With("frozen", last.Value)
            : register.Lines.Count == 0 ? new Refusal("register_empty", "day")
            : null;
        if (why is not null)
        {
            return why;
        }

        var frozen = new RegisterFreeze { CompanyId = company.Id, Day = Day, MilliShares = register.MilliShares, Holders = register.Lines.Count, Root = register.Root.ToArray(), At = change.Now };
        change.Add(frozen);
        change.Record(new RegisterFrozen(Day, frozen.Holders, frozen.MilliShares, register.Root.ToHex()), company.Id.Value, Audience.Public);
        return frozen;
    });

    /// <summary>The register of a company on a day.</summary>
    public static ShareRegister Read(DistrictDb db, Id<Company> company, LocalDate day) => ShareRegister.On(
        (
            from step in db.Set<ShareChange>()
            join member in db.Set<Member>() on step.MemberId equals member.Id
            where step.CompanyId == company && step.EffectiveOn <= day
            orderby step.Id
            select new { member.Number, step.EffectiveOn, step.MilliShares }).AsEnumerable().Select(s => new ShareStep(s.Number, s.EffectiveOn, s.MilliShares)),
        day);
}
