using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>Somebody whom the county's own sign-on has sent back.</summary>
/// <param name="Subject">As whom the provider knows them, for good.</param>
/// <param name="Label">What it calls them, to be shown to themselves; "" when it does not say. It decides nothing.</param>
/// <param name="Said">How they have signed in there: the words of <c>amr</c> and <c>acr</c>.</param>
/// <param name="Return">Where it goes on, on this site.</param>
public sealed record Arrival(string Subject, string Label, IReadOnlyList<string> Said, string Return);

/// <summary>What came of the provider's answer to a request, between the platform's handler and our route.</summary>
internal static class ArrivalOfRequest
{
    private static readonly object Key = new();

    public static Outcome<Arrival> Arrival(this HttpContext http) => http.Items.TryGetValue(Key, out var arrival) ? (Outcome<Arrival>)arrival! : new Refusal("provider_failed");

    public static void SetArrival(this HttpContext http, Outcome<Arrival> arrival) => http.Items[Key] = arrival;
}
