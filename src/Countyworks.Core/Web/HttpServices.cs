using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Web;

/// <summary>What a call has at hand.</summary>
public static class HttpServices
{
    /// <summary>The service of the call.</summary>
    public static T Get<T>(this HttpContext http)
        where T : notnull => http.RequestServices.GetRequiredService<T>();
}
