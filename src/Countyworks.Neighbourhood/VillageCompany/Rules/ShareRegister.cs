using System.Globalization;
using System.Text;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Rules;

/// <summary>A change of somebody's shares, as the register counts it.</summary>
/// <param name="Member">Whose: the member's number in the register.</param>
/// <param name="On">From which day, inclusive.</param>
/// <param name="MilliShares">Thousandths of a share; below zero when they go.</param>
public readonly record struct ShareStep(string Member, LocalDate On, long MilliShares);

/// <summary>What a member holds on a day.</summary>
/// <param name="Member">The member's number.</param>
/// <param name="MilliShares">Thousandths of a share; more than none.</param>
public readonly record struct ShareLine(string Member, long MilliShares);

/// <summary>The register of members and shares (份额登记簿) on one day: what all changes up to that day come to.</summary>
/// <param name="Day">The day, its changes included.</param>
/// <param name="Lines">Those who hold something, by number.</param>
public sealed record ShareRegister(LocalDate Day, IReadOnlyList<ShareLine> Lines)
{
    /// <summary>Thousandths of a share in a whole one.</summary>
    public const long Whole = 1000;

    /// <summary>All shares, in thousandths.</summary>
    public long MilliShares => Lines.Sum(line => line.MilliShares);

    /// <summary>The root of the tree over the lines "number thousandths": whoever knows the list can show that it is the one that was frozen. No line has a name.</summary>
    public Digest Root
    {
        get
        {
            var tree = new CompactTree(TreeHash.Sha256);
            foreach (var line in Lines)
            {
                tree.Append(TreeHash.Sha256.Leaf(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{line.Member} {line.MilliShares}"))));
            }

            return tree.Root;
        }
    }

    /// <summary>The register on a day.</summary>
    /// <param name="steps">All changes, in any order.</param>
    /// <param name="day">The day; changes of the day itself count.</param>
    public static ShareRegister On(IEnumerable<ShareStep> steps, LocalDate day) => new(
        day,
        [
            .. steps.Where(step => step.On <= day).GroupBy(step => step.Member)
                .Select(member => new ShareLine(member.Key, member.Sum(step => step.MilliShares)))
                .Where(line => line.MilliShares != 0).OrderBy(line => line.Member, StringComparer.Ordinal),
        ]);

    /// <summary>
    /// Whether a change may be entered. Refuses, in this order: <c>shares_unchanged</c> (nothing changes), <c>register_frozen</c> (its day is not after the last frozen one: frozen),
    /// <c>shares_short</c> (on that day or later the member would hold less than nothing: held).
    /// </summary>
    /// <param name="steps">The member's changes so far.</param>
    /// <param name="next">The change.</param>
    /// <param name="frozen">The last day the register was frozen for; null when it never was.</param>
    public static Refusal? Check(IEnumerable<ShareStep> steps, ShareStep next, LocalDate? frozen)
    {
        var (least, held) = ((long?)null, 0L);
        foreach (var day in steps.Append(next).GroupBy(step => step.On).OrderBy(day => day.Key))
        {
            held += day.Sum(step => step.MilliShares);
            least = day.Key >= next.On && (least is null || held < least) ? held : least;
        }

        return next.MilliShares == 0 ? new Refusal("shares_unchanged", "shares")
            : next.On <= frozen ? new Refusal("register_frozen", "on") { Kind = RefusalKind.Conflict }.With("frozen", frozen.Value)
            : least < 0 ? new Refusal("shares_short", "shares") { Kind = RefusalKind.Conflict }.With("held", Said(least.Value - next.MilliShares))
            : null;
    }

    /// <summary>Shares as people write them: "1", "0.5", "-0.25".</summary>
    public static string Said(long milliShares) => (milliShares / (decimal)Whole).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Reads shares. Refuses <c>shares_unreadable</c>: no number, more than three decimals, or more than a million.</summary>
    public static Outcome<long> Parse(string text, string field)
    {
        const decimal most = 1_000_000;
        return decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var shares)
            && Math.Abs(shares) <= most && decimal.Truncate(shares * Whole) == shares * Whole
            ? (long)(shares * Whole)
            : new Refusal("shares_unreadable", field);
    }
}
