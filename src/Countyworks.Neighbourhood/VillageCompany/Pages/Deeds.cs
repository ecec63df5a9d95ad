using System.Globalization;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Pages;

/// <summary>Where a deed is done.</summary>
/// <param name="Page">The call.</param>
/// <param name="Company">The company.</param>
/// <param name="Texts">For what there is to choose.</param>
internal sealed record DeedPlace(PageCall Page, Company Company, Texts Texts);

/// <summary>Something that whoever keeps a company does with a form.</summary>
/// <param name="Name">Its name in the address.</param>
/// <param name="Fields">What is asked.</param>
/// <param name="Read">Reads the form, which collects what is wrong; then decides, with the document that came with it.</param>
internal sealed record Deed(string Name, Func<DeedPlace, IReadOnlyList<DeedField>> Fields, Func<DeedPlace, Form, Func<Change, Digest, Outcome<Done>>> Read)
{
    /// <summary>The field for the document.</summary>
    public const string Document = "document";

    private static readonly DeedField Paper = new(Document, FieldKind.Document);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Deed> All =
    [
        new("holding", at => [new("holder", FieldKind.Text), new("kind", FieldKind.Radios, Option.Of<HolderKind>(at.Texts)), new("paidIn", FieldKind.Number), new("on", FieldKind.Day)], Holding),
        new("asset", at => [new("code", FieldKind.Text), new("name", FieldKind.Text), new("kind", FieldKind.Radios, Option.Of<AssetKind>(at.Texts)), new("inServiceOn", FieldKind.Day)], Asset),
        new("member", _ => [new("number", FieldKind.Text), new("household", FieldKind.Text), new("name", FieldKind.Text), new("votesFrom", FieldKind.Day, Optional: true)], Member),
        new("membership", _ => [new("number", FieldKind.Text), new("lastDay", FieldKind.Day)], Membership),
        new("shares", at => [new("number", FieldKind.Text), new("on", FieldKind.Day), new("shares", FieldKind.Number), new("reason", FieldKind.Radios, Option.Of<ShareReason>(at.Texts))], Shares),
        new("freeze", _ => [new("day", FieldKind.Day)], Freeze),
        new("booking", at =>
            [
                new("asset", FieldKind.Select, Assets(at)), new("kind", FieldKind.Radios, Option.Of<BookingKind>(at.Texts)), new("on", FieldKind.Day), new("amount", FieldKind.Number),
                new("memo", FieldKind.Text), new("contract", FieldKind.Select, Contracts(at), Optional: true), Paper,
            ], Booking),
        new("undo", _ => [new("entry", FieldKind.Number), new("on", FieldKind.Day), new("memo", FieldKind.Text), Paper], Undo),
        new("contract", at =>
            [
                new("counterparty", FieldKind.Text), new("counterpartyCode", FieldKind.Text, Optional: true), new("subject", FieldKind.Text), new("amount", FieldKind.Number), new("signedOn", FieldKind.Day),
                new("decision", FieldKind.Select, Decisions(at), Optional: true), Paper,
            ], SignedContract),
        new("party", at =>
            [
                new("name", FieldKind.Text), new("code", FieldKind.Text, Optional: true), new("relation", FieldKind.Radios, Option.Of<Relation>(at.Texts)), new("firstDay", FieldKind.Day),
                new("lastDay", FieldKind.Day, Optional: true),
            ], Party),
        new("decision", at =>
            [
                new("item", FieldKind.Select, Items(at)), new("question", FieldKind.Text), new("announcedOn", FieldKind.Day), new("heldOn", FieldKind.Day), new("delegates", FieldKind.Number, Optional: true),
                new("present", FieldKind.Number), new("yes", FieldKind.Number), new("no", FieldKind.Number), Paper,
            ], Decided),
        new("profit", at => [new("year", FieldKind.Number), new("amount", FieldKind.Number), new("on", FieldKind.Day), new("decision", FieldKind.Select, Decisions(at)), Paper], Profit),
        new("dividend", at => [new("year", FieldKind.Number), new("recordDay", FieldKind.Select, FrozenDays(at)), new("decision", FieldKind.Select, Decisions(at))], DividendOf),
        new("payout", _ => [new("on", FieldKind.Day), new("amount", FieldKind.Number), Paper], Paid),
    ];

    private const int MostPeople = 2_000_000, NoLimit = 1000;

