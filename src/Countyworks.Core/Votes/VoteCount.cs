using System.Globalization;
using System.Text;
using Countyworks.Core.People;
using Countyworks.Data.Model;
using Countyworks.Engines.Ballots;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>A head that took part, as it is published: no name, no unit, no time.</summary>
/// <param name="Receipts">The commitments of the ballots that count, hexadecimal, sorted; several where co-owners each cast one.</param>
/// <param name="Area">All its area in 0.01 m².</param>
/// <param name="Voice">What it said.</param>
public sealed record ListedHead(IReadOnlyList<string> Receipts, long Area, Voice Voice)
{
    /// <summary>Its line in the list: area, choice, receipts. The leaf of the list's root.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Area},{NameOf(Voice)},{string.Join(' ', Receipts)}");

    /// <summary>A voice as it is written in lists.</summary>
    public static string NameOf(Voice voice) => voice switch
    {
        Voice.Yes => "yes",
        Voice.No => "no",
        Voice.Abstain => "abstain",
        Voice.Divided => "divided",
        _ => throw new ArgumentOutOfRangeException(nameof(voice)),
    };
}

/// <summary>A vote counted from its rows: computed each time, stored nowhere.</summary>
/// <param name="Vote">The vote.</param>
/// <param name="Tally">The result.</param>
/// <param name="WithSilence">The result where silence counts with the majority; null where it does not.</param>
/// <param name="List">Those who took part, sorted by receipt, so that their order tells nothing.</param>
/// <param name="Replaced">Ballots that a later one, or one that comes first, replaced.</param>
/// <param name="Delivered">Heads that were handed their ballot with proof.</param>
public sealed record VoteCount(Vote Vote, Tally Tally, Tally? WithSilence, IReadOnlyList<ListedHead> List, int Replaced, int Delivered)
{
    /// <summary>The root over the lines of the list.</summary>
    public Digest ListRoot
    {
        get
        {
            var tree = new CompactTree(TreeHash.Sha256);
            foreach (var head in List)
            {
                tree.Append(TreeHash.Sha256.Leaf(Encoding.UTF8.GetBytes(head.Line)));
            }

            return tree.Root;
        }
    }

    /// <summary>
    /// Counts a vote. Before its close it is what would come out now: for the job that closes it, never for a page.
    /// </summary>
    public static VoteCount Read(DistrictDb db, Vote vote)
    {
        var heads = db.Set<RollHead>().Where(h => h.VoteId == vote.Id).OrderBy(h => h.Head).ToList();
        var cast = db.Set<CastRow>().Where(b => b.VoteId == vote.Id).ToList().ToLookup(b => b.Head);
        var holders = db.Set<MandateRow>().Where(m => m.VoteId == vote.Id).ToDictionary(m => m.Head, m => (Id<Person>?)m.HolderId);
        var delivered = db.Set<DeliveryRow>().Where(d => d.VoteId == vote.Id).Select(d => d.Head).ToHashSet();
        var (voices, list, counted) = (new Voice[heads.Count], new List<ListedHead>(), 0);
        foreach (var (i, head) in heads.Index())
        {
            var counting = HeadBallots.Counting([.. cast[head.Head].Select(b => b.For(holders.GetValueOrDefault(head.Head)))], vote.Precedence);
            voices[i] = HeadBallots.Together(counting);
            if (counting.Count > 0)
            {
                var seqs = counting.Select(b => b.Order).ToHashSet();
                list.Add(new([.. cast[head.Head].Where(b => seqs.Contains(b.Seq)).Select(b => Convert.ToHexStringLower(b.Commitment)).Order(StringComparer.Ordinal)], head.Area, voices[i]));
                counted += counting.Count;
            }
        }

        var roll = Roll.Of([.. heads.Select(h => new RollUnit(Code(h.Head), Area.FromHundredths(h.Area), [Code(h.Head)]))]).Value;
        var silent = vote.SilenceCounts ? Silence.Counted(roll, voices, [.. heads.Select(h => delivered.Contains(h.Head))]) : null;
        return new(
            vote, Tally.Of(roll, voices, vote.Rule), silent is null ? null : Tally.Of(roll, silent, vote.Rule),
            [.. list.OrderBy(h => h.Receipts[0], StringComparer.Ordinal)], cast.Sum(own => own.Count()) - counted, delivered.Count);
    }

    /// <summary>
    /// The vote as a file for <c>countyworks tally</c>. Those who took no part are there without a name, their area shared out evenly, so that nobody sees who they were.
    /// </summary>
    public VoteFile AsFile()
    {
        var away = Tally.Heads.Total - Tally.Heads.Participating;
        var area = Tally.Area.Total - Tally.Area.Participating;
        var took = List.Select((head, i) => new VoteFileUnit("b" + Code(i + 1), head.Area, Owners: head.Voice == Voice.Divided ? ["b" + Code(i + 1), "c" + Code(i + 1)] : ["b" + Code(i + 1)]));
        var kept = Enumerable.Range(0, (int)away).Select(i => new VoteFileUnit("x" + Code(i + 1), (area / away) + (i < area % away ? 1 : 0), "x" + Code(i + 1)));
        var ballots = List.SelectMany((head, i) => head.Voice == Voice.Divided
            ? [new VoteFileBallot("b" + Code(i + 1), Choice.Yes), new VoteFileBallot("c" + Code(i + 1), Choice.No)]
            : new[] { new VoteFileBallot("b" + Code(i + 1), (Choice)head.Voice) });
        return new(VoteLaw.Owners, [.. took, .. kept], [.. ballots]) { Item = Vote.Item };
    }

    private static string Code(int number) => number.ToString("D7", CultureInfo.InvariantCulture);
}
