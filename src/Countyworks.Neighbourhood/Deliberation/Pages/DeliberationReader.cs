using Countyworks.Core.Books;
using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Deliberation.Pages;

/// <summary>Reads what the pages of deliberations show: everybody may read them, the words that were hidden excepted.</summary>
public sealed class DeliberationReader(MatterRules rules, Core.Settings.DistrictSettings settings, Texts texts)
{
    /// <summary>What the county set, today.</summary>
    public DeliberationRule Rule(PageCall page) => settings.Get(DeliberationRule.Setting, page.Today, new DeliberationRule());

    /// <summary>The rules of matters.</summary>
    public MatterRules Rules => rules;

    /// <summary>What the county set for votes, today.</summary>
    public VoteSettings VoteRule(PageCall page) => settings.Get(VoteSettings.Setting, page.Today, new VoteSettings());

    /// <summary>The proposal's matter; null when there is none.</summary>
    public static Matter? Matter(DistrictDb db, Id<Matter> id) =>
        db.Set<Matter>().FirstOrDefault(m => m.Id == id && m.Kind == ProposalKind.Kind.Name);

    /// <summary>The page of a proposal; null when there is none.</summary>
    public ProposalView? One(PageCall page, Id<Matter> id)
    {
        var (db, caller) = (page.Db, page.Caller);
        if (Matter(db, id) is not { } matter)
        {
            return null;
        }

        var proposal = db.Set<Proposal>().First(p => p.Id == id);
        var thread = ProposalCase.Thread(db, id);
        var experts = db.Set<Expert>().Where(e => e.ProposalId == id).OrderBy(e => e.At).ThenBy(e => e.PersonId).ToList();
        var names = Names(db, [.. thread.Select(c => c.PersonId), proposal.AuthorId]);
        SaidView View(Contribution said) => new(said, Who(page, said.PersonId, said.SpokeAs, names, experts), caller.Person?.Id == said.PersonId);
        var answers = thread.Where(c => c.Kind == ContributionKind.Answer).ToLookup(c => c.ParentId);
        var version = ProposalCase.Text(db, matter, proposal.Latest);
        var vote = Held(db, matter);
        var view = new ProposalView(matter, proposal, page.Places.FullName(matter.PlaceId), page.Now)
        {
            Author = Who(page, proposal.AuthorId, AuthorVoice(page, proposal, matter), names, []),
            Version = version,
            Hash = version is null ? "" : Convert.ToHexStringLower(version.Hash),
            Versions = [.. db.Set<ProposalVersion>().Where(v => v.ProposalId == id).OrderByDescending(v => v.Number)],
            Drawings = Files(db, id, proposal.Latest),
            Experts = experts,
            Concerns =
            [
                .. thread.Where(c => c.Kind == ContributionKind.Concern)
                    .Select(c => new ConcernView(View(c), Concerns.StateOf(c, thread), [.. answers[c.Id].Select(View)]))
                    .OrderBy(c => c.State).ThenBy(c => c.Concern.Said.At),
            ],
            Comments = [.. thread.Where(c => c.Kind == ContributionKind.Comment).Select(View)],
            Disclosure = ProposalCase.DisclosureOf(db, proposal),
            Vote = vote,
            Doers = DoersOf(page, matter),
            Report = db.Set<ResultReport>().FirstOrDefault(r => r.ProposalId == id),
            Photos = proposal.Latest == 0 ? [] : Files(db, id, ProposalFile.OfReport),
            WhyEnded = WhyEnded(db, matter),
            Seconds = db.Set<Seconding>().Count(s => s.ProposalId == id),
            SecondsNeeded = Rule(page).Seconds,
        };
        var authorities = vote is null ? [] : db.Set<StoredAuthority>().Where(a => a.Kind == AuthorityKind.Vote && a.Reference == vote.Vote.Number).ToList();
        return ForReader(page, view with { Spent = Money.FromFen(authorities.Sum(a => a.SpentFen)), Held = Money.FromFen(authorities.Sum(a => a.HeldFen)) });
    }

    // What the reader is to the proposal, and may do with it.
    private static ProposalView ForReader(PageCall page, ProposalView view)
    {
        var (db, caller, matter, me) = (page.Db, page.Caller, view.Matter, page.Caller.Person?.Id);
        var mayKeep = caller.Has(DeliberationPermissions.Keep, matter.PlacePath);
        return view with
        {
            HasSeconded = me is { } second && db.Set<Seconding>().Any(s => s.ProposalId == matter.Id && s.PersonId == second),
            IsSignedIn = me is not null,
            IsAuthor = me == view.Proposal.AuthorId,
            Voice = ProposalCase.VoiceOf(db, caller, matter.PlacePath, page.Today),
            IsExpert = view.Experts.Any(e => e.PersonId == me),
            MayKeep = mayKeep,
            WaitsFor = WaitsFor(page, view, mayKeep),
            MayModerate = caller.Has(DeliberationPermissions.Moderate, matter.PlacePath),
            MayVote = view.Vote is { Vote: var vote } && me is { } voter && vote.IsOpen(page.Now) && (Electorate.Own(db, vote, voter).Count > 0 || Electorate.Mandated(db, vote, voter).Count > 0),
        };
    }

    /// <summary>Why the vote on the latest version may not be announced today; null when it may.</summary>
    public static Refusal? WhyNoVote(PageCall page, Matter matter, Proposal proposal) =>
        HeldUp.BeforeVote(ProposalCase.DisclosureOf(page.Db, proposal), ProposalCase.Thread(page.Db, matter.Id), page.Today) ?? AnnounceVote.RollOf(page.Db, matter.PlacePath).Refusal;

