using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.SignIn.Passkeys;

/// <summary>What passkeys need: ASP.NET Core Identity's handler over our own rows.</summary>
internal static class PasskeyServices
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>();
        services.AddScoped<IUserStore<Account>, PasskeyAccounts>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<UsedOnce>().AddScoped<PasskeyCeremonies>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<SignInSettings>((options, settings) =>
        {
            options.ServerDomain = settings.Domain;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.AttestationConveyancePreference = "none";

            // By the address that was asked, not by the Origin header: a strict Referrer-Policy makes browsers leave that out.
            options.ValidateOrigin = context => ValueTask.FromResult(
                !context.CrossOrigin && context.Origin == $"{context.HttpContext.Request.Scheme}://{context.HttpContext.Request.Host.Value}");
        });
        return services;
    }
}
