using Countyworks.Core.Matters;
using Countyworks.Neighbourhood.Requests.Open311.Filing;
using Countyworks.Neighbourhood.Requests.Open311.Forwarding;
using Countyworks.Neighbourhood.Requests.Open311.Updates;

namespace Countyworks.Neighbourhood.Requests.Open311;

/// <summary>How what comes by Open311 and goes by it is told.</summary>
public static class Open311Tales
{
    /// <summary>The tales.</summary>
    public static readonly IReadOnlyList<Tale> All =
    [
        Tale.Of<Open311DetailsGiven>(fact => new("fact.open311_details_given", fact.KeyName) { By = Unnamed.Requester }),
        Tale.Of<Open311UpdateTaken>(fact => new("fact.open311_update_taken", fact.KeyName, fact.Status) { By = Unnamed.Requester }),
        Tale.Of<RequestForwarded>(fact => fact.RemoteId is null
            ? new("fact.request_forwarded.token", fact.Authority)
            : new("fact.request_forwarded", fact.Authority, fact.RemoteId)),
        Tale.Of<ForwardingFailed>(fact => new("fact.forwarding_failed", fact.Authority, fact.State)),
        Tale.Of<RemoteUpdated>(fact => new("fact.remote_updated", fact.Authority)),
        Tale.Of<RemoteClosed>(fact => new("fact.remote_closed", fact.Authority)),
    ];
}
