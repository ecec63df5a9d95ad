using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>
/// Puts a contract on record; from then on costs are booked by it, up to its sum. One with a related party is flagged wherever it is shown, and stands out
/// where no assembly decided it.
/// </summary>
/// <param name="Which">The company.</param>
/// <param name="Counterparty">With whom.</param>
/// <param name="CounterpartyCode">Its unified social credit code; null where it has none.</param>
/// <param name="Subject">What for.</param>
/// <param name="Amount">The sum.</param>
/// <param name="SignedOn">When it was signed.</param>
/// <param name="Decision">The assembly's decision it rests on; null for none.</param>
/// <param name="Document">SHA-256 of the contract.</param>
public sealed record SignContract(Id<Company> Which, string Counterparty, string? CounterpartyCode, string Subject, Money Amount, LocalDate SignedOn, Id<AssemblyDecision>? Decision, Digest Document)
{
    /// <summary>
    /// Records it. Refuses, in this order: <c>not_found</c> (company), <c>missing</c> and <c>too_long</c> (counterparty, subject), what <see cref="UnifiedSocialCreditCode.Parse"/> refuses
    /// (counterpartyCode), <c>amount_not_positive</c> (amount), <c>date_future</c> (signedOn), <c>resolution_not_passed</c> (decision: none of the company's, or none that passed).
    /// </summary>
    public Outcome<Contract> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<Contract>(company =>
    {
        var decision = Decision is { } id ? change.Db.Set<AssemblyDecision>().FirstOrDefault(d => d.Id == id && d.CompanyId == company.Id) : null;
        return WhyNot(change, decision) is { } why ? why : Keep(change, company, decision);
    });

    private Refusal? WhyNot(Change change, AssemblyDecision? decision) =>
        string.IsNullOrWhiteSpace(Counterparty) ? Refusal.Missing("counterparty")
        : Counterparty.Length > Company.NameLimit ? Refusal.TooLong("counterparty", Company.NameLimit)
        : string.IsNullOrWhiteSpace(Subject) ? Refusal.Missing("subject")
        : Subject.Length > Contract.SubjectLimit ? Refusal.TooLong("subject", Contract.SubjectLimit)
        : CounterpartyCode is { } code && UnifiedSocialCreditCode.Parse(code, "counterpartyCode").Refusal is { } wrong ? wrong
        : Amount <= Money.Zero ? new Refusal("amount_not_positive", "amount")
        : SignedOn > CountyTime.LocalDay(change.Now) ? new Refusal("date_future", "signedOn")
        : Decision is not null && decision is not { Tally.IsPassed: true } ? new Refusal("resolution_not_passed", "decision")
        : null;

    private Contract Keep(Change change, Company company, AssemblyDecision? decision)
    {
        var authority = new GiveAuthority(company.LedgerId, decision is null ? AuthorityKind.Rule : AuthorityKind.Vote, Subject, Document, Amount).In(change).Value;
        var contract = new Contract
        {
            Id = change.NewId<Contract>(), CompanyId = company.Id, Counterparty = Counterparty.Trim(), CounterpartyCode = CounterpartyCode is { } code ? UnifiedSocialCreditCode.Parse(code).Value.ToString() : null,
            Subject = Subject.Trim(), AmountFen = Amount.Fen, SignedOn = SignedOn, DecisionId = decision?.Id, AuthorityId = authority.Id, Document = Document.ToArray(),
        };
        change.Add(contract);
        var parties = change.Db.Set<RelatedParty>().Where(p => p.CompanyId == company.Id).OrderBy(p => p.Id).ToList();
        change.Record(new ContractSigned(contract.Id, Amount.Fen, SignedOn, contract.With(parties).Any()), company.Id.Value, Audience.Public);
        return contract;
    }
}

/// <summary>Declares a related party of the company. Contracts signed before it was declared are flagged from then on too.</summary>
/// <param name="Which">The company.</param>
/// <param name="Name">The person or enterprise.</param>
/// <param name="Code">An enterprise's unified social credit code; null for a person.</param>
/// <param name="Relation">How it is related.</param>
/// <param name="FirstDay">From which day.</param>
/// <param name="LastDay">Until which day, inclusive; null while it lasts.</param>
public sealed record DeclareRelatedParty(Id<Company> Which, string Name, string? Code, Relation Relation, LocalDate FirstDay, LocalDate? LastDay)
{
    /// <summary>
    /// Declares it. Refuses, in this order: <c>not_found</c> (company), <c>missing</c> and <c>too_long</c> (name), what <see cref="UnifiedSocialCreditCode.Parse"/> refuses (code),
    /// <c>days_reversed</c> (lastDay).
    /// </summary>
    public Outcome<RelatedParty> In(Change change, Caller caller) => CompanyBooks.Find(change.Db, caller, Which, CompanyPermissions.Keep).Then<RelatedParty>(company =>
    {
        var why = string.IsNullOrWhiteSpace(Name) ? Refusal.Missing("name")
            : Name.Length > Company.NameLimit ? Refusal.TooLong("name", Company.NameLimit)
            : Code is { } code && UnifiedSocialCreditCode.Parse(code, "code").Refusal is { } wrong ? wrong
            : LastDay < FirstDay ? new Refusal("days_reversed", "lastDay")
            : null;
        if (why is not null)
        {
            return why;
        }

        var party = new RelatedParty
        {
            Id = change.NewId<RelatedParty>(), CompanyId = company.Id, Name = Name.Trim(), Code = Code is { } known ? UnifiedSocialCreditCode.Parse(known).Value.ToString() : null, Relation = Relation, FirstDay = FirstDay,
            LastDay = LastDay,
        };
        change.Add(party);
        change.Record(new RelatedPartyDeclared(party.Id, Relation, FirstDay, LastDay), company.Id.Value);
        return party;
    });
}
