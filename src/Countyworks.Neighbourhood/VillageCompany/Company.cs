using Countyworks.Core.Places;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>A village company (强村公司): it runs assets for a village collective. It keeps its own books; the collective's share of its profit goes to the collective's.</summary>
public sealed class Company
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 100;

    /// <summary>Its identity.</summary>
    public required Id<Company> Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its unified social credit code.</summary>
    public required string CreditCode { get; init; }

    /// <summary>The village collective whose it is (农村集体经济组织), by name.</summary>
    public required string Collective { get; init; }

    /// <summary>The village.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>Its path.</summary>
    public required string PlacePath { get; init; }

    /// <summary>Since when there is the company.</summary>
    public required LocalDate FoundedOn { get; init; }

    /// <summary>The company's books.</summary>
    public required Id<Ledger> LedgerId { get; init; }

    /// <summary>The collective's books, from which dividends are paid.</summary>
    public required Id<Ledger> CollectiveLedgerId { get; init; }

    /// <summary>The part of a year's result that the charter puts into the reserve and welfare fund 公积公益金 first, in hundredths of a per cent.</summary>
    public required int ReserveBasisPoints { get; init; }

    /// <summary>The last year whose result was closed; null before the first.</summary>
    public int? ClosedYear { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>Who holds a part of the company's capital.</summary>
public enum HolderKind
{
    /// <summary>The village collective (村集体).</summary>
    Collective = 1,

    /// <summary>The state (国有).</summary>
    State = 2,

    /// <summary>Anybody else (其他).</summary>
    Other = 3,
}

/// <summary>A holding in the company's capital (出资): what was paid in, by whom, for how long.</summary>
public sealed class Holding
{
    /// <summary>Its identity.</summary>
    public required Id<Holding> Id { get; init; }

    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>Who holds it.</summary>
    public required string Holder { get; init; }

    /// <summary>What that is.</summary>
    public required HolderKind Kind { get; init; }

    /// <summary>What was paid in, in fen.</summary>
    public required long PaidInFen { get; init; }

    /// <summary>From which day, inclusive.</summary>
    public required LocalDate FirstDay { get; init; }

    /// <summary>Until which day, inclusive; null while it is held.</summary>
    public LocalDate? LastDay { get; init; }

    /// <summary>The part of the capital that the collective holds on a day.</summary>
    /// <param name="holdings">All holdings of the company.</param>
    /// <param name="day">The day.</param>
    public static Rate OfCollective(IEnumerable<Holding> holdings, LocalDate day)
    {
        var held = holdings.Where(h => h.FirstDay <= day && !(h.LastDay < day)).ToList();
        return new(held.Where(h => h.Kind == HolderKind.Collective).Sum(h => (decimal)h.PaidInFen), held.Sum(h => h.PaidInFen));
    }
}
