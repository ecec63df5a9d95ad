using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>What is booked.</summary>
public enum BookingKind
{
    /// <summary>Revenue that came into the bank: rent, electricity sold (收入).</summary>
    Revenue = 1,

    /// <summary>A cost that was paid (支出).</summary>
    Cost = 2,

    /// <summary>A platform pays over what it took for the company (平台结算).</summary>
    Settlement = 3,
}

/// <summary>Books money of an asset in the company's books. What was booked stays; a mistake is put right by another booking.</summary>
/// <param name="Which">The asset.</param>
/// <param name="Kind">What it is.</param>
/// <param name="On">The day it counts for.</param>
/// <param name="Amount">How much.</param>
/// <param name="Memo">What for, without personal data: it is published.</param>
/// <param name="Document">SHA-256 of the invoice, bank receipt or statement.</param>
/// <param name="Contract">Of a cost: the contract it is paid by.</param>
public sealed record BookMoney(Id<Asset> Which, BookingKind Kind, LocalDate On, Money Amount, string Memo, Digest Document, Id<Contract>? Contract = null)
{
    internal const string Key = "booking/";

    /// <summary>
    /// Books it. Refuses, in this order: <c>not_found</c> (asset), <c>amount_not_positive</c> (amount), <c>missing</c> (memo), <c>date_before_founding</c> (on), <c>company_year_closed</c> (on), of a cost
    /// <c>cost_contract_missing</c> (contract) and <c>bank_short</c> (amount: has), of a settlement <c>settlement_too_much</c> (amount: owed), and what <see cref="MakeEntry"/> refuses.
    /// </summary>
    public Outcome<Entered> In(Change change, Caller caller) => CompanyBooks.FindAsset(change.Db, caller, Which, CompanyPermissions.Keep).Then<Entered>(found =>
    {
        var (company, asset) = found;
        var contract = change.Db.Set<Contract>().FirstOrDefault(c => c.Id == Contract && c.CompanyId == company.Id);
        return WhyNot(change, company, asset, contract) is { } why
            ? why
            : new MakeEntry(company.LedgerId, EntryOrder.Post($"{Key}{change.NewId<Entry>()}", On, Legs(asset)) with { Memo = Memo, Evidence = Document, Authority = Kind == BookingKind.Cost ? contract!.AuthorityId : null }).In(change);
    });

    private Refusal? WhyNot(Change change, Company company, Asset asset, Contract? contract) =>
        Amount <= Money.Zero ? new Refusal("amount_not_positive", "amount")
        : string.IsNullOrWhiteSpace(Memo) ? Refusal.Missing("memo")
        : On < company.FoundedOn ? new Refusal("date_before_founding", "on").With("founded", company.FoundedOn)
        : On.Year <= company.ClosedYear ? new Refusal("company_year_closed", "on") { Kind = RefusalKind.Conflict }.With("year", On.Year)
        : Kind == BookingKind.Cost && contract is null ? new Refusal("cost_contract_missing", "contract")
        : Kind == BookingKind.Cost && NetOf(change, company, CompanyBooks.Bank) is var has && has < Amount.Fen ? new Refusal("bank_short", "amount") { Kind = RefusalKind.Conflict }.With("has", Money.FromFen(has))
        : Kind == BookingKind.Settlement && NetOf(change, company, CompanyBooks.Receivable(asset.Code)) is var owed && owed < Amount.Fen
            ? new Refusal("settlement_too_much", "amount") { Kind = RefusalKind.Conflict }.With("owed", Money.FromFen(owed))
        : null;

    private Leg[] Legs(Asset asset) => Kind switch
    {
        BookingKind.Revenue => [Leg.Debit(CompanyBooks.Bank, Amount.Fen), Leg.Credit(CompanyBooks.Revenue(asset.Code), Amount.Fen)],
        BookingKind.Cost => [Leg.Debit(CompanyBooks.Cost(asset.Code), Amount.Fen), Leg.Credit(CompanyBooks.Bank, Amount.Fen)],
        BookingKind.Settlement => [Leg.Debit(CompanyBooks.Bank, Amount.Fen), Leg.Credit(CompanyBooks.Receivable(asset.Code), Amount.Fen)],
        _ => throw new InvalidOperationException($"No such booking: {Kind}."),
    };

    private static long NetOf(Change change, Company company, string account) =>
        change.Db.Set<StoredAccount>().First(a => a.LedgerId == company.LedgerId && a.Code == account).Known.Balance.NetFen;
}
