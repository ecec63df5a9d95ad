using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Roster.Pages;

/// <summary><c>/roster/shifts/{shift}</c>: one shift, to be given to somebody else, swapped or ended.</summary>
public static class ShiftEndpoints
{
    /// <summary>What a button of the page does.</summary>
    public const string ReplaceDeed = "replace", SwapDeed = "swap", EndDeed = "end";

    private const string Path = RosterEndpoints.Path + "/shifts/{shift}";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Open).Needs(RosterPermissions.Plan).ExcludeFromDescription();
        routes.MapPost(Path, Change).Needs(RosterPermissions.Plan).ExcludeFromDescription();
    }

    /// <summary>The page of a shift.</summary>
    internal static string PathOf(Id<Shift> shift) => $"{RosterEndpoints.Path}/shifts/{shift}";

    private static IResult Open(PageCall page, Id<Shift> shift) =>
        RosterReader.Shift(page, shift, null) is { } view ? Page.Show<ShiftPage, ShiftView>(view) : Results.NotFound();

    private static async Task<IResult> Change(PageCall page, Cached<ShiftsOfToday> shifts, Form form, Id<Shift> shift)
    {
        if (RosterReader.Shift(page, shift, form.For("shift")) is not { } view)
        {
            return Results.NotFound();
        }

        var refusal = await Do(page, form, shift);
        shifts.Forget();
        if (form.Refusal is null && refusal is null)
        {
            return Results.LocalRedirect(RosterEndpoints.PathOf(view.Shift.PlaceId, CountyTime.LocalDay(view.Shift.StartsAt)));
        }

        if (refusal is not null)
        {
            form.Refused(refusal);
        }

        return Page.Show<ShiftPage, ShiftView>(view, Problems.StatusOf(form));
    }

    private static async Task<Refusal?> Do(PageCall page, Form form, Id<Shift> shift)
    {
        var (caller, version, despite) = (page.Caller, form.WholeOrNull("version", 0, int.MaxValue), form.Flag("despiteDoubles"));
        switch (form.Value("deed"))
        {
            case ReplaceDeed:
                var post = form.Id<Post>("post");
                return form.Refusal is null ? (await page.Run("replace_on_shift", RosterPermissions.Plan, form, change => new ReplaceOnShift(shift, post, despite, version).In(change, caller))).Refusal : null;
            case SwapDeed:
                var other = form.Id<Shift>("other");
                return form.Refusal is null ? (await page.Run("swap_shifts", RosterPermissions.Plan, form, change => new SwapShifts(shift, other, despite, version).In(change, caller))).Refusal : null;
            case EndDeed:
                return (await page.Run("end_shift", RosterPermissions.Plan, form, change => new EndShift(shift, version).In(change, caller))).Refusal;
            default:
                return Refusal.Missing("deed");
        }
    }
}
