using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Roster.Pages;

/// <summary><c>/roster/hand-over</c>: a duty officer hands a shift over, and confirms what was handed over by the one before.</summary>
public static class HandOverEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = RosterEndpoints.Path + "/hand-over";

    private const string Area = "handover";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var standing = routes.MapGroup(Path).Needs(RosterPermissions.Stand).ExcludeFromDescription();
        standing.MapGet("", (PageCall page) => Shown(page, Form.New(Area)));
        standing.MapPost("/{shift}", Give);
        standing.MapPost("/{shift}/confirm", Confirm);
    }

    private static async Task<IResult> Give(PageCall page, Form form, Id<Shift> shift)
    {
        var note = form.For(Area).LongText("note", HandOver.NoteLimit, required: false);
        if (form.Refusal is null)
        {
            var caller = page.Caller;
            var outcome = await page.Run("hand_over_shift", RosterPermissions.Stand, form, change => new HandOverShift(shift, note).In(change, caller));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect(Path);
            }

            if (refusal.Kind == RefusalKind.NotFound)
            {
                return Results.NotFound();
            }

            form.Refused(refusal);
        }

        return Shown(page, form);
    }

    private static async Task<IResult> Confirm(PageCall page, Form form, Id<Shift> shift)
    {
        var caller = page.Caller;
        var outcome = await page.Run("confirm_hand_over", RosterPermissions.Stand, form, change => new ConfirmHandOver(shift).In(change, caller));
        return outcome.IsDone(out _, out var refusal) ? Results.LocalRedirect(Path)
            : refusal.Kind == RefusalKind.NotFound ? Results.NotFound()
            : Shown(page, form.For(Area).Refused(refusal));
    }

    private static IResult Shown(PageCall page, Form form) => Page.Show<HandOverPage, HandOverView>(HandOverReader.Read(page, form), Problems.StatusOf(form));
}
