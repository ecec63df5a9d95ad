using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Routing;

/// <summary>Adds a line to the routing table, or changes one.</summary>
/// <param name="Rule">Which line; null for a new one.</param>
/// <param name="Category">The code of the category; null for every category.</param>
/// <param name="Place">Where it holds: this place and all below it.</param>
/// <param name="Unit">Who is responsible.</param>
/// <param name="Note">Why, or since which decision; at most <see cref="RoutingRule.NoteLimit"/> characters.</param>
/// <param name="IfVersion">What the caller saw; null to take it as it is.</param>
public sealed record SetRoutingRule(Id<RoutingRule>? Rule, string? Category, Id<Place> Place, Id<Organisation> Unit, string? Note, int? IfVersion = null)
{
    /// <summary>
    /// Sets it. Refuses, in this order: <c>not_found</c> (no such line within the caller's places), <c>changed_meanwhile</c>, <c>category_unknown</c> (category),
    /// <c>place_unknown</c> (place: none within the caller's places), <c>unit_unknown</c> (unit), <c>too_long</c> (note), <c>routing_rule_twice</c> (place: another line says it already).
    /// </summary>
    public Outcome<RoutingRule> In(Change change, Caller caller)
    {
        var old = Rule is { } id ? change.Db.Set<RoutingRule>().FirstOrDefault(r => r.Id == id) : null;
        var self = Rule ?? default;
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Place);
        return Rule is not null && (old is null || !caller.Has(RequestPermissions.Keep, old.PlacePath)) ? Refusal.NotFound("routing_rule")
            : old is not null && IfVersion is { } seen && seen != old.Version ? Refusal.Changed
            : Category is not null && !change.Db.Set<Category>().Any(c => c.Code == Category && c.IsActive) ? new Refusal("category_unknown", "category")
            : place is null || !caller.Has(RequestPermissions.Keep, place.Path) ? new Refusal("place_unknown", "place")
            : !change.Db.Set<Organisation>().Any(o => o.Id == Unit && o.IsActive) ? new Refusal("unit_unknown", "unit")
            : Note?.Length > RoutingRule.NoteLimit ? Refusal.TooLong("note", RoutingRule.NoteLimit)
            : change.Db.Set<RoutingRule>().Any(r => r.PlaceId == Place && r.Category == Category && r.Id != self)
                ? new Refusal("routing_rule_twice", "place") { Kind = RefusalKind.Conflict }
            : Apply(change, old, place);
    }

    private RoutingRule Apply(Change change, RoutingRule? old, Place place)
    {
        var rule = old ?? new RoutingRule { Id = change.NewId<RoutingRule>(), PlaceId = place.Id, PlacePath = place.Path, UnitId = Unit };
        (rule.Category, rule.PlaceId, rule.PlacePath, rule.UnitId, rule.Note) = (Category, place.Id, place.Path, Unit, string.IsNullOrWhiteSpace(Note) ? null : Note);
        if (old is null)
        {
            change.Add(rule);
        }
        else
        {
            change.Put(rule);
        }

        change.Record(new RoutingRuleSet(rule.Category, rule.PlaceId, rule.UnitId, rule.Note), rule.Id.Value);
        return rule;
    }
}

/// <summary>Ends a line of the routing table; the journal keeps what it said.</summary>
/// <param name="Rule">Which.</param>
/// <param name="IfVersion">What the caller saw; null to take it as it is.</param>
public sealed record EndRoutingRule(Id<RoutingRule> Rule, int? IfVersion = null)
{
    /// <summary>Ends it. Refuses, in this order: <c>not_found</c>, <c>changed_meanwhile</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller)
    {
        if (change.Db.Set<RoutingRule>().FirstOrDefault(r => r.Id == Rule) is not { } rule || !caller.Has(RequestPermissions.Keep, rule.PlacePath))
        {
            return Refusal.NotFound("routing_rule");
        }

        if (IfVersion is { } seen && seen != rule.Version)
        {
            return Refusal.Changed;
        }

        change.Remove(rule);
        change.Record(new RoutingRuleEnded(rule.Category, rule.PlaceId, rule.UnitId), rule.Id.Value);
        return Done.It;
    }
}
