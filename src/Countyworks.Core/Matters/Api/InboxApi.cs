using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Matters.Api;

/// <summary>Something a unit of the caller has to do.</summary>
/// <param name="Assignment">The unit's part: its id orders what is due at the same time.</param>
/// <param name="Matter">The matter.</param>
public sealed record InboxItem(Assignment Assignment, MatterItem Matter);

/// <summary>What the caller's units have to do, over the API.</summary>
public static class InboxApi
{
    /// <summary>GET /api/v1/inbox.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/inbox", List).NeedsAnAccount().WithTags("matters")
        .Answers<ApiPage<InboxItem>>("listInbox", "What the caller's units have to do, the first due first; what is not due (its clock is stopped) last");

    private static async Task<IResult> List(ApiCall call, string? after, int? limit, CancellationToken cancellation)
    {
        var units = call.Caller.Organisations.Select(o => o.Id).ToList();
        var open = call.Db.Set<Assignment>().Where(a => a.EndedAt == null && units.Contains(a.UnitId));
        if (after is not null)
        {
            if (!Paging.Read<Assignment>(after).IsDone(out var place, out var refusal))
            {
                return call.Problem(refusal);
            }

            var (at, id) = place;
            open = at is null
                ? open.Where(a => a.DueAt == null && a.Id > id)
                : open.Where(a => a.DueAt > at || (a.DueAt == at && a.Id > id) || a.DueAt == null);
        }

        var most = Paging.Most(limit);
        var rows = await (
            from assignment in open
            join matter in call.Db.Set<Matter>() on assignment.MatterId equals matter.Id
            orderby assignment.DueAt == null, assignment.DueAt, assignment.Id
            select new { assignment, matter }).Take(most + 1).ToListAsync(cancellation);
        return call.Answer(ApiPage<InboxItem>.Of(
            [.. rows.Select(r => new InboxItem(r.assignment, MatterItem.Of(r.matter)))], most, item => Paging.Write(item.Assignment.DueAt, item.Assignment.Id)));
    }
}
