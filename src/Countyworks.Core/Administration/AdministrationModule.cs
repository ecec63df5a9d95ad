using Countyworks.Core.Administration.Api;
using Countyworks.Core.Administration.Calendars;
using Countyworks.Core.Administration.Index;
using Countyworks.Core.Administration.Journal;
using Countyworks.Core.Administration.Organisations;
using Countyworks.Core.Administration.People;
using Countyworks.Core.Administration.Places;
using Countyworks.Core.Administration.Posts;
using Countyworks.Core.Administration.Settings;
using Countyworks.Core.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.Administration;

/// <summary>The administration of a district: its pages, its API, its services.</summary>
public static class AdministrationModule
{
    /// <summary>Maps pages and API.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        IndexEndpoints.Map(routes);
        PeopleEndpoints.Map(routes);
        PostsEndpoints.Map(routes);
        OrganisationsEndpoints.Map(routes);
        PlacesEndpoints.Map(routes);
        CalendarsEndpoints.Map(routes);
        SettingsEndpoints.Map(routes);
        JournalEndpoints.Map(routes);
        PeopleApi.Map(routes);
        PlacesApi.Map(routes);
        SettingsApi.Map(routes);
    }

    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddCached(CalendarNeed.Read, Duration.FromMinutes(1))
        .AddSingleton<Administering>()
        .AddSingleton<IndexReader>()
        .AddSingleton<PeopleReader>()
        .AddSingleton<OrganisationsReader>()
        .AddSingleton<PlacesReader>()
        .AddSingleton<CalendarsReader>()
        .AddSingleton<SettingsReader>()
        .AddSingleton<JournalReader>();
}
