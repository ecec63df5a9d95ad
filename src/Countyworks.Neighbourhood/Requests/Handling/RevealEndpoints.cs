using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Handling;

/// <summary>Showing who the requester is; whoever may not see the request finds nothing.</summary>
public static class RevealEndpoints
{
    /// <summary>POST /requests/{id}/reveal.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(RequestKind.Kind.Page + "/{id}/reveal", Reveal).NeedsAnAccount();

    private static async Task<Results<RedirectHttpResult, NotFound>> Reveal(
        Id<Matter> id, Form form, HttpContext http, Writer writer, MatterRules rules, IClock clock)
    {
        var reason = form.ChoiceOrNull<RevealReason>("reason") ?? RevealReason.Contact;
        var outcome = await writer.Run(
            http.Caller().Envelope("reveal_contact", clock.GetCurrentInstant()),
            change => new RevealContact(id, reason).In(change, http.Caller(), rules),
            http.RequestAborted);
        return outcome.Refusal is null ? TypedResults.LocalRedirect($"{RequestKind.Kind.Page}/{id}") : TypedResults.NotFound();
    }
}
