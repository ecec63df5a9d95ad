using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Countyworks.Core.Administration;

/// <summary>
/// Runs what administrators command, and has every picture of what they keep read anew: a post that ended, a place that was added counts from the next request on.
/// </summary>
public sealed class Administering(
    Writer writer, IClock clock, Cached<PlaceTree> places, Cached<PostDirectory> posts, Cached<WorkCalendar> calendar, Cached<CalendarNeed> need, DistrictSettings settings)
{
    /// <summary>Now.</summary>
    public Instant Now => clock.GetCurrentInstant();

    /// <summary>Today.</summary>
    public LocalDate Today => CountyTime.LocalDay(Now);

    /// <summary>Runs the command of a form; sent twice, it is done once.</summary>
    public async Task<Outcome<T>> Run<T>(HttpContext http, string command, Form form, Func<Change, Outcome<T>> decide)
    {
        var caller = http.Caller();
        var once = form.Once.Length == 0 ? null : Once.For($"admin/{caller.Person?.Id}/{form.Once}", http.Request.Path + form.Body);
        var outcome = await writer.Run(caller.Envelope(command, Now, CorePermissions.Administer, once), decide, http.RequestAborted);
        Forget();
        return outcome;
    }

    /// <summary>Runs a command whose result is never kept, because a password belongs to it.</summary>
    public async Task<Outcome<T>> RunSecret<T>(HttpContext http, string command, Func<Change, Outcome<T>> decide)
    {
        var outcome = await writer.Run(http.Caller().Envelope(command, Now, CorePermissions.Administer), decide, http.RequestAborted);
        Forget();
        return outcome;
    }

    /// <summary>Runs a command of the API.</summary>
    public async Task<IResult> Run<T>(ApiCall call, string command, object? body, Func<Change, Outcome<T>> decide, Func<T, string>? location = null)
    {
        var result = await call.Run(command, body, decide, location);
        Forget();
        return result;
    }

    /// <summary>Runs a command of the API on something that has a version.</summary>
    public async Task<IResult> RunIfMatch<T>(ApiCall call, string command, object? body, Func<Change, int?> version, Func<Change, Outcome<T>> decide)
    {
        var result = await call.RunIfMatch(command, body, version, decide);
        Forget();
        return result;
    }

    private void Forget()
    {
        places.Forget();
        posts.Forget();
        calendar.Forget();
        need.Forget();
        settings.Forget();
    }
}
