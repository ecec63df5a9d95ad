using Countyworks.Core.Modules;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Core.SignIn.Attempts;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.OAuth;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.SignIn.Recoveries;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Countyworks.Core.SignIn;

/// <summary>What signing in needs.</summary>
public static class SignInServices
{
    private const string Cookie = "cw_session";

    /// <summary>Adds it: accounts and sessions of our own behind ASP.NET Core's cookie.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeyBook>().AddSingleton(provider => provider.GetRequiredService<DataFolder>().Section<SignInSettings>("signIn")).AddSingleton<BreachList>().AddSingleton<PasswordRules>();
        services.AddSingleton<Passwords>().AddSingleton<SignInCheck>().AddSingleton<SessionBook>().AddSingleton<SessionTickets>().AddSingleton<ChangePassword>();
        services.AddSingleton<PasswordAgain>().AddSingleton<AttemptBook>().AddSingleton<KnownDevice>().AddSingleton<SessionStart>().AddSingleton<SecondStep>().AddSingleton<LetterTries>().AddPasskeys();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddCookie(SessionStart.Scheme)
            .AddOpenIdConnect(ProviderScheme.Name, _ => { });
        services.AddSingleton<ProviderScheme>().AddSingleton<ProviderAccounts>().AddSingleton<IAuthenticationSchemeProvider, SchemesOnRequest>();
        services.AddOptions<OpenIdConnectOptions>(ProviderScheme.Name).Configure<ProviderScheme>((options, scheme) => scheme.Configure(options));
        services.AddOAuth();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<SessionTickets, IDataProtectionProvider>(Configure);
        services.AddOptions<CookieAuthenticationOptions>(SessionStart.Scheme).Configure<SessionTickets, IDataProtectionProvider>((options, tickets, protection) =>
        {
            Configure(options, tickets, protection);
            options.CookieManager = new SessionStart.WriteOnly();
        });
        services.AddDataProtection().SetApplicationName("countyworks");

        // The keys that sign cookies and form tokens live with the district's files: a restart signs nobody out. They lie open in a folder
        // that only the server's own account reads, which the platform would warn of at every start.
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((options, folder, log) =>
            options.XmlRepository = new FileSystemXmlRepository(DataFolder.MakeOwn(folder.Below("keys")), log));
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));

        // What these handlers log quotes what strangers sent; what went wrong is logged by us, without it.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None).AddFilter("OpenIddict", LogLevel.None));
        return services;
    }

    private static void Configure(CookieAuthenticationOptions options, SessionTickets tickets, IDataProtectionProvider protection)
    {
        options.TicketDataFormat = new TicketDataFormat(protection.CreateProtector("countyworks", Cookie));
        options.SessionStore = tickets;
        options.CookieManager = new SchemeCookies();
        options.SlidingExpiration = false;
        options.ExpireTimeSpan = Session.LongestUse.ToTimeSpan();
        options.Cookie.Name = Cookie;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }
}
