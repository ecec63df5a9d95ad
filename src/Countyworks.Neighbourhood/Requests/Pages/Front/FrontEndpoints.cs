using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.HappinessBill;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Front;

/// <summary>The front door: <c>GET /</c>; with <c>?place=</c> it also says by which phone somebody is on duty there.</summary>
public static class FrontEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", Show).Open();

    private static async Task<IResult> Show(
        HttpContext http, PageFrame frame, Cached<TodayInNumbers> today, Cached<PlaceTree> places, Cached<ShiftsOfToday> shifts, RosterPhones phones, IClock clock)
    {
        var form = Form.Of(new FormCollection(http.Request.Query.ToDictionary()), "front");
        var typed = PlaceTyped.Read(form, FrameMiddleware.PlaceChosen, places.Current, required: false);
        var duty = typed.Place is { } place ? new DutyShown(places.Current.FullName(place), phones.At(clock.GetCurrentInstant(), place.Id)) : null;
        if (duty?.Phone is { } phone && frame.DutyPhone is not null)
        {
            // Typed in words, the place is known only here: what the page says and what its header says are one phone.
            frame.DutyPhone = phone;
        }

        // Whoever has not signed in is answered without a look at the rows.
        var homes = http.Caller().Person is null ? [] : BillReader.Own(await PageCall.BindAsync(http));
        return Page.Show<FrontPage, FrontView>(
            new FrontView(today.Current, shifts.Current.Shifts.Count > 0 ? new(form, typed.Candidates, duty) : null, homes), Problems.StatusOf(form));
    }
}

/// <summary>What the front page shows.</summary>
/// <param name="Today">Today's numbers.</param>
/// <param name="Duty">Asks for a place and says who answers there; null while no place has a roster.</param>
/// <param name="Homes">The funds in whose neighbourhood the reader owns a home.</param>
public sealed record FrontView(TodayInNumbers Today, DutyAsked? Duty, IReadOnlyList<Id<Fund>> Homes);

/// <summary>The question for which place somebody is on duty.</summary>
/// <param name="Form">The form.</param>
/// <param name="Candidates">The places that fit what was typed, when several do.</param>
/// <param name="Shown">The answer; null before a place was chosen.</param>
public sealed record DutyAsked(Form Form, IReadOnlyList<Option> Candidates, DutyShown? Shown);

/// <summary>Who answers at a place now.</summary>
/// <param name="Place">The place's full name.</param>
/// <param name="Phone">The phone; null when nobody is on duty there.</param>
public sealed record DutyShown(string Place, string? Phone);
