using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Open311.Keys;

/// <summary>What the page of keys shows.</summary>
/// <param name="Form">A new key.</param>
/// <param name="Keys">All keys, those that hold first, then the latest first.</param>
/// <param name="Places">The names of their places.</param>
/// <param name="Made">The key just made, shown this once; null otherwise.</param>
public sealed record KeysView(Form Form, IReadOnlyList<Open311Key> Keys, IReadOnlyDictionary<Id<Place>, string> Places, string? Made)
{
    /// <summary>The places that fit what was typed, when it was more than one.</summary>
    public IReadOnlyList<Option> Candidates { get; init; } = [];
}

/// <summary>The keys of other systems: who has one, a new one, ending one.</summary>
internal static class KeyEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/open311-keys";

    /// <summary>The most keys shown.</summary>
    public const int Most = 500;

    private const string Area = "open311_keys";
    private const int UsualMostAnHour = 200;

    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Needs(RequestPermissions.Keep);
        pages.MapGet("", (RequestCall services) =>
            Show(services, Form.New(Area).With("mostAnHour", $"{UsualMostAnHour}").With("scopes", "file").With("place_text", services.Places.District?.Name)));
        pages.MapPost("", Make);
        pages.MapPost("/{id}/end", End);
    }

    private static async Task<IResult> Make(Form form, RequestCall services, Cached<KeyRing> keys)
    {
        form.For(Area);
        var (name, scopes, mostAnHour) = (form.Text("name", MakeKey.NameLimit), form.Choices<KeyScopes>("scopes"), form.Whole("mostAnHour", 1, MakeKey.MostGranted));
        var place = PlaceTyped.Read(form, "place", services.Places);
        if (scopes.Count == 0 && form.ErrorOf("scopes") is null)
        {
            form.Refused(Refusal.Missing("scopes"));
        }

        if (form.Refusal is not null)
        {
            return Show(services, form, place.Candidates);
        }

        // A form sent twice makes one key; the second answer can't show it, since only its hash is kept.
        var (key, hash) = NewKey();
        var making = new MakeKey(name, place.Place!, scopes.Aggregate(KeyScopes.None, (all, one) => all | one), mostAnHour, hash);
        if (!(await services.Run("make_open311_key", RequestPermissions.Keep, form, making.In)).IsDone(out var made, out var refusal))
        {
            return Show(services, form.Refused(refusal));
        }

        keys.Forget();
        return made.KeyHash == hash ? Show(services, Form.New(Area), [], key) : Results.LocalRedirect(Path);
    }

    private static async Task<IResult> End(Form form, RequestCall services, Cached<KeyRing> keys, Id<Open311Key> id)
    {
        var outcome = await services.Run<Done>("end_open311_key", RequestPermissions.Keep, form, new EndKey(id).In);
        keys.Forget();
        return outcome.Refusal is { Kind: RefusalKind.NotFound } ? Results.NotFound() : outcome.Refusal is { } refusal ? Show(services, form.For(Area).Refused(refusal)) : Results.LocalRedirect(Path);
    }

    private static IResult Show(RequestCall services, Form form, IReadOnlyList<Option>? candidates = null, string? made = null)
    {
        var keys = services.Db.Set<Open311Key>().OrderBy(k => k.EndedAt != null).ThenByDescending(k => k.Id).Take(Most).ToList();
        var places = keys.Select(k => k.PlaceId).Distinct().ToDictionary(id => id, services.Places.FullName);
        return Page.Show<KeysPage, KeysView>(new(form, keys, places, made) { Candidates = candidates ?? [] }, Problems.StatusOf(form));
    }

    private static (string Key, string Hash) NewKey()
    {
        var key = MakeKey.NewKey();
        return (key, KeyRing.HashOf(key));
    }
}
