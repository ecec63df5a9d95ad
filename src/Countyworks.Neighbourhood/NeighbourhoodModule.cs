using Countyworks.Core.Modules;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Api;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood;

/// <summary>The neighbourhood programme: its table of contents.</summary>
public static class NeighbourhoodModule
{
    /// <summary>What it contributes.</summary>
    public static readonly Module Module = new(new DataPart(
        "neighbourhood",
        typeof(NeighbourhoodModule).Assembly,
        tables =>
        {
            tables.Entity<Request>();
            tables.Entity<Category>().HasKey(c => c.Code);
        },
        [typeof(RequestFiled), typeof(RequestJoined), typeof(RequestRated)])
    {
        Listeners = RequestUpkeep.Listeners,
    })
    {
        Kinds = [RequestKind.Kind],
        Found = LoadCategories.In,
        Permissions = RequestPermissions.All,
        Services = services => services.AddCached(Categories.Read),
        Routes = RequestApi.Map,
        Jobs = [RequestJobs.Lapse],
    };
}
