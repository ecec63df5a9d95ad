using Countyworks.Core.Books;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>Holds money for a proposal that was passed, by authority of its vote and up to what the owners voted to spend out of that ledger.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Ledger">The ledger; one of the neighbourhood's own.</param>
/// <param name="From">The account whose money is held.</param>
/// <param name="To">The account of whoever is to be paid.</param>
/// <param name="Amount">How much.</param>
/// <param name="Until">The last day of the hold.</param>
public sealed record HoldForProposal(Id<Matter> Which, Id<Ledger> Ledger, AccountCode From, AccountCode To, Money Amount, LocalDate Until)
{
    /// <summary>
    /// Holds it. Refuses, in this order: <c>not_found</c> (proposal), <c>wrong_stage</c>, <c>forbidden</c>, <c>not_found</c> (ledger), <c>no_cost_from_ledger</c> (the budget spends nothing out of
    /// this money), and what <see cref="GiveAuthority.In"/> and <see cref="MakeEntry.In"/> refuse, <c>authority_exceeded</c> among them.
    /// </summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) => Doers.MayAdd(change, Which, caller, rules).Then(found =>
    {
        var ledger = change.Db.Set<StoredLedger>().FirstOrDefault(l => l.Id == Ledger && l.PlaceId == found.Matter.PlaceId);
        if (ledger is null)
        {
            return Refusal.NotFound("ledger");
        }

        var (bound, vote) = ProposalCase.LastVote(change.Db, Which)!.Value;
        var limit = Doers.VotedFrom(found.Text(change.Db, bound.Number)!, ledger.Scope);
        if (limit <= Money.Zero)
        {
            return new Refusal("no_cost_from_ledger", "ledger") { Kind = RefusalKind.Conflict };
        }

        return Doers.AuthorityOf(change, Ledger, vote, limit).Then(authority =>
        {
            var ordinal = Doers.Next(change.Db, Which);
            var order = EntryOrder.Hold(
                $"{found.Matter.Number}/{ordinal}", CountyTime.LocalDay(change.Now), CountyTime.EndOf(Until), new Leg(From, Side.Debit, Amount), new Leg(To, Side.Credit, Amount))
                with { Authority = authority, Evidence = Digest.Of(vote.DocumentHash!), Memo = $"{found.Matter.Number} {found.Matter.Title}" };
            return new MakeEntry(Ledger, order).In(change).Then<Done>(entered => Doers.Add(change, found, rules, new Doer
            {
                ProposalId = Which, Ordinal = ordinal, Kind = DoerKind.Hold, LedgerId = Ledger, Seq = entered.Entry.Seq, Fen = Amount.Fen, At = change.Now,
            }, null));
        });
    });
}

/// <summary>Files a request that carries a proposal out: it goes to a unit and runs under the clock of requests.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="Community">The community the neighbourhood lies in.</param>
/// <param name="Category">What it is about; null when the dispatcher shall say.</param>
public sealed record FileForProposal(Id<Matter> Which, string Text, Id<Place> Community, Category? Category = null)
{
    /// <summary>Files it. Refuses, in this order: <c>not_found</c>, <c>wrong_stage</c>, <c>forbidden</c>, and what <see cref="FileRequest.In"/> refuses.</summary>
    public Outcome<Id<Matter>> In(Change change, Caller caller, MatterRules rules, string trackingCode) => Doers.MayAdd(change, Which, caller, rules).Then(found =>
    {
        var place = change.Db.Set<Place>().First(p => p.Id == found.Matter.PlaceId);
        return new FileRequest(Text, place, Community, Category, Door.Counter, trackingCode).In(change, rules)
            .Then(filed => Doers.Link(change, found, caller, rules, filed.Id).Then<Id<Matter>>(_ => filed.Id));
    });
}

/// <summary>Names a matter that is there already as what carries a proposal out: a project, a request.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Number">The matter's number.</param>
public sealed record LinkDoer(Id<Matter> Which, string Number)
{
    /// <summary>Names it. Refuses, in this order: <c>not_found</c> (proposal), <c>wrong_stage</c>, <c>forbidden</c>, <c>matter_unknown</c> (number), and what <see cref="LinkMatters.In"/> refuses.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) => Doers.MayAdd(change, Which, caller, rules).Then(found =>
        change.Db.Set<Matter>().FirstOrDefault(m => m.Number == Number) is { } matter && Standing.Of(Dossier.Read(change.Db, matter.Id, rules)!, caller).MaySee && matter.Id != Which
            ? Doers.Link(change, found, caller, rules, matter.Id)
            : new Refusal("matter_unknown", "number"));
}

