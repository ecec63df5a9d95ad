using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Secrets;
using Countyworks.Data.Writing;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What pages of requests have at hand beyond what every page has; an endpoint takes it whole.</summary>
/// <param name="Http">The request.</param>
/// <param name="Db">The rows, for reading.</param>
/// <param name="Writer">The one way to write.</param>
/// <param name="Clock">The clock; it enters here.</param>
/// <param name="PlaceTree">The places.</param>
/// <param name="PostDirectory">The posts.</param>
/// <param name="Rules">What use cases of matters ask.</param>
/// <param name="Categories">The categories.</param>
/// <param name="Secrets">Opens what is kept sealed.</param>
public sealed record RequestCall(
    HttpContext Http,
    DistrictDb Db,
    Writer Writer,
    IClock Clock,
    Cached<PlaceTree> PlaceTree,
    Cached<PostDirectory> PostDirectory,
    MatterRules Rules,
    Cached<Categories> Categories,
    ISecrets Secrets) : PageCall(Http, Db, Writer, Clock, PlaceTree, PostDirectory)
{
    /// <summary>Gathers it, see <see cref="PageCall.BindAsync"/>.</summary>
    public static new ValueTask<RequestCall> BindAsync(HttpContext http) => ValueTask.FromResult(new RequestCall(
        http, http.Get<DistrictDb>(), http.Get<Writer>(), http.Get<IClock>(), http.Get<Cached<PlaceTree>>(), http.Get<Cached<PostDirectory>>(),
        http.Get<MatterRules>(), http.Get<Cached<Categories>>(), http.Get<ISecrets>()));
}
