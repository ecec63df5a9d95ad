using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>What happens here when the other authority has closed a request.</summary>
public enum OnRemoteClosed
{
    /// <summary>Those who handle it are told, and decide.</summary>
    Tell = 1,

    /// <summary>What the other authority said is reported back as the answer, in the name of the unit that has it.</summary>
    ReportBack = 2,
}

/// <summary>Requests of a category at a place go to another authority's Open311 server (转交). Changed by ending it and making another.</summary>
public sealed class ForwardingRule
{
    /// <summary>Its identity.</summary>
    public required Id<ForwardingRule> Id { get; init; }

    /// <summary>Who answers there.</summary>
    public required string Authority { get; init; }

    /// <summary>The category.</summary>
    public required string Category { get; init; }

    /// <summary>Where it holds: this place and all below it.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The path of that place.</summary>
    public required string PlacePath { get; init; }

    /// <summary>Where the server is, without a slash at the end: https://open311.example.org/v2.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>The jurisdiction, where the server serves several.</summary>
    public string? JurisdictionId { get; init; }

    /// <summary>Our key there; a secret, never shown again. Empty where none is asked for.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The code of the service there.</summary>
    public required string ServiceCode { get; init; }

    /// <summary>
    /// Whether a repeated call can do no harm: the server answers it with the first request, as ours does. Otherwise what may have arrived is
    /// sent again only by a person's word.
    /// </summary>
    public required bool AnswersRepeats { get; init; }

    /// <summary>What happens here when it is closed there.</summary>
    public required OnRemoteClosed OnClosed { get; init; }

    /// <summary>Since when.</summary>
    public required Instant MadeAt { get; init; }

    /// <summary>Until when; null while it holds. What was forwarded is followed to its end.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>A rule was made.</summary>
public sealed record ForwardingRuleMade(string Authority, string Category, Id<Place> PlaceId) : Fact;

/// <summary>A rule was ended.</summary>
public sealed record ForwardingRuleEnded(string Authority, string Category) : Fact;
