using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>A contract of the company: what may be spent, with whom. Costs are booked by it, and never more than it says.</summary>
public sealed class Contract
{
    /// <summary>The most characters of its subject.</summary>
    public const int SubjectLimit = 200;

    /// <summary>Its identity.</summary>
    public required Id<Contract> Id { get; init; }

    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>With whom.</summary>
    public required string Counterparty { get; init; }

    /// <summary>Its unified social credit code; null where it has none.</summary>
    public string? CounterpartyCode { get; init; }

    /// <summary>What for.</summary>
    public required string Subject { get; init; }

    /// <summary>The sum, in fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>When it was signed.</summary>
    public required LocalDate SignedOn { get; init; }

    /// <summary>The assembly's decision it rests on; null where none was asked for.</summary>
    public Id<AssemblyDecision>? DecisionId { get; init; }

    /// <summary>The authority of the books by which its costs are booked.</summary>
    public required Id<Authority> AuthorityId { get; init; }

    /// <summary>SHA-256 of the contract.</summary>
    public required byte[] Document { get; init; }

    /// <summary>The related parties it is with, of those declared so far.</summary>
    public IEnumerable<RelatedParty> With(IReadOnlyList<RelatedParty> parties) =>
        RelatedParties.Among([.. parties.Select(p => new KnownParty(p.Name, p.Code, p.FirstDay, p.LastDay))], Counterparty, CounterpartyCode, SignedOn).Select(i => parties[i]);
}

/// <summary>How somebody is related to the company.</summary>
public enum Relation
{
    /// <summary>Directs, manages or supervises it (董事、经理、监事).</summary>
    Officer = 1,

    /// <summary>A village official (村干部).</summary>
    VillageOfficial = 2,

    /// <summary>A near relative of one of them (近亲属).</summary>
    Relative = 3,

    /// <summary>An enterprise that one of them owns or runs (控制或任职的企业).</summary>
    TheirEnterprise = 4,
}

/// <summary>A related party (关联方) that was declared.</summary>
public sealed class RelatedParty
{
    /// <summary>Its identity.</summary>
    public required Id<RelatedParty> Id { get; init; }

    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>The person or enterprise.</summary>
    public required string Name { get; init; }

    /// <summary>An enterprise's unified social credit code; null for a person.</summary>
    public string? Code { get; init; }

    /// <summary>How it is related.</summary>
    public required Relation Relation { get; init; }

    /// <summary>From which day, inclusive.</summary>
    public required LocalDate FirstDay { get; init; }

    /// <summary>Until which day, inclusive; null while it lasts.</summary>
    public LocalDate? LastDay { get; init; }
}
