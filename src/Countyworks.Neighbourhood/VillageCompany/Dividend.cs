using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>A year's dividend (分红) as it was decided and booked.</summary>
public sealed class Dividend
{
    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>The day of the frozen register.</summary>
    public required LocalDate RecordDay { get; init; }

    /// <summary>The assembly's decision.</summary>
    public required Id<AssemblyDecision> DecisionId { get; init; }

    /// <summary>The collective's result of the year, in fen.</summary>
    public required long NetFen { get; init; }

    /// <summary>What was undistributed before, in fen.</summary>
    public required long UndistributedFen { get; init; }

    /// <summary>What went to the reserve and welfare fund, in fen.</summary>
    public required long ReserveFen { get; init; }

    /// <summary>What was distributed to members, in fen.</summary>
    public required long PaidFen { get; init; }

    /// <summary>Of one share, in fen.</summary>
    public required long PerShareFen { get; init; }

    /// <summary>What stays undistributed, in fen.</summary>
    public required long CarryFen { get; init; }

    /// <summary>The entry of the collective's books.</summary>
    public required long EntrySeq { get; init; }

    /// <summary>When it was booked.</summary>
    public required Instant At { get; init; }
}

/// <summary>What one member gets of a dividend.</summary>
public sealed class DividendPart
{
    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>Who.</summary>
    public required Id<Member> MemberId { get; init; }

    /// <summary>Thousandths of a share on the record day.</summary>
    public required long MilliShares { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Fen { get; init; }
}
