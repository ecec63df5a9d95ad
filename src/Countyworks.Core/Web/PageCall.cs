using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Countyworks.Core.Web;

/// <summary>What every page has at hand, as <see cref="ApiCall"/> is for the API: who calls, the rows, the writer, the places; and the one way a form's command is run.</summary>
/// <param name="Http">The request.</param>
/// <param name="Db">The rows, for reading.</param>
/// <param name="Writer">The one way to write.</param>
/// <param name="Clock">The clock; it enters here.</param>
/// <param name="PlaceTree">The places.</param>
/// <param name="PostDirectory">The posts.</param>
public record PageCall(
    HttpContext Http,
    DistrictDb Db,
    Writer Writer,
    IClock Clock,
    Cached<PlaceTree> PlaceTree,
    Cached<PostDirectory> PostDirectory)
{
    /// <summary>Gathers it. As one parameter that binds itself it costs an endpoint a tenth of what its parts would by <c>[AsParameters]</c>, code and memory.</summary>
    public static ValueTask<PageCall> BindAsync(HttpContext http) => ValueTask.FromResult(new PageCall(
        http, http.Get<DistrictDb>(), http.Get<Writer>(), http.Get<IClock>(), http.Get<Cached<PlaceTree>>(), http.Get<Cached<PostDirectory>>()));

    /// <summary>Who calls.</summary>
    public Caller Caller => Http.Caller();

    /// <summary>Now.</summary>
    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>Today.</summary>
    public LocalDate Today => CountyTime.LocalDay(Now);

    /// <summary>The places as they are now.</summary>
    public PlaceTree Places => PlaceTree.Current;

    /// <summary>The posts as they are now.</summary>
    public PostDirectory Posts => PostDirectory.Current;

    /// <summary>Runs what a posted form asks for; sent twice, it is done once.</summary>
    /// <param name="command">The use case's name, snake_case.</param>
    /// <param name="permission">The permission it is given under.</param>
    /// <param name="form">The form; its key is the idempotency key.</param>
    /// <param name="decide">The use case.</param>
    /// <param name="part">Which of several commands of the one form this is; "" for the only one.</param>
    public Task<Outcome<T>> Run<T>(string command, Permission permission, Form form, Func<Change, Outcome<T>> decide, string part = "") => Writer.Run(
        Caller.Envelope(command, Now, permission, form.Once is { Length: > 0 } key ? Once.For($"page/{Caller.Person?.Id}/{key}{part}", Http.Request.Path + form.Body) : null),
        decide,
        Http.RequestAborted);
}
