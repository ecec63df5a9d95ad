using Countyworks.Kernel;

namespace Countyworks.Engines.Ballots;

/// <summary>A unit on the roll as it stood on the record date.</summary>
/// <param name="Unit">Its code, once on the roll.</param>
/// <param name="Area">Its exclusive area: by the register, else by survey, else by contract. May be zero.</param>
/// <param name="Owners">Who owns it, in any order; one or more.</param>
public sealed record RollUnit(string Unit, Area Area, IReadOnlyList<string> Owners)
{
    /// <summary>The building, for the board of those still missing; empty where that does not matter.</summary>
    public string Building { get; init; } = "";

    /// <summary>The one the co-owners named to vote for them; null while they named none.</summary>
    public string? Voter { get; init; }

    /// <summary>Whether it is not sold, or sold and not handed over: it counts with the developer.</summary>
    public bool IsWithDeveloper { get; init; }
}

/// <summary>A head: the owner or co-owners of one unit or of several. Whoever owns together votes together.</summary>
/// <param name="Owners">The owners, sorted by code.</param>
/// <param name="Voter">The one they named; null when they named none.</param>
/// <param name="Units">Its units.</param>
/// <param name="Area">All their areas.</param>
public sealed record Head(IReadOnlyList<string> Owners, string? Voter, IReadOnlyList<RollUnit> Units, Area Area);

/// <summary>
/// Who may vote, frozen at the record date. A unit is one head; all units of one buyer are one, and all that are still with the developer are
/// one. Those who own together are one buyer: what they own in the same company is one head, what one of them owns alone is another.
/// Source: R-020.
/// </summary>
public sealed class Roll
{
    /// <summary>The most units.</summary>
    public const int MostUnits = 2_000_000;

    private readonly Dictionary<string, Seat> seats;

    private Roll(IReadOnlyList<Head> heads, Dictionary<string, Seat> seats, Area area) => (Heads, this.seats, Area) = (heads, seats, area);

    /// <summary>The heads, in the order of their first unit by code.</summary>
    public IReadOnlyList<Head> Heads { get; }

    /// <summary>All exclusive area.</summary>
    public Area Area { get; }

    /// <summary>
    /// Makes the roll. Refuses, in this order: <c>roll_empty</c>, <c>roll_too_long</c> (limit), then for the first unit by code:
    /// <c>unit_without_owner</c> (unit), <c>roll_unit_twice</c> (unit), <c>developer_missing</c> (unit); <c>voter_not_owner</c> (unit),
    /// <c>voters_differ</c> (unit): co-owners named two voters.
    /// </summary>
    /// <param name="units">In any order.</param>
    /// <param name="developer">The developer's code; null when nothing is with the developer.</param>
    public static Outcome<Roll> Of(IReadOnlyCollection<RollUnit> units, string? developer = null)
    {
        if (units.Count == 0)
        {
            return new Refusal("roll_empty", "roll");
        }

        if (units.Count > MostUnits)
        {
            return new Refusal("roll_too_long", "roll").With("limit", MostUnits);
        }

        var sorted = units.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Unit, b.Unit));
        var grouped = new Dictionary<string, List<RollUnit>>(sorted.Length, StringComparer.Ordinal);
        for (var i = 0; i < sorted.Length; i++)
        {
            var unit = sorted[i];
            if (WhyNot(unit, i == 0 ? null : sorted[i - 1], developer) is { } why)
            {
                return why;
            }

            var key = unit.IsWithDeveloper ? developer! : KeyOf(unit.Owners);
            if (!grouped.TryGetValue(key, out var together))
            {
                grouped.Add(key, together = new(1));
            }

            together.Add(unit);
        }

        return Seated(grouped, developer);
    }

    /// <summary>The heads an owner votes for, as places in <see cref="Heads"/>; empty for somebody who is not on the roll.</summary>
    public IReadOnlyList<int> HeadsOf(string owner) => seats.TryGetValue(owner, out var seat) ? seat.All : [];

    internal bool TryFind(string owner, out Seat seat) => seats.TryGetValue(owner, out seat);

    private static Refusal? WhyNot(RollUnit unit, RollUnit? before, string? developer) =>
        unit.Owners.Count == 0 && !unit.IsWithDeveloper ? new Refusal("unit_without_owner", "roll").With("unit", unit.Unit)
        : before?.Unit == unit.Unit ? new Refusal("roll_unit_twice", "roll").With("unit", unit.Unit)
        : unit.IsWithDeveloper && developer is null ? new Refusal("developer_missing", "roll").With("unit", unit.Unit)
        : unit is { IsWithDeveloper: false, Voter: { } voter } && !unit.Owners.Contains(voter) ? new Refusal("voter_not_owner", "roll").With("unit", unit.Unit)
        : null;

    private static Outcome<Roll> Seated(Dictionary<string, List<RollUnit>> grouped, string? developer)
    {
        var heads = new List<Head>(grouped.Count);
        var seating = new Dictionary<string, Seat>(grouped.Count, StringComparer.Ordinal);
        var total = Area.Zero;
        foreach (var units in grouped.Values)
        {
            var owners = units[0].IsWithDeveloper ? [developer!] : Sorted(units[0].Owners);
            var voters = units.Count == 1 ? null : units.Where(u => u.Voter is not null).Select(u => u.Voter).Distinct().ToList();
            if (voters is { Count: > 1 })
            {
                return new Refusal("voters_differ", "roll").With("unit", units[0].Unit);
            }

            var area = units.Count == 1 ? units[0].Area : Area.Sum(units.Select(u => u.Area));
            total += area;
            foreach (var owner in owners)
            {
                seating[owner] = seating.TryGetValue(owner, out var seat) ? seat.And(heads.Count) : new(heads.Count, null);
            }

            heads.Add(new(owners, voters is null ? units[0].Voter : voters.FirstOrDefault(), units, area));
        }

        return new Roll(heads, seating, total);
    }

    // A separator no code contains, or "a,b" alone would be the company of a and b.
    private static string KeyOf(IReadOnlyList<string> owners) => owners.Count == 1 ? owners[0] : string.Join('\0', Sorted(owners));

    private static string[] Sorted(IReadOnlyList<string> owners) => [.. owners.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The heads of an owner; nearly always one, which then costs no list.</summary>
    internal readonly record struct Seat(int First, int[]? More)
    {
        public int[] All => More is null ? [First] : [First, .. More];

        public Seat And(int head) => this with { More = More is null ? [head] : [.. More, head] };
    }
}
