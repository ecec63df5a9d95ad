using System.Net;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.CommunityFund;

/// <summary>A served district with a fund of three homes, 3栋 101 (100 m²), 102 and 103 (25 m² each), at 2.00 yuan a square metre and month from 2026-09.</summary>
internal static class FundSite
{
    /// <summary>Its number.</summary>
    public static async Task<string> Opened(Site site)
    {
        var community = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());
        var neighbourhood = await site.Do("add_place", change => new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator));
        var building = await site.Do("add_place", change => new AddPlace(neighbourhood.Id, PlaceLevel.Building, "3栋").In(change, Caller.Operator));
        await site.Do("add_units", change => new AddUnits(building.Id, 1, 3).In(change, Caller.Operator));
        site.Get<Core.Web.Cached<PlaceTree>>().Forget();
        using var administrator = await site.SignedIn(Role.Administrator);
        await administrator.Post("/votes/titles", new { place_text = "东湖苑", lines = "楼栋,户号,面积,业主\n3栋,101,100,a\n3栋,102,25,b\n3栋,103,25,c" });
        var opened = await administrator.Post("/funds", new { place_text = "东湖苑", committeeLimit = "5000", firstRaising = "" });
        Assert.Equal(HttpStatusCode.Found, opened.Status);
        var fund = site.Read(db => db.Set<Fund>().Single());
        var since = new NodaTime.LocalDate(2026, 9, 1);
        await site.Do("set_contract", change => new SetContract(fund.Id, since, "东湖物业", FeeModel.Remuneration, "receipts", 800, Money.Zero, new Decision("合同", FundGiven.Paper)).In(change, Caller.Operator));
        await site.Do("set_price", change => new SetPrice(fund.Id, UnitUse.Home, since, Money.FromFen(200), new Decision("合同", FundGiven.Paper)).In(change, Caller.Operator));
        return fund.Id.ToString();
    }
}
