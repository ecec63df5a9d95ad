using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Notices;

/// <summary>A person's own notices.</summary>
public static class NoticeEndpoints
{
    /// <summary>Where the inbox is.</summary>
    public const string Path = "/my/notices";

    /// <summary>The inbox, one notice, and marking all as read.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Inbox).NeedsAnAccount();
        routes.MapGet(Path + "/{id}", Open).NeedsAnAccount();
        routes.MapPost(Path + "/read", ReadAll).NeedsAnAccount();
    }

    private static async Task<RazorComponentResult> Inbox(HttpContext http, DistrictDb db, int? page) =>
        Page.Show<NoticesPage, NoticeInbox>(await NoticeInbox.Read(db, http.Caller().Person!.Id, Math.Clamp(page ?? 1, 1, 1000), http.RequestAborted));

    // Opening a notice marks it as read and leads to what it is about; doing so twice changes nothing more.
    private static async Task<Results<RedirectHttpResult, NotFound>> Open(Id<Notice> id, HttpContext http, Writer writer, IClock clock)
    {
        var outcome = await Run(new ReadNotices(id), http.Caller(), writer, clock);
        return outcome.IsDone(out var notice, out _) ? TypedResults.LocalRedirect(notice?.Link ?? Path) : TypedResults.NotFound();
    }

    private static async Task<RedirectHttpResult> ReadAll(HttpContext http, Writer writer, IClock clock)
    {
        await Run(new ReadNotices(), http.Caller(), writer, clock);
        return TypedResults.LocalRedirect(Path);
    }

    private static Task<Outcome<Notice?>> Run(ReadNotices command, Caller caller, Writer writer, IClock clock) =>
        writer.Run(caller.Envelope("read_notices", clock.GetCurrentInstant()), change => command.In(change, caller.Person!.Id));
}
