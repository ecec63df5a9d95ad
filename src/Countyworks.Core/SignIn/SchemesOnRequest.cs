using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Countyworks.Core.SignIn;

/// <summary>
/// The platform asks every protocol handler at every request whether the address is its own, before anybody has counted or judged the call. Ours have routes like everything else, and are asked only there.
/// </summary>
internal sealed class SchemesOnRequest(IOptions<AuthenticationOptions> options) : AuthenticationSchemeProvider(options)
{
    public override Task<IEnumerable<AuthenticationScheme>> GetRequestHandlerSchemesAsync() => Task.FromResult<IEnumerable<AuthenticationScheme>>([]);

    /// <summary>Has a protocol handler answer a request; whether it did.</summary>
    public static async Task<bool> Answer(HttpContext http, IAuthenticationHandlerProvider handlers, string scheme) =>
        await handlers.GetHandlerAsync(http, scheme) is IAuthenticationRequestHandler handler && await handler.HandleRequestAsync();
}
