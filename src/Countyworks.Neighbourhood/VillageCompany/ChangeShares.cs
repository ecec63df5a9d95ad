using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>Enters a member of the collective.</summary>
/// <param name="Which">The company.</param>
/// <param name="Number">The number in the register.</param>
/// <param name="Household">The household's number.</param>
/// <param name="Name">The name.</param>
/// <param name="VotesFrom">Since when the member votes; null for never.</param>
public sealed record EnterMember(Id<Company> Which, string Number, string Household, string Name, LocalDate? VotesFrom)
{
    /// <summary>
    /// Enters it. Refuses, in this order: <c>not_found</c> (company), <c>missing</c> and <c>too_long</c> (number, household, name), <c>member_exists</c> (number).
    /// </summary>
    public Outcome<Member> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Member>(company =>
    {
        var why = Word("number", Number, Member.NumberLimit) ?? Word("household", Household, Member.NumberLimit) ?? Word("name", Name, Member.NameLimit)
            ?? (change.Db.Set<Member>().Any(m => m.CompanyId == company.Id && m.Number == Number) ? new Refusal("member_exists", "number") { Kind = RefusalKind.Conflict } : null);
        if (why is not null)
        {
            return why;
        }

        var member = new Member { Id = change.NewId<Member>(), CompanyId = company.Id, Number = Number, Household = Household, Name = Name, VotesFrom = VotesFrom };
        change.Add(member);
        change.Record(new MemberEntered(Number, Household), company.Id.Value);
        return member;
    });

    private static Refusal? Word(string field, string text, int limit) =>
        string.IsNullOrWhiteSpace(text) ? Refusal.Missing(field) : text.Length > limit ? Refusal.TooLong(field, limit) : null;
}

/// <summary>Ends a membership: by death, or by leaving the collective. Shares stay until they are passed on.</summary>
/// <param name="Which">The company.</param>
/// <param name="Number">The member's number.</param>
/// <param name="LastDay">The last day as a member.</param>
public sealed record EndMembership(Id<Company> Which, string Number, LocalDate LastDay)
{
    /// <summary>Ends it. Refuses, in this order: <c>not_found</c> (company), <c>member_unknown</c> (number), <c>date_future</c> (lastDay), <c>membership_over</c> (number).</summary>
    public Outcome<Member> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Member>(company =>
    {
        if (change.Db.Set<Member>().FirstOrDefault(m => m.CompanyId == company.Id && m.Number == Number) is not { } member)
        {
            return new Refusal("member_unknown", "number");
        }

        if (LastDay > CountyTime.LocalDay(change.Now) || member.LastDay is not null)
        {
            return member.LastDay is null ? new Refusal("date_future", "lastDay") : new Refusal("membership_over", "number") { Kind = RefusalKind.Conflict };
        }

        member.LastDay = LastDay;
        change.Put(member);
        change.Record(new MembershipEnded(Number, LastDay), company.Id.Value);
        return member;
    });
}

/// <summary>Changes a member's shares from a day on.</summary>
/// <param name="Which">The company.</param>
/// <param name="Number">The member's number.</param>
/// <param name="On">From which day.</param>
/// <param name="MilliShares">Thousandths of a share; below zero when they go.</param>
/// <param name="Reason">Why.</param>
public sealed record ChangeShares(Id<Company> Which, string Number, LocalDate On, long MilliShares, ShareReason Reason)
{
    /// <summary>
    /// Changes them. Refuses, in this order: <c>not_found</c> (company), <c>member_unknown</c> (number), <c>date_future</c> (on), and what <see cref="ShareRegister.Check"/> refuses.
    /// </summary>
    public Outcome<ShareChange> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<ShareChange>(company =>
    {
        if (change.Db.Set<Member>().FirstOrDefault(m => m.CompanyId == company.Id && m.Number == Number) is not { } member)
        {
            return new Refusal("member_unknown", "number");
        }

        var steps = change.Db.Set<ShareChange>().Where(c => c.MemberId == member.Id).OrderBy(c => c.EffectiveOn).ThenBy(c => c.Id).AsEnumerable().Select(c => new ShareStep(Number, c.EffectiveOn, c.MilliShares));
        var frozen = change.Db.Set<RegisterFreeze>().Where(f => f.CompanyId == company.Id).OrderByDescending(f => f.Day).Select(f => (LocalDate?)f.Day).FirstOrDefault();
        var why = On > CountyTime.LocalDay(change.Now) ? new Refusal("date_future", "on") : ShareRegister.Check([.. steps], new(Number, On, MilliShares), frozen);
        if (why is not null)
        {
            return why;
        }

        var row = new ShareChange
        {
            Id = change.NewId<ShareChange>(), CompanyId = company.Id, MemberId = member.Id, EffectiveOn = On, MilliShares = MilliShares, Reason = Reason, At = change.Now,
        };
        change.Add(row);
        change.Record(new SharesChanged(Number, On, MilliShares, Reason), company.Id.Value);
        return row;
    });
}