/// <summary>Reports what came of a proposal, with photos; it ends with this.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="Text">What was done.</param>
/// <param name="Photos">Pictures of it, kept before; at least one.</param>
public sealed record ReportOnProposal(Id<Matter> Which, string Text, IReadOnlyList<FileContent> Photos)
{
    /// <summary>The most characters of a report, photos of it.</summary>
    public const int TextLimit = 4000, MostPhotos = 10;

    /// <summary>Reports. Refuses, in this order: <c>not_found</c>, <c>missing</c> and <c>too_long</c> (text), <c>missing</c> and <c>too_many_files</c> (files), <c>wrong_stage</c>, <c>forbidden</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) => ProposalCase.Read(change, Which, rules).Then<Done>(found =>
    {
        var refusal = Text.Length == 0 ? Refusal.Missing("text")
            : Text.Length > TextLimit ? Refusal.TooLong("text", TextLimit)
            : Photos.Count == 0 ? Refusal.Missing("files")
            : Photos.Count > MostPhotos ? new Refusal("too_many_files", "files").With("limit", MostPhotos)
            : found.Stage != ProposalKind.Execution ? found.WrongStage
            : !caller.Has(DeliberationPermissions.Keep, found.Matter.PlacePath) ? Refusal.Forbidden
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        change.Add(new ResultReport { ProposalId = Which, Text = Text, At = change.Now });
        foreach (var (i, photo) in Photos.Index())
        {
            change.Add(new ProposalFile
            {
                ProposalId = Which, Number = ProposalFile.OfReport, Ordinal = i + 1, FileId = new KeepFile(photo).In(change).Value, Name = photo.Name, MediaType = photo.Type.MediaType, Sha256 = photo.Sha256,
            });
        }

        found.Make(change, ProposalKind.Report, rules);
        return Done.It;
    });
}

/// <summary>What the use cases of carrying out have in common.</summary>
internal static class Doers
{
    /// <summary>The proposal, if it was passed and is not reported on yet, and the caller keeps it.</summary>
    public static Outcome<ProposalCase> MayAdd(Change change, Id<Matter> id, Caller caller, MatterRules rules) => ProposalCase.Read(change, id, rules).Then<ProposalCase>(found =>
        found.Stage is not (ProposalKind.Result or ProposalKind.Execution) ? found.WrongStage
        : !caller.Has(DeliberationPermissions.Keep, found.Matter.PlacePath) ? Refusal.Forbidden
        : found);

    public static int Next(DistrictDb db, Id<Matter> proposal) => db.Set<Doer>().Count(d => d.ProposalId == proposal) + 1;

    /// <summary>What the owners voted to spend out of a kind of ledger.</summary>
    public static Money VotedFrom(VersionText version, LedgerScope scope) => Money.Sum(version.Lines.Where(l => ScopeOf(l.Source) == scope).Select(l => l.Amount));

    /// <summary>The vote's authority over a ledger: given once, with its limit.</summary>
    public static Outcome<Id<Authority>> AuthorityOf(Change change, Id<Ledger> ledger, Vote vote, Money limit) =>
        change.Db.Set<StoredAuthority>().FirstOrDefault(a => a.LedgerId == ledger && a.Kind == AuthorityKind.Vote && a.Reference == vote.Number) is { } there
            ? there.Id
            : new GiveAuthority(ledger, AuthorityKind.Vote, vote.Number, Digest.Of(vote.DocumentHash!), limit).In(change).Then<Id<Authority>>(given => given.Id);

    public static Outcome<Done> Link(Change change, ProposalCase found, Caller caller, MatterRules rules, Id<Matter> matter) =>
        new LinkMatters(found.Matter.Id, matter, "led_to").In(change, caller, rules).Then<Done>(_ => Add(change, found, rules, new Doer
        {
            ProposalId = found.Matter.Id, Ordinal = Next(change.Db, found.Matter.Id), Kind = DoerKind.Matter, MatterId = matter, At = change.Now,
        }, change.Db.Set<Matter>().First(m => m.Id == matter).Number));

    public static Done Add(Change change, ProposalCase found, MatterRules rules, Doer doer, string? number)
    {
        change.Add(doer);
        if (found.Stage == ProposalKind.Result)
        {
            found.Make(change, ProposalKind.Execute, rules);
        }

        change.Record(new DoerNamed(doer.Kind, doer.Fen, doer.MatterId, number), found.Matter.Id.Value, Audience.Public);
        return Done.It;
    }

    private static LedgerScope? ScopeOf(MoneySource source) => source switch
    {
        MoneySource.MaintenanceFund => LedgerScope.MaintenanceFund,
        MoneySource.CommonIncome => LedgerScope.CommonIncome,
        MoneySource.PropertyFees => LedgerScope.PropertyFees,
        MoneySource.Owners or MoneySource.Outside => null,
    };
}