    private static Func<Change, Digest, Outcome<Done>> Holding(DeedPlace at, Form form)
    {
        var (holder, kind, paidIn, on) = (form.Text("holder", Company.NameLimit), form.Choice<HolderKind>("kind"), form.Money("paidIn"), form.Date("on"));
        return (change, _) => new AddHolding(at.Company.Id, holder, kind, paidIn, on).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Asset(DeedPlace at, Form form)
    {
        var (code, name, kind, on) = (form.Text("code", NoLimit), form.Text("name", Company.NameLimit), form.Choice<AssetKind>("kind"), form.Date("inServiceOn"));
        return (change, _) => new AddAsset(at.Company.Id, code, name, kind, on).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Member(DeedPlace at, Form form)
    {
        var (number, household, name, votes) = (form.Text("number", VillageCompany.Member.NumberLimit), form.Text("household", VillageCompany.Member.NumberLimit), form.Text("name", VillageCompany.Member.NameLimit), form.DateOrNull("votesFrom"));
        return (change, _) => new EnterMember(at.Company.Id, number, household, name, votes).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Membership(DeedPlace at, Form form)
    {
        var (number, last) = (form.Text("number", VillageCompany.Member.NumberLimit), form.Date("lastDay"));
        return (change, _) => new EndMembership(at.Company.Id, number, last).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Shares(DeedPlace at, Form form)
    {
        var (number, on, typed, reason) = (form.Text("number", VillageCompany.Member.NumberLimit), form.Date("on"), form.Text("shares", NoLimit), form.Choice<ShareReason>("reason"));
        return (change, _) => ShareRegister.Parse(typed, "shares").Then(milli => new ChangeShares(at.Company.Id, number, on, milli, reason).In(change, at.Page.Caller)).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Freeze(DeedPlace at, Form form)
    {
        var day = form.Date("day");
        return (change, _) => new FreezeRegister(at.Company.Id, day).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Booking(DeedPlace at, Form form)
    {
        var (asset, kind, on, amount, memo) = (form.Id<Asset>("asset"), form.Choice<BookingKind>("kind"), form.Date("on"), form.Money("amount"), form.Text("memo", Engines.Ledgers.EntryOrder.MemoLimit));
        var contract = form.IdOrNull<Contract>("contract");
        return (change, document) => new BookMoney(asset, kind, on, amount, memo, document, contract).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> SignedContract(DeedPlace at, Form form)
    {
        var (with, code, subject, amount) = (form.Text("counterparty", Company.NameLimit), form.Text("counterpartyCode", NoLimit, required: false), form.Text("subject", Contract.SubjectLimit), form.Money("amount"));
        var (on, decision) = (form.Date("signedOn"), form.IdOrNull<AssemblyDecision>("decision"));
        return (change, document) => new SignContract(at.Company.Id, with, Some(code), subject, amount, on, decision, document).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Party(DeedPlace at, Form form)
    {
        var (name, code, relation) = (form.Text("name", Company.NameLimit), form.Text("code", NoLimit, required: false), form.Choice<Relation>("relation"));
        var (first, last) = (form.Date("firstDay"), form.DateOrNull("lastDay"));
        return (change, _) => new DeclareRelatedParty(at.Company.Id, name, Some(code), relation, first, last).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Decided(DeedPlace at, Form form)
    {
        var (item, question, announced, held) = (form.Whole("item", 1, VoteRule.LastVillageItem), form.Text("question", AssemblyDecision.QuestionLimit), form.Date("announcedOn"), form.Date("heldOn"));
        var (delegates, present, yes, no) = (form.WholeOrNull("delegates", 1, MostPeople), form.Whole("present", 0, MostPeople), form.Whole("yes", 0, MostPeople), form.Whole("no", 0, MostPeople));
        return (change, document) => new RecordDecision(at.Company.Id, item, question, announced, held, delegates, present, yes, no, document).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Profit(DeedPlace at, Form form)
    {
        var (year, amount, on, decision) = (form.Whole("year", at.Company.FoundedOn.Year, at.Page.Today.Year), form.Money("amount"), form.Date("on"), form.Id<AssemblyDecision>("decision"));
        return (change, document) => new PayProfit(at.Company.Id, year, amount, on, decision, document).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> DividendOf(DeedPlace at, Form form)
    {
        var (year, typed, decision) = (form.Whole("year", at.Company.FoundedOn.Year, at.Page.Today.Year), form.Date("recordDay"), form.Id<AssemblyDecision>("decision"));
        return (change, _) => new DeclareDividend(at.Company.Id, year, typed, decision).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Undo(DeedPlace at, Form form)
    {
        var (entry, on, memo) = (form.Whole("entry", 1, int.MaxValue), form.Date("on"), form.Text("memo", Engines.Ledgers.EntryOrder.MemoLimit));
        return (change, document) => new ReverseBooking(at.Company.Id, entry, on, memo, document).In(change, at.Page.Caller).Finished();
    }

    private static Func<Change, Digest, Outcome<Done>> Paid(DeedPlace at, Form form)
    {
        var (on, amount) = (form.Date("on"), form.Money("amount"));
        return (change, document) => new PayOut(at.Company.Id, on, amount, document).In(change, at.Page.Caller).Finished();
    }

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private static IReadOnlyList<Option> Assets(DeedPlace at) =>
        [.. at.Page.Db.Set<Asset>().Where(a => a.CompanyId == at.Company.Id).OrderBy(a => a.Code).AsEnumerable().Select(a => new Option(a.Id.ToString(), a.Name))];

    private static IReadOnlyList<Option> Contracts(DeedPlace at) =>
        [.. at.Page.Db.Set<Contract>().Where(c => c.CompanyId == at.Company.Id).OrderByDescending(c => c.SignedOn).ThenBy(c => c.Id).AsEnumerable().Select(c => new Option(c.Id.ToString(), $"{c.Subject} · {c.Counterparty}"))];

    private static IReadOnlyList<Option> Decisions(DeedPlace at) =>
    [
        .. at.Page.Db.Set<AssemblyDecision>().Where(d => d.CompanyId == at.Company.Id).OrderByDescending(d => d.HeldOn).ThenByDescending(d => d.Id).AsEnumerable().Where(d => d.Tally.IsPassed)
            .Select(d => new Option(d.Id.ToString(), $"{d.Number} {d.Question}")),
    ];

    private static IReadOnlyList<Option> FrozenDays(DeedPlace at) =>
    [
        .. at.Page.Db.Set<RegisterFreeze>().Where(f => f.CompanyId == at.Company.Id).OrderByDescending(f => f.Day).AsEnumerable()
            .Select(f => new Option(f.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), Dates.DayOfYear(f.Day))),
    ];

    private static IReadOnlyList<Option> Items(DeedPlace at) => [.. Enumerable.Range(1, VoteRule.LastVillageItem).Select(i => new Option(i.ToString(CultureInfo.InvariantCulture), at.Texts.Format("village.item_of_law", i)))];
}

/// <summary>What a deed answers.</summary>
internal static class DeedOutcome
{
    public static Outcome<Done> Finished<T>(this Outcome<T> outcome) => outcome.Then<Done>(_ => Done.It);
}
