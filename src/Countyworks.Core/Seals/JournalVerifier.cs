using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Engines.Seals;

namespace Countyworks.Core.Seals;

/// <summary>
/// Computes the tree again from the rows of the journal and holds it against the stored tree and every signed head. Heads that all belong to this one
/// tree are consistent with each other. Where an entry differs from its stored leaf, the head decides which of the two was altered, and the check goes on
/// from what was signed, so that one altered entry is not reported a hundred times.
/// </summary>
public sealed class JournalVerifier
{
    private const int ProgressEvery = 10_000;

    private readonly DistrictDb db;
    private readonly TreeHash hash;
    private readonly Queue<SealHead> heads;
    private readonly StoredLeaves stored;
    private readonly List<SealFinding> findings = [];
    private readonly List<long> suspects = [];
    private CompactTree fromRows;
    private CompactTree? fromTiles;
    private long sealedSize;
    private long keptSize;
    private long findingCount;
    private bool isLost;

    private JournalVerifier(DistrictDb db, StoredLeaves stored, TreeHash hash, IEnumerable<SealHead> heads)
    {
        (this.db, this.stored, this.hash, this.heads) = (db, stored, hash, new(heads));
        fromRows = new CompactTree(hash);
    }

    /// <summary>Verifies a district's journal.</summary>
    /// <param name="database">Its rows.</param>
    /// <param name="trusted">The keys whose heads are believed.</param>
    /// <param name="kept">Signed heads that somebody kept elsewhere: what a dishonest operator cannot sign anew.</param>
    /// <param name="progress">Told how many entries were looked at.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Verification Run(Database database, IReadOnlyList<SealKey> trusted, IReadOnlyList<string> kept, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        // Two readers at once: the journal runs along while its tiles are fetched.
        using var journal = database.Read();
        using var tiles = database.Read();
        var profile = trusted.Count > 0 ? trusted[0].Profile : SealProfile.International;
        var rows = journal.Set<SealHead>().OrderBy(h => h.Size).ToList();
        var wrong = rows.Select(row => Check(row, trusted)).OfType<SealFinding>().ToList();
        var handed = kept.Select(note => Checkpoint.Open(note, trusted)).Where(o => o.Refusal is null).Select(o => o.Value.Checkpoint)
            .Select(c => new SealHead { Size = c.Size, Root = c.Root.ToArray(), At = default, Key = "", Note = "" });
        var bad = wrong.Select(f => f.From).ToHashSet();
        var hashing = TreeHash.Of(profile);
        var verifier = new JournalVerifier(journal, new StoredLeaves(tiles, hashing), hashing, rows.Where(h => !bad.Contains(h.Size)).Concat(handed).OrderBy(h => h.Size).ThenBy(h => h.Note.Length));
        wrong.ForEach(verifier.Add);
        return verifier.Walk(rows.Count + kept.Count, progress, cancellation);
    }

    private static SealFinding? Check(SealHead row, IReadOnlyList<SealKey> trusted)
    {
        var opened = Checkpoint.Open(row.Note, trusted);
        SealFindingKind? kind = opened.Refusal?.Code switch
        {
            null => opened.Value.Checkpoint.Size == row.Size && opened.Value.Checkpoint.Root.ToArray().AsSpan().SequenceEqual(row.Root) ? null : SealFindingKind.HeadAltered,
            "seal_signature_wrong" => SealFindingKind.HeadSignatureWrong,
            "seal_key_unknown" => SealFindingKind.HeadKeyUnknown,
            _ => SealFindingKind.HeadAltered,
        };
        return kind is { } wrong ? new(wrong, row.Size, row.Size) : null;
    }

    private Verification Walk(int headCount, Action<int>? progress, CancellationToken cancellation)
    {
        var (writer, district) = (new EntryWriter(), new DistrictCode(db.District));
        var (seen, erased) = (0L, 0L);
        foreach (var row in db.Set<FactRow>().OrderBy(f => f.Seq).AsEnumerable())
        {
            Miss(row.Seq - 1);
            Append(hash.Leaf(FactEntry.Write(writer, district, row)));
            CheckRemark(row);
            erased += row is { Remark: null, Commitment: not null } ? 1 : 0;
            if (++seen % ProgressEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((int)seen);
            }
        }

        // Heads and tiles may speak of entries after the last that is there.
        Miss(Math.Max(stored.Size, heads.Select(h => h.Size).DefaultIfEmpty().Max()));
        Blame(SealFindingKind.EntryAltered);
        stored.Altered.ForEach(Add);
        return new(seen, sealedSize, headCount, erased, findings, findingCount);
    }

    private void Miss(long until)
    {
        if (fromRows.Size < until)
        {
            Add(new(SealFindingKind.EntriesMissing, fromRows.Size + 1, until));
        }

        while (fromRows.Size < until)
        {
            Append(null);
        }
    }

    private void Append(Digest? computed)
    {
        var leaf = stored.Next(computed);
        if (computed is { } found && leaf is { } kept && found != kept)
        {
            suspects.Add(fromRows.Size + 1);
            fromTiles ??= fromRows.Fork();
        }

        fromTiles?.Append(leaf ?? computed ?? default);
        fromRows.Append(computed ?? leaf ?? default);
        while (heads.TryPeek(out var head) && head.Size <= fromRows.Size)
        {
            Check(heads.Dequeue());
        }
    }

    private void Check(SealHead head)
    {
        var root = Digest.TryRead(head.Root, out var signed) ? signed : default;
        if (head.Size == fromRows.Size && fromRows.Root == root)
        {
            Blame(SealFindingKind.TreeAltered);
        }
        else if (fromTiles?.Root == root)
        {
            Blame(SealFindingKind.EntryAltered);
            fromRows = fromTiles;
        }
        else
        {
            Lose(head);
            return;
        }

        (fromTiles, sealedSize) = (null, head.Size);
        keptSize = IsKept(head) ? head.Size : keptSize;
    }

    private static bool IsKept(SealHead head) => head.Note.Length == 0;

    private void Lose(SealHead head)
    {
        // Beside a head kept elsewhere the operator's own prove nothing: only another kept one says from where on.
        if (IsKept(head))
        {
            Add(new(SealFindingKind.OneOfEntriesAltered, keptSize + 1, head.Size));
            return;
        }

        // The first head that does not fit says between which entries; those after it cannot fit either.
        if (!isLost)
        {
            Add(new(SealFindingKind.OneOfEntriesAltered, sealedSize + 1, head.Size));
        }

        isLost = true;
    }

    private void Blame(SealFindingKind kind)
    {
        foreach (var seq in suspects)
        {
            Add(new(kind, seq, seq));
        }

        suspects.Clear();
    }

    private void CheckRemark(FactRow row)
    {
        if (row.Remark is null ? row.Salt is not null : row.Salt is not { Length: Commitment.SaltLength } || row.Commitment is null)
        {
            Add(new(SealFindingKind.RemarkUncheckable, row.Seq, row.Seq));
        }
        else if (row.Remark is { } words && !Commitment.Of(row.Salt, words).ToArray().AsSpan().SequenceEqual(row.Commitment))
        {
            Add(new(SealFindingKind.RemarkAltered, row.Seq, row.Seq));
        }
    }

    private void Add(SealFinding finding)
    {
        findingCount++;
        if (findings.Count < Verification.MostFindings)
        {
            findings.Add(finding);
        }
    }
}
