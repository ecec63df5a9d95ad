using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Handling;

/// <summary>
/// The desk calls the requester and writes down what they say (回访): for those who have no web, and those who have not said anything yet.
/// It counts as if they had said it themselves; the journal names the post that called.
/// </summary>
/// <param name="Rate">What they said.</param>
public sealed record CallBack(RateRequest Rate)
{
    /// <summary>Records it. Refuses, in this order: <c>not_found</c> (also out of the caller's place), what <see cref="RateRequest.In"/> refuses.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Rate.Matter, rules).Then(dossier =>
            MayAsk(dossier.Matter, caller) ? Rate.In(change, rules) : Refusal.NotFound("matter"));

    /// <summary>Whether the caller's desk covers the place.</summary>
    public static bool MayAsk(Matter matter, Caller caller) =>
        matter.Kind == RequestKind.Kind.Name && caller.Has(RequestPermissions.Take, matter.PlacePath);

    /// <summary>The address of the page.</summary>
    public static string PathOf(Id<Matter> matter) => $"{RequestKind.Kind.Page}/{matter}/call-back";
}
