using Countyworks.Core.Web;
using Countyworks.Data.Outbox;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Neighbourhood.Requests.Open311.Forwarding;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.Requests.Open311;

/// <summary>What Open311 needs, as server and as client.</summary>
internal static class Open311Services
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddOpen311(this IServiceCollection services) => services
        .AddCached(ServiceAttributes.Read)
        .AddCached(KeyRing.Read)
        .AddSingleton<CallLimits>()
        .AddSingleton<Open311Client>()
        .AddSingleton<IDeliverer, ForwardDeliverer>();
}
