using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>
/// A decision of the members' assembly or of the delegates (成员大会、成员代表大会), as its minutes say: counted in the hall. Whether it passed is
/// worked out by the law of R-021 from how many may vote, came and agreed; it is not written down.
/// </summary>
public sealed class AssemblyDecision
{
    /// <summary>The most characters of a question.</summary>
    public const int QuestionLimit = 200;

    /// <summary>The item of article 26 under which a distribution plan is decided.</summary>
    public const int Distribution = 7;

    /// <summary>Its identity.</summary>
    public required Id<AssemblyDecision> Id { get; init; }

    /// <summary>The company whose collective decided.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>As people name it: 村决-2026-000001.</summary>
    public required string Number { get; init; }

    /// <summary>The item of article 26, 1 to 13.</summary>
    public required int Item { get; init; }

    /// <summary>Whether delegates decided.</summary>
    public required bool ByDelegates { get; init; }

    /// <summary>What was asked.</summary>
    public required string Question { get; init; }

    /// <summary>When it was announced.</summary>
    public required LocalDate AnnouncedOn { get; init; }

    /// <summary>When it was held.</summary>
    public required LocalDate HeldOn { get; init; }

    /// <summary>How many may vote: of members, by the register of that day.</summary>
    public required int Eligible { get; init; }

    /// <summary>Of them, how many came.</summary>
    public required int Present { get; init; }

    /// <summary>In favour.</summary>
    public required int Yes { get; init; }

    /// <summary>Against.</summary>
    public required int No { get; init; }

    /// <summary>SHA-256 of the minutes.</summary>
    public required byte[] Document { get; init; }

    /// <summary>The count, by the rule of its item.</summary>
    public Tally Tally => new(VoteRule.OfVillage(Item, ByDelegates).Value, new Figures(0, 0, 0, 0), new Figures(Eligible, Yes, No, Present - Yes - No), 0);
}
