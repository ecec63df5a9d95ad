using Countyworks.Core.Matters;
using Countyworks.Neighbourhood.Requests.Handling;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>How what happens to requests alone is told.</summary>
public static class RequestTales
{
    /// <summary>The tales.</summary>
    public static readonly IReadOnlyList<Tale> All =
    [
        Tale.Of<RequestJoined>(_ => new("fact.request_joined") { By = Unnamed.Requester }),
        Tale.Of<RequestRated>(fact => new($"fact.request_rated.{(fact.Result is { } result ? EnumNames<CallBackResult>.Of(result) : "unreached")}") { By = Unnamed.Requester }),
        Tale.Of<InformationAdded>(_ => new("fact.information_added") { By = Unnamed.Requester }),
        Tale.Of<ContactErased>(fact => new($"fact.contact_erased.{EnumNames<ErasedFor>.Of(fact.For)}")),
        Tale.Of<WordsErased>(fact => new($"fact.words_erased.{EnumNames<ErasedFor>.Of(fact.For)}")),
        Tale.Of<RequesterHidden>(fact => new(fact.IsHidden ? "fact.requester_hidden" : "fact.requester_shown")),
        Tale.Of<ContactRevealed>(fact => new("fact.contact_revealed", fact.Reason)),
    ];
}
