using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>Has requests of a category at a place go to another authority.</summary>
/// <param name="Authority">Who answers there.</param>
/// <param name="Category">The category.</param>
/// <param name="Place">Where it holds.</param>
/// <param name="BaseUrl">Where the server is; whether it may be called is the caller's to check.</param>
/// <param name="ServiceCode">The code of the service there.</param>
/// <param name="OnClosed">What happens here when it is closed there.</param>
public sealed record AddForwardingRule(string Authority, Category Category, Place Place, string BaseUrl, string ServiceCode, OnRemoteClosed OnClosed)
{
    /// <summary>The most characters of a name, of an address, of a key or code.</summary>
    public const int NameLimit = 60, UrlLimit = 300, KeyLimit = 200;

    /// <summary>The jurisdiction; null where the server serves one.</summary>
    public string? JurisdictionId { get; init; }

    /// <summary>Our key there; empty where none is asked for.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>Whether the server answers a repeated call with the first request.</summary>
    public bool AnswersRepeats { get; init; }

    /// <summary>Adds it. Refuses <c>forwarding_rule_twice</c> (category) when one holds for the same category at the same place.</summary>
    public Outcome<ForwardingRule> In(Change change)
    {
        if (change.Db.Set<ForwardingRule>().Any(r => r.Category == Category.Code && r.PlaceId == Place.Id && r.EndedAt == null))
        {
            return new Refusal("forwarding_rule_twice", "category") { Kind = RefusalKind.Conflict };
        }

        var rule = new ForwardingRule
        {
            Id = change.NewId<ForwardingRule>(),
            Authority = Authority,
            Category = Category.Code,
            PlaceId = Place.Id,
            PlacePath = Place.Path,
            BaseUrl = BaseUrl.TrimEnd('/'),
            JurisdictionId = string.IsNullOrEmpty(JurisdictionId) ? null : JurisdictionId,
            ApiKey = ApiKey,
            ServiceCode = ServiceCode,
            AnswersRepeats = AnswersRepeats,
            OnClosed = OnClosed,
            MadeAt = change.Now,
        };
        change.Add(rule);
        change.Record(new ForwardingRuleMade(rule.Authority, rule.Category, rule.PlaceId), rule.Id.Value);
        return rule;
    }
}

/// <summary>Ends a rule: nothing more is sent by it. What was sent is followed to its end.</summary>
/// <param name="Rule">Which.</param>
public sealed record EndForwardingRule(Id<ForwardingRule> Rule)
{
    /// <summary>Ends it; ended before, it stays ended. Refuses <c>not_found</c>.</summary>
    public Outcome<Done> In(Change change)
    {
        if (change.Db.Set<ForwardingRule>().FirstOrDefault(r => r.Id == Rule) is not { } rule)
        {
            return Refusal.NotFound("rule");
        }

        if (rule.EndedAt is null)
        {
            rule.EndedAt = change.Now;
            change.Put(rule);
            change.Record(new ForwardingRuleEnded(rule.Authority, rule.Category), rule.Id.Value);
        }

        return Done.It;
    }
}
