using Countyworks.Kernel;

namespace Countyworks.Engines.Ballots;

/// <summary>What is counted of those who vote.</summary>
public enum Measure
{
    /// <summary>Exclusive area in 0.01 m² (专有部分面积).</summary>
    Area = 0,

    /// <summary>Heads (人数).</summary>
    Heads = 1,
}

/// <summary>How a vote is decided: how many must take part, and how many of whom must be in favour, by each measure that counts.</summary>
public sealed record VoteRule
{
    /// <summary>The first and last item of art. 278 (1).</summary>
    public const int LastOwnersItem = 9;

    /// <summary>The last item of art. 26.</summary>
    public const int LastVillageItem = 13;

    private static readonly int[] SpecialItems = [6, 7, 8];
    private static readonly int[] AssemblyItems = [1, 3, 8, 10, 12];
    private static readonly Measure[] Both = [Measure.Area, Measure.Heads];
    private static readonly Measure[] HeadsOnly = [Measure.Heads];

    /// <summary>Its name: general, special, village, delegates, committee.</summary>
    public required string Name { get; init; }

    /// <summary>What must be reached by each of them.</summary>
    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>How many must take part.</summary>
    public required Threshold Quorum { get; init; }

    /// <summary>How many must be in favour.</summary>
    public required Threshold Decision { get; init; }

    /// <summary>Owners on most items. Source: R-020.</summary>
    public static readonly VoteRule General = new() { Name = "general", Measures = Both, Quorum = Threshold.TwoThirdsOfAll, Decision = Threshold.MoreThanHalf };

    /// <summary>Owners on items 6 to 8. Source: R-020.</summary>
    public static readonly VoteRule Special = General with { Name = "special", Decision = Threshold.ThreeQuarters };

    /// <summary>The members' assembly of a rural collective: the decision is measured by all, also by those who stayed away. Source: R-021.</summary>
    public static readonly VoteRule Village = new() { Name = "village", Measures = HeadsOnly, Quorum = Threshold.TwoThirdsOfAll, Decision = Threshold.TwoThirdsOfAll };

    /// <summary>The delegates' assembly of a rural collective, among delegates. Source: R-021.</summary>
    public static readonly VoteRule Delegates = Village with { Name = "delegates" };

    /// <summary>A committee's approval. Source: R-022.</summary>
    public static readonly VoteRule Committee = new() { Name = "committee", Measures = HeadsOnly, Quorum = Threshold.MoreThanHalfOfAll, Decision = Threshold.HalfOfAll };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<VoteRule> Every = [General, Special, Village, Delegates, Committee];

    /// <summary>The rule for an item of art. 278 (1), 1 to 9. Refuses <c>vote_item_unknown</c> (first, last).</summary>
    public static Outcome<VoteRule> OfOwners(int item) =>
        item is < 1 or > LastOwnersItem ? UnknownItem(LastOwnersItem) : SpecialItems.Contains(item) ? Special : General;

    /// <summary>
    /// The rule for an item of art. 26. Refuses, in this order: <c>vote_item_unknown</c> (first, last), <c>delegates_may_not_decide</c> (item).
    /// </summary>
    /// <param name="item">1 to 13.</param>
    /// <param name="byDelegates">Whether delegates decide instead of the members.</param>
    public static Outcome<VoteRule> OfVillage(int item, bool byDelegates) =>
        item is < 1 or > LastVillageItem ? UnknownItem(LastVillageItem)
        : byDelegates && AssemblyItems.Contains(item) ? new Refusal("delegates_may_not_decide", "item").With("item", item)
        : byDelegates ? Delegates : Village;

    private static Refusal UnknownItem(int last) => new Refusal("vote_item_unknown", "item").With("first", 1).With("last", last);
}
