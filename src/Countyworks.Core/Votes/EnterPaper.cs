using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>What became of an entry of a paper ballot.</summary>
public enum PaperState
{
    /// <summary>A second teller has to read it (待复核).</summary>
    Waiting = 1,

    /// <summary>Two read different things: a third teller has to (不一致).</summary>
    Differs = 2,

    /// <summary>Two read the same: it is a ballot (已计入).</summary>
    Settled = 3,
}

/// <summary>A paper ballot after an entry.</summary>
/// <param name="Head">Whose.</param>
/// <param name="Sheet">Which of its sheets.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Code">The receipt's code, for whoever handed the ballot in; null until it counts.</param>
public sealed record PaperSheet(int Head, int Sheet, PaperState State, string? Code = null);

/// <summary>
/// A teller enters what a paper ballot says. It counts once two tellers read the same; where the first two differ a third reads it, and what two of three
/// read counts. No teller sees what another read, and none reads a sheet twice.
/// </summary>
/// <param name="Which">The vote.</param>
/// <param name="Head">The head on the sheet.</param>
/// <param name="Choice">What it says.</param>
/// <param name="Code">The code of a receipt, from <see cref="Receipt.For"/>: given to whoever handed the ballot in, once it counts.</param>
public sealed record EnterPaper(Id<Vote> Which, int Head, Choice Choice, string Code)
{
    /// <summary>What became of it, with the code once it counts: what a command answers may be kept for a repeat, so it has none.</summary>
    public PaperSheet Told(PaperSheet entered) => entered.State == PaperState.Settled ? entered with { Code = Code } : entered;

    /// <summary>
    /// Enters it. Refuses, in this order: <c>not_found</c> (no such vote of the teller's), <c>head_unknown</c> (head), <c>vote_not_open</c> (opens), <c>vote_over</c>,
    /// <c>teller_votes</c> (head: nobody tells their own ballot), <c>teller_read_it</c> (head: this teller read the sheet already).
    /// </summary>
    public Outcome<PaperSheet> In(Change change, Caller caller)
    {
        var vote = change.Db.Set<Vote>().FirstOrDefault(v => v.Id == Which);
        if (vote is null or { Stage: VoteStage.Draft } || caller.Person is not { } teller || !caller.Has(VotePermissions.Tell, vote.PlacePath))
        {
            return Refusal.NotFound("vote");
        }

        if (!change.Db.Set<RollHead>().Any(h => h.VoteId == Which && h.Head == Head))
        {
            return new Refusal("head_unknown", "head");
        }

        if (VoteHours.WhyNoBallot(vote, change.Now) is { } closed)
        {
            return closed;
        }

        var entries = change.Db.Set<PaperEntry>().Where(e => e.VoteId == Which && e.Head == Head).OrderBy(e => e.Seq).ToList();
        var last = entries.Count == 0 ? 1 : entries[^1].Sheet;
        var open = entries.FindAll(e => e.Sheet == last);
        if (StateOf(open) == PaperState.Settled)
        {
            (last, open) = (last + 1, []);
        }

        return Electorate.May(change.Db, vote, teller.Id, Head) ? new Refusal("teller_votes", "head")
            : open.Exists(e => e.TellerId == teller.Id) ? new Refusal("teller_read_it", "head") { Kind = RefusalKind.Conflict }
            : Enter(change, vote, new() { VoteId = Which, Seq = change.NextSeq, Head = Head, Sheet = last, TellerId = teller.Id, Choice = Choice, At = change.Now }, open);
    }

    /// <summary>Where a sheet stands after entries.</summary>
    public static PaperState StateOf(IReadOnlyCollection<PaperEntry> entries) =>
        entries.GroupBy(e => e.Choice).Any(same => same.Count() >= 2) ? PaperState.Settled
        : entries.Count >= 2 ? PaperState.Differs
        : PaperState.Waiting;

    private Outcome<PaperSheet> Enter(Change change, Vote vote, PaperEntry entry, IReadOnlyList<PaperEntry> open)
    {
        change.Add(entry);
        var state = StateOf([.. open, entry]);
        change.Record(new PaperRead(Head, entry.Sheet, state == PaperState.Settled), vote.Id.Value);
        if (state == PaperState.Settled)
        {
            CastBallot.Keep(change, Which, vote.Number, vote.Span, Head, null, BallotDoor.Paper, Choice, Code);
        }

        return new PaperSheet(Head, entry.Sheet, state);
    }
}