    // What stands between a proposal and its next step; asked only for whoever leads it there.
    private static Refusal? WaitsFor(PageCall page, ProposalView view, bool mayKeep) =>
        !mayKeep ? null
        : view.Stage == ProposalKind.Answers ? HeldUp.BeforeDisclosure(view.Version!, ProposalCase.Thread(page.Db, view.Matter.Id))
        : view.Stage == ProposalKind.Disclosed ? WhyNoVote(page, view.Matter, view.Proposal)
        : null;

    /// <summary>Something said, as the caller reads it; null when there is none of that id in the proposal.</summary>
    public SaidView? Said(PageCall page, Matter matter, Id<Contribution> id)
    {
        if (page.Db.Set<Contribution>().FirstOrDefault(c => c.Id == id && c.ProposalId == matter.Id) is not { } said)
        {
            return null;
        }

        var experts = page.Db.Set<Expert>().Where(e => e.ProposalId == matter.Id).ToList();
        return new(said, Who(page, said.PersonId, said.SpokeAs, Names(page.Db, [said.PersonId]), experts), page.Caller.Person?.Id == said.PersonId);
    }

    /// <summary>The files of a version, or of the report.</summary>
    public static IReadOnlyList<FileLink> Files(DistrictDb db, Id<Matter> id, int number) =>
    [
        .. db.Set<ProposalFile>().Where(f => f.ProposalId == id && f.Number == number).OrderBy(f => f.Ordinal).AsEnumerable()
            .Select(f => new FileLink(f.Name, $"/files/{f.FileId}", FileType.Of(f.MediaType) is { IsImage: true } ? $"/files/{f.FileId}/thumb" : null)),
    ];

    /// <summary>The vote last held on a proposal; null before.</summary>
    public static HeldVote? Held(DistrictDb db, Matter matter) => ProposalCase.LastVote(db, matter.Id) is not { } last
        ? null
        : new(last.Vote, last.Bound, last.Vote.Stage == VoteStage.Closed ? VoteCount.Read(db, last.Vote) : null,
            ProposalCase.Text(db, matter, last.Bound.Number) is { } version && BoundVote.Binds(last.Vote, version) && version.Hash.AsSpan().SequenceEqual(last.Bound.Hash));

    private static SpeaksAs AuthorVoice(PageCall page, Proposal proposal, Matter matter) =>
        page.Posts.HeldBy(proposal.AuthorId, CountyTime.LocalDay(matter.OpenedAt)).Count > 0 ? SpeaksAs.Staff : SpeaksAs.Owner;

    private static Dictionary<Id<Person>, string> Names(DistrictDb db, IReadOnlyCollection<Id<Person>> people)
    {
        var ids = people.Distinct().ToList();
        return db.Set<Person>().Where(p => ids.Contains(p.Id)).ToDictionary(p => p.Id, p => p.Name);
    }

    // A neighbour is known to neighbours by the first sign of the name and to nobody else; whoever speaks for an office, by the office; an expert openly.
    private string Who(PageCall page, Id<Person> person, SpeaksAs voice, Dictionary<Id<Person>, string> names, List<Expert> experts) => voice switch
    {
        SpeaksAs.Expert when experts.Find(e => e.PersonId == person) is { } expert => texts.Format("deliberation.who", expert.Name, expert.Field),
        SpeaksAs.Staff when page.Posts.HeldBy(person, page.Today).FirstOrDefault() is { } post => texts.Format("deliberation.who", page.Posts.Find(post.OrganisationId)?.Name, post.Title),
        _ => texts.Format("deliberation.who", Masked.Name(names.GetValueOrDefault(person)), texts.Of(voice)),
    };

    private IReadOnlyList<DoerView> DoersOf(PageCall page, Matter proposal)
    {
        var db = page.Db;
        var doers = db.Set<Doer>().Where(d => d.ProposalId == proposal.Id).OrderBy(d => d.Ordinal).ToList();
        return [.. doers.Select(doer => doer.Kind == DoerKind.Hold ? HoldView(db, doer) : MatterView(page, doer))];
    }

    private DoerView HoldView(DistrictDb db, Doer doer)
    {
        var ledger = db.Set<StoredLedger>().First(l => l.Id == doer.LedgerId);
        var end = db.Set<StoredEntry>().FirstOrDefault(e => e.LedgerId == doer.LedgerId && e.OfSeq == doer.Seq);
        var state = end?.Kind switch { null => HoldState.Held, EntryKind.PostHold => HoldState.Paid, _ => HoldState.Freed };
        return new(doer, ledger.Name, texts.Of(state), null);
    }

    private DoerView MatterView(PageCall page, Doer doer)
    {
        var dossier = Dossier.Read(page.Db, doer.MatterId!.Value, rules)!;
        var matter = dossier.Matter;
        var maySee = Standing.Of(dossier, page.Caller).MaySee;
        return new(
            doer, maySee ? $"{matter.Number} {matter.Title}" : matter.Number, texts.For(dossier.Kind, $"stage.{matter.Stage}"), maySee ? $"{Core.Matters.Pages.OneMatter.MatterEndpoints.AnyKind}/{matter.Id}" : null);
    }

    // Everybody reads why it ended: the words stand in the journal as the remark of the move that ended it.
    private static string? WhyEnded(DistrictDb db, Matter matter)
    {
        if (matter.Stage is not (ProposalKind.NotTakenUp or ProposalKind.Infeasible or ProposalKind.Withdrawn))
        {
            return null;
        }

        var (subject, moved) = ((Guid?)matter.Id.Value, FactKinds.NameOf(typeof(MatterMoved)));
        return db.Set<FactRow>().Where(f => f.SubjectId == subject && f.Kind == moved && f.Remark != null).OrderByDescending(f => f.Seq).Select(f => f.Remark).FirstOrDefault();
    }
}
