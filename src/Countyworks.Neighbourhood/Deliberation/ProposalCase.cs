using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Votes;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>A proposal with its matter: what every decision about it needs to see.</summary>
/// <param name="Dossier">The matter.</param>
/// <param name="Proposal">The rest.</param>
internal sealed record ProposalCase(Dossier Dossier, Proposal Proposal)
{
    /// <summary>The matter.</summary>
    public Matter Matter => Dossier.Matter;

    /// <summary>Its stage.</summary>
    public string Stage => Matter.Stage;

    /// <summary>Reads it; null when there is none.</summary>
    public static ProposalCase? Find(DistrictDb db, Id<Matter> id, MatterRules rules) =>
        db.Set<Proposal>().FirstOrDefault(p => p.Id == id) is { } proposal ? new(Dossier.Read(db, id, rules)!, proposal) : null;

    /// <summary>Reads it inside a command. Refuses <c>not_found</c> (proposal).</summary>
    public static Outcome<ProposalCase> Read(Change change, Id<Matter> id, MatterRules rules) =>
        Find(change.Db, id, rules) is { } found ? found : Refusal.NotFound("proposal");

    /// <summary>The matters of all proposals; reached from the few proposals, not from all matters of a county.</summary>
    public static IQueryable<Matter> All(DistrictDb db) =>
        from proposal in db.Set<Proposal>()
        join matter in db.Set<Matter>() on proposal.Id equals matter.Id
        select matter;

    /// <summary>Whether the caller raised it.</summary>
    public bool IsBy(Caller caller) => caller.Person?.Id == Proposal.AuthorId;

    /// <summary>In which capacities a caller may act: everybody may see it.</summary>
    public Standing StandingOf(Caller caller) => Standing.Of(Dossier, caller, IsBy(caller)) with { MaySee = true };

    /// <summary>Whether the caller may make a move now. Refuses what <see cref="Standing.May"/> refuses.</summary>
    public Outcome<Move> May(Caller caller, string move, Words? words = null) => StandingOf(caller).May(Dossier, move, words ?? Words.None);

    /// <summary>Makes a move of the kind, which was found to be allowed.</summary>
    public void Make(Change change, string move, MatterRules rules, Words? words = null) =>
        MakeMove.In(change, Dossier, ProposalKind.Kind.MoveNamed(move)!, words ?? Words.None, rules);

    /// <summary>The stage it is in does not allow what is wanted.</summary>
    public Refusal WrongStage => new Refusal("wrong_stage") { Kind = RefusalKind.Conflict }.With("stage", Stage);

    /// <summary>
    /// Why no opinion is said and no concern raised, by whoever it is: <c>wrong_stage</c> (the text stands or the matter has ended), <c>said_enough</c>; null when they are. The use case refuses by
    /// it, and the page says it in the place of the form.
    /// </summary>
    public Refusal? WhyNoWord(DistrictDb db) =>
        !ProposalKind.IsOpenForTalk(Stage) ? WrongStage
        : db.Set<Contribution>().Count(c => c.ProposalId == Proposal.Id) >= MostSaid ? new Refusal("said_enough") { Kind = RefusalKind.Conflict }
        : null;

    /// <summary>A version as rules know it; null when there is none of that number.</summary>
    public VersionText? Text(DistrictDb db, int number) => Text(db, Matter, number);

    /// <summary>A version as rules know it; null when there is none of that number.</summary>
    public static VersionText? Text(DistrictDb db, Matter matter, int number)
    {
        if (db.Set<ProposalVersion>().FirstOrDefault(v => v.ProposalId == matter.Id && v.Number == number) is not { } row)
        {
            return null;
        }

        var lines = db.Set<BudgetLine>().Where(l => l.ProposalId == matter.Id && l.Number == number).OrderBy(l => l.Ordinal).ToList();
        var files = db.Set<ProposalFile>().Where(f => f.ProposalId == matter.Id && f.Number == number).OrderBy(f => f.Ordinal).ToList();
        return new(matter.Number, number, row.Title, row.Item, matter.PlacePath, row.Part, [.. lines.Select(l => l.Known)], [.. files.Select(f => new Drawing(f.Name, f.Sha256))], row.Text);
    }

    /// <summary>All that was said, in its order; at most <see cref="MostSaid"/>.</summary>
    public static IReadOnlyList<Contribution> Thread(DistrictDb db, Id<Matter> proposal) =>
        [.. db.Set<Contribution>().Where(c => c.ProposalId == proposal).OrderBy(c => c.At).ThenBy(c => c.Id).Take(MostSaid)];

    /// <summary>The most that is said about one proposal.</summary>
    public const int MostSaid = 1000;

    /// <summary>The disclosure that stands: of the latest version, while no other was written since; null when there is none.</summary>
    public static Disclosure? DisclosureOf(DistrictDb db, Proposal proposal) =>
        db.Set<Disclosure>().Where(d => d.ProposalId == proposal.Id).OrderByDescending(d => d.Ordinal).FirstOrDefault() is { } last && last.Number == proposal.Latest ? last : null;

    /// <summary>The vote last held on it, with what it was bound to; null before.</summary>
    public static (BoundVote Bound, Vote Vote)? LastVote(DistrictDb db, Id<Matter> proposal)
    {
        var bound = db.Set<BoundVote>().Where(b => b.ProposalId == proposal).OrderByDescending(b => b.At).ThenByDescending(b => b.VoteId).FirstOrDefault();
        return bound is null ? null : (bound, db.Set<Vote>().First(v => v.Id == bound.VoteId));
    }

    /// <summary>As what somebody speaks in a neighbourhood: owners and tenants of it, and whoever holds a post for it; null for others.</summary>
    public static SpeaksAs? VoiceOf(DistrictDb db, Caller caller, string placePath, LocalDate today)
    {
        if (caller.Person is not { } person)
        {
            return null;
        }

        var homes = db.Set<Occupancy>().Where(o => o.PersonId == person.Id && o.PlacePath.StartsWith(placePath)).ToList().FindAll(o => o.HoldsOn(today));
        return homes.Exists(o => o.Kind == OccupancyKind.Owner) ? SpeaksAs.Owner
            : homes.Count > 0 ? SpeaksAs.Tenant
            : caller.Posts.Any(p => placePath.StartsWith(p.PlacePath, StringComparison.Ordinal)) ? SpeaksAs.Staff
            : null;
    }

    /// <summary>As what the caller speaks here. Refuses <c>not_of_the_neighbourhood</c>.</summary>
    public Outcome<SpeaksAs> Voice(Change change, Caller caller) =>
        VoiceOf(change.Db, caller, Matter.PlacePath, CountyTime.LocalDay(change.Now)) is { } voice ? voice : NotOfTheNeighbourhood;

    /// <summary>Only who lives, owns or works there takes part.</summary>
    public static readonly Refusal NotOfTheNeighbourhood = new("not_of_the_neighbourhood") { Kind = RefusalKind.Forbidden };

    /// <summary>A neighbourhood; null when the place is none.</summary>
    public static Place? Neighbourhood(DistrictDb db, Id<Place> id) => db.Set<Place>().FirstOrDefault(p => p.Id == id && p.Level == PlaceLevel.Neighbourhood && p.EndedAt == null);
}
