using Countyworks.Core.Modules;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Api;
using Countyworks.Neighbourhood.Requests.Importing;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Neighbourhood.Requests.Pages;
using Countyworks.Neighbourhood.Requests.Pages.Front;
using Countyworks.Neighbourhood.Requests.Pages.Mine;
using Countyworks.Neighbourhood.Requests.Pages.Report;
using Countyworks.Neighbourhood.Requests.Pages.Track;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
            tables.Entity<StoredProfile>().HasKey(p => p.Name);
        },
        [
            typeof(RequestFiled), typeof(RequestJoined), typeof(RequestRated), typeof(InformationAdded),
            typeof(OutcomeRecordedElsewhere), typeof(RequestHeldElsewhere), typeof(CategoriesImported), typeof(UnitsImported),
        ])
    {
        Listeners = [.. RequestUpkeep.Listeners, .. RequesterNotices.Listeners],
    })
    {
        Kinds = [RequestKind.Kind],
        Found = LoadCategories.In,
        Tales = RequestTales.All,
        Texts =
        [
            "Countyworks.Neighbourhood.Requests.Texts",
            "Countyworks.Neighbourhood.Requests.Importing.Texts",
            "Countyworks.Neighbourhood.Requests.Pages.Front.Texts",
            "Countyworks.Neighbourhood.Requests.Pages.Mine.Texts",
            "Countyworks.Neighbourhood.Requests.Pages.Report.Texts",
            "Countyworks.Neighbourhood.Requests.Pages.Track.Texts",
        ],
        Permissions = RequestPermissions.All,
        Routes = routes =>
        {
            RequestApi.Map(routes);
            FrontEndpoints.Map(routes);
            ReportEndpoints.Map(routes);
            TrackEndpoints.Map(routes);
            MineEndpoints.Map(routes);
        },
        Services = services => TodayInNumbers.AddTo(services)
            .AddCached(Categories.Read)
            .AddSingleton<KeptFiles>()
            .AddSingleton<Reporting>()
            .AddSingleton<TrackingCheck>()
            .AddSingleton<TrackReading>()
            .AddSingleton<RequestImporter>(),
        Jobs = [RequestJobs.Lapse],
    };
}
