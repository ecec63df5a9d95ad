using Countyworks.Data.Secrets;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What pages of requests ask of the server; an endpoint takes it whole, by <c>[AsParameters]</c>.</summary>
/// <param name="Http">The request.</param>
/// <param name="Db">The rows, for reading.</param>
/// <param name="Writer">The one way to write.</param>
/// <param name="Rules">What use cases of matters ask.</param>
/// <param name="Clock">The clock; it enters here.</param>
/// <param name="PlaceTree">The places.</param>
/// <param name="Categories">The categories.</param>
/// <param name="Secrets">Opens what is kept sealed.</param>
public sealed record PageServices(
    HttpContext Http,
    DistrictDb Db,
    Writer Writer,
    MatterRules Rules,
    IClock Clock,
    Cached<PlaceTree> PlaceTree,
    Cached<Categories> Categories,
    ISecrets Secrets)
{
    /// <summary>Who calls.</summary>
    public Caller Caller => Http.Caller();

    /// <summary>Now.</summary>
    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>The places as they are now.</summary>
    public PlaceTree Places => PlaceTree.Current;

    /// <summary>The status a page is shown with: of what its form was refused for, else all is well.</summary>
    public static int StatusOf(Form form) => form.Refusal is { } refusal ? Problems.StatusOf(refusal.Kind) : StatusCodes.Status200OK;

    /// <summary>Runs what a posted form asks for; sent twice, it is done once.</summary>
    /// <param name="command">The use case's name, snake_case.</param>
    /// <param name="permission">The permission it is given under.</param>
    /// <param name="form">The form; its key is the idempotency key.</param>
    /// <param name="decide">The use case.</param>
    /// <param name="part">Which of several commands of the one form this is; "" for the only one.</param>
    public Task<Outcome<T>> Run<T>(string command, Permission permission, Form form, Func<Change, Outcome<T>> decide, string part = "") => Writer.Run(
        Caller.Envelope(command, Now, permission, form.Once is { Length: > 0 } key ? Once.For($"{key}{part}", form.Body) : null),
        decide,
        Http.RequestAborted);
}
