using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Pages;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.VillageCompany.Pages;

/// <summary>The register of members and shares on any day.</summary>
internal static class RegisterEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGroup(CompanyEndpoints.Path).Needs(CompanyPermissions.See).ExcludeFromDescription().MapGet("/{id}/register", Register);

    private static IResult Register(PageCall page, Id<Company> id, string? on)
    {
        if (!CompanyBooks.Find(page.Db, page.Caller, id, CompanyPermissions.See).IsDone(out var company, out _))
        {
            return Results.NotFound();
        }

        var register = FreezeRegister.Read(page.Db, id, RosterEndpoints.DayOf(on) ?? page.Today);
        var shares = register.Lines.ToDictionary(line => line.Member, line => line.MilliShares);
        var members = page.Db.Set<Member>().Where(m => m.CompanyId == id).OrderBy(m => m.Number).ToList();
        return Page.Show<RegisterPage, RegisterView>(new(
            company, register.Day,
            [.. members.Where(m => !(m.LastDay < register.Day) || shares.ContainsKey(m.Number)).Select(m => new MemberRow(m, shares.GetValueOrDefault(m.Number)))],
            register.MilliShares, register.Root.ToHex(),
            page.Db.Set<RegisterFreeze>().Where(f => f.CompanyId == id).OrderByDescending(f => f.Day).ToList(), page.Caller.Has(CompanyPermissions.Keep, company.PlacePath)));
    }
}
