using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Api;

/// <summary>A member to be entered; <c>votesFrom</c> is the day since when the member votes.</summary>
public sealed record MemberWish(string Number, string Household, string Name, LocalDate? VotesFrom = null) : IBody<MemberWish>;

/// <summary>The last day of a membership.</summary>
public sealed record LastDayWish(LocalDate LastDay) : IBody<LastDayWish>;

/// <summary>A change of a member's shares, in thousandths; below zero when they go.</summary>
public sealed record SharesWish(string Number, LocalDate On, long MilliShares, ShareReason Reason) : IBody<SharesWish>;

/// <summary>The day for which the register is frozen.</summary>
public sealed record FreezeWish(LocalDate Day) : IBody<FreezeWish>;

/// <summary>A member of the register.</summary>
public sealed record RegisteredItem(string Number, string Household, LocalDate? VotesFrom, LocalDate? LastDay)
{
    /// <summary>Of a row.</summary>
    public static RegisteredItem Of(Member m) => new(m.Number, m.Household, m.VotesFrom, m.LastDay);
}

/// <summary>A change of shares that was kept, in thousandths.</summary>
public sealed record SharesItem(string Number, LocalDate On, long MilliShares, ShareReason Reason);

/// <summary>A frozen register; its root hexadecimal.</summary>
public sealed record FrozenItem(LocalDate Day, int Holders, long MilliShares, string Root);

/// <summary>The register of a collective's members and shares, kept over the API by the use cases of its forms.</summary>
public static class RegisterApi
{
    /// <summary>Maps it below <c>/api/v1/village-companies/{id}</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var one = routes.MapGroup("/api/v1/village-companies/{id}").WithTags("village companies");
        one.MapPost("/members", Enter).Needs(CompanyPermissions.Keep).Answers<RegisteredItem>("enterVillageMember", "Enters a member of the collective", StatusCodes.Status201Created);
        one.MapPost("/members/{number}/end", End).Needs(CompanyPermissions.Keep).Answers<RegisteredItem>("endVillageMembership", "Ends a membership; shares stay until they are passed on");
        one.MapPost("/shares", Change).Needs(CompanyPermissions.Keep).Answers<SharesItem>("changeVillageShares", "Changes a member's shares from a day on", StatusCodes.Status201Created);
        one.MapPost("/register/freeze", Freeze).Needs(CompanyPermissions.Keep).Answers<FrozenItem>("freezeVillageRegister", "Freezes the register for a day: nothing up to it changes any more");
    }

    private static Task<IResult> Enter(ApiCall call, Id<Company> id, MemberWish wish) => call.Run(
        "village_member",
        wish,
        change => new EnterMember(id, wish.Number.Trim(), wish.Household.Trim(), wish.Name.Trim(), wish.VotesFrom).In(change, call.Caller).Then<RegisteredItem>(m => RegisteredItem.Of(m)),
        _ => RegisterOf(id));

    private static Task<IResult> End(ApiCall call, Id<Company> id, string number, LastDayWish wish) =>
        call.Run("village_membership", wish, change => new EndMembership(id, number, wish.LastDay).In(change, call.Caller).Then<RegisteredItem>(m => RegisteredItem.Of(m)));

    private static Task<IResult> Change(ApiCall call, Id<Company> id, SharesWish wish) => call.Run(
        "village_shares",
        wish,
        change => new ChangeShares(id, wish.Number.Trim(), wish.On, wish.MilliShares, wish.Reason).In(change, call.Caller)
            .Then<SharesItem>(c => new SharesItem(wish.Number.Trim(), c.EffectiveOn, c.MilliShares, c.Reason)),
        _ => RegisterOf(id));

    private static Task<IResult> Freeze(ApiCall call, Id<Company> id, FreezeWish wish) => call.Run(
        "village_freeze",
        wish,
        change => new FreezeRegister(id, wish.Day).In(change, call.Caller).Then<FrozenItem>(f => new FrozenItem(f.Day, f.Holders, f.MilliShares, Convert.ToHexStringLower(f.Root))));

    private static string RegisterOf(Id<Company> id) => $"/api/v1/village-companies/{id}/register";
}
