using System.Collections.Frozen;
using System.Globalization;
using Countyworks.Core.Administration;
using Countyworks.Core.Modules;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Web;

/// <summary>Sets the reader's language for the whole request: before everything that speaks.</summary>
public sealed class LanguageMiddleware(RequestDelegate next)
{
    /// <summary>Sets it.</summary>
    public Task InvokeAsync(HttpContext http, PageFrame frame)
    {
        frame.Preferences = Preferences.Read(http.Request);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = frame.Preferences.Language.Culture();
        http.Response.Headers.ContentLanguage = frame.Preferences.Language.Tag();
        return next(http);
    }
}

/// <summary>Fills the frame of the page: the district's name, who reads, and where they may go.</summary>
public sealed class FrameMiddleware(RequestDelegate next, IReadOnlyList<Module> modules, IEnumerable<IDutyPhones> phones, EndpointDataSource routes)
{
    // Looked at only where something is posted: what is read goes by its own address.
    private readonly Lazy<FrozenSet<string>> pages = new(() => routes.Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
        .Select(e => Trimmed(e.RoutePattern.RawText))
        .ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The setting of the telephone that residents may call; 12345 answers in every county.</summary>
    public static readonly DeclaredSetting DutyPhone = DeclaredSetting.Of("core.duty_phone", "12345", phone =>
        phone.Length is > 0 and <= 20 && phone.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '+') ? null : new Refusal("phone_line_invalid", "value"));

    /// <summary>The name in an address by which a reader chooses a place.</summary>
    public const string PlaceChosen = "place";

    /// <summary>Fills it.</summary>
    public Task InvokeAsync(HttpContext http, PageFrame frame, Cached<PlaceTree> places, DistrictSettings settings, Cached<CalendarNeed> need, IClock clock)
    {
        var (caller, request) = (http.Caller(), http.Request);
        frame.DistrictName = places.Current.District is { } district ? PlaceNames.InReadersLanguage(district) : "";
        frame.Path = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : PageOf(http);
        frame.SignedInName = caller.Person?.Name;
        frame.PostTitles = [.. caller.Posts.Select(p => p.Title).Distinct()];
        frame.IsStaff = caller.IsStaff;
        frame.DutyPhone = caller.IsStaff ? null : PhoneAt(clock.GetCurrentInstant(), request) ?? settings.Get(DutyPhone.Name, CountyTime.LocalDay(clock.GetCurrentInstant()), (string)DutyPhone.Otherwise);
        frame.SignInPath = caller.Person is null ? NeedsMiddleware.SignInPath : null;
        frame.Navigation = [.. modules.SelectMany(m => m.Navigation).Where(e => caller.Has(e.Needs)).Select(e => EntryFor(e, http))];
        if (caller.Has(CorePermissions.Administer) && !http.IsApi() && need.Current is { Year: { } year } missing && !request.Path.StartsWithSegments(AdminPaths.Calendars, StringComparison.Ordinal))
        {
            frame.Banner = new FrameBanner(missing.Provisional == 0 ? "admin.banner_calendar_none" : "admin.banner_calendar", [year.ToString(CultureInfo.InvariantCulture), missing.Provisional], AdminPaths.Calendars, "admin.banner_do");
        }

        return next(http);
    }

    // The page a refused form is shown again on: the form's own address where a page is read there, else the nearest above it.
    private string PageOf(HttpContext http)
    {
        var (route, path) = (Trimmed((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText), Trimmed(http.Request.Path.ToUriComponent()));
        if (pages.Value.Contains(route))
        {
            return $"/{path}{http.Request.QueryString}";
        }

        while (route.Length > 0 && !pages.Value.Contains(route))
        {
            (route, path) = (Above(route), Above(path));
        }

        return "/" + (route.Length > 0 ? path : "");
    }

    private static string Trimmed(string? path) => (path ?? "").Trim('/');

    private static string Above(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    private string? PhoneAt(Instant now, HttpRequest request)
    {
        Id<Place>? chosen = Id<Place>.TryParse(request.Query[PlaceChosen], null, out var id) ? id : null;
        return phones.Select(p => p.At(now, chosen)).FirstOrDefault(phone => phone is not null);
    }

    private static Ui.NavigationEntry EntryFor(Modules.NavigationEntry entry, HttpContext http) =>
        new(entry.Text, entry.Path, http.Request.Path.StartsWithSegments(entry.Path, StringComparison.Ordinal), http.IsApi() ? null : entry.Count?.Invoke(http));
}
