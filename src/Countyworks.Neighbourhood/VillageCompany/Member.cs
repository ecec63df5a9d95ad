using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>A member of the collective (集体成员), by number and household.</summary>
public sealed class Member
{
    /// <summary>The most characters of a member's or household's number.</summary>
    public const int NumberLimit = 20;

    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 50;

    /// <summary>Its identity.</summary>
    public required Id<Member> Id { get; init; }

    /// <summary>The company in whose register it stands.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>The number in the register; unlike any other's.</summary>
    public required string Number { get; init; }

    /// <summary>The household (户), by number.</summary>
    public required string Household { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Since which day the member is of full capacity and votes; null for a member who does not vote.</summary>
    public LocalDate? VotesFrom { get; init; }

    /// <summary>The last day as a member, inclusive; null while it is one.</summary>
    public LocalDate? LastDay { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>Why shares change.</summary>
public enum ShareReason
{
    /// <summary>Given when the collective's assets were quantified (量化配股).</summary>
    Granted = 1,

    /// <summary>Passed on to heirs (继承).</summary>
    Inherited = 2,

    /// <summary>Given to or taken over from another member (转让).</summary>
    Transferred = 3,

    /// <summary>Given back to the collective for a price (有偿退出).</summary>
    GivenBack = 4,

    /// <summary>What was entered wrongly is put right (更正).</summary>
    Corrected = 5,
}

/// <summary>A change of a member's shares: added once, never changed; a mistake is put right by another.</summary>
public sealed class ShareChange
{
    /// <summary>Its identity.</summary>
    public required Id<ShareChange> Id { get; init; }

    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>Whose shares.</summary>
    public required Id<Member> MemberId { get; init; }

    /// <summary>From which day, inclusive.</summary>
    public required LocalDate EffectiveOn { get; init; }

    /// <summary>Thousandths of a share; below zero when they go.</summary>
    public required long MilliShares { get; init; }

    /// <summary>Why.</summary>
    public required ShareReason Reason { get; init; }

    /// <summary>When it was entered.</summary>
    public required Instant At { get; init; }
}

/// <summary>The register frozen for a day: from then on nothing up to that day changes.</summary>
public sealed class RegisterFreeze
{
    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>The day.</summary>
    public required LocalDate Day { get; init; }

    /// <summary>All shares, in thousandths.</summary>
    public required long MilliShares { get; init; }

    /// <summary>How many members hold some.</summary>
    public required int Holders { get; init; }

    /// <summary>The root over the register's lines, see <see cref="ShareRegister.Root"/>.</summary>
    public required byte[] Root { get; init; }

    /// <summary>When it was frozen.</summary>
    public required Instant At { get; init; }
}
