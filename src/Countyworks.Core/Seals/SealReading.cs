using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Core.Seals;

/// <summary>A head as it is listed.</summary>
/// <param name="Size">Entries under it.</param>
/// <param name="Root">The root, base64.</param>
/// <param name="At">When it was signed.</param>
/// <param name="Key">The public key that signed it.</param>
public sealed record HeadItem(long Size, string Root, NodaTime.Instant At, string Key)
{
    /// <summary>Of a row.</summary>
    public static HeadItem Of(SealHead head) => new(head.Size, Convert.ToBase64String(head.Root), head.At, head.Key);
}

/// <summary>The proof that an entry is in the tree, by hashes alone.</summary>
/// <param name="Seq">The entry's place, from 1.</param>
/// <param name="Leaf">Its leaf, base64.</param>
/// <param name="Size">Entries of the tree.</param>
/// <param name="Root">The tree's root.</param>
/// <param name="Path">The neighbours, the lowest first.</param>
public sealed record InclusionItem(long Seq, string Leaf, long Size, string Root, IReadOnlyList<string> Path);

/// <summary>The proof that a tree begins with a smaller one.</summary>
/// <param name="From">Entries of the smaller.</param>
/// <param name="FromRoot">Its root, base64.</param>
/// <param name="To">Entries of the larger.</param>
/// <param name="ToRoot">Its root.</param>
/// <param name="Path">The proof.</param>
public sealed record ConsistencyItem(long From, string FromRoot, long To, string ToRoot, IReadOnlyList<string> Path);

/// <summary>Reads heads and makes proofs.</summary>
/// <param name="database">Where they are.</param>
public sealed class SealReading(Database database)
{
    /// <summary>Heads, the newest first.</summary>
    /// <param name="below">Only smaller ones; null for all.</param>
    /// <param name="most">How many.</param>
    public IReadOnlyList<SealHead> Heads(long? below, int most)
    {
        using var db = database.Read();
        var under = below ?? long.MaxValue;
        return [.. db.Set<SealHead>().Where(h => h.Size < under).OrderByDescending(h => h.Size).Take(most)];
    }

    /// <summary>The newest head, or that of a size. Refuses <c>not_found</c> (seal_head).</summary>
    public Outcome<SealHead> Head(long? size)
    {
        using var db = database.Read();
        return Head(db, size);
    }

    /// <summary>
    /// The proof of an entry under the newest head, with all that a stranger needs. Refuses, in this order:
    /// <c>seal_not_yet</c> (seq, size) when the entry is under no head, <c>seal_journal_altered</c>.
    /// </summary>
    /// <param name="seq">The entry's place in the journal, from 1.</param>
    /// <param name="opensRemark">Whether what somebody wrote is put into the file.</param>
    public Outcome<ProofFile> Proof(long seq, bool opensRemark)
    {
        using var db = database.Read();
        return Tree(db, seq, null).Then<ProofFile>(found =>
        {
            var row = db.Set<FactRow>().Single(f => f.Seq == seq);
            var entry = FactEntry.Write(new EntryWriter(), new DistrictCode(db.District), row).ToArray();
            var remark = opensRemark && row is { Remark: { } words, Salt: { } salt } ? new OpenedRemark(words, Convert.ToBase64String(salt)) : null;
            var path = found.Tree.Shape.Inclusion(seq - 1, found.Head.Size);
            return new ProofFile(ProofFile.FormatName, seq, Convert.ToBase64String(entry), Texts(path), found.Head.Note, found.Head.Key, remark);
        });
    }

    /// <summary>The proof of an entry by hashes alone, in the tree of any size up to the newest head. Refuses as <see cref="Proof"/> does.</summary>
    public Outcome<InclusionItem> Inclusion(long seq, long? size)
    {
        using var db = database.Read();
        return Tree(db, seq, size).Then<InclusionItem>(found =>
        {
            var (shape, of) = (found.Tree.Shape, size ?? found.Head.Size);
            return new InclusionItem(seq, found.Tree.Node(0, seq - 1).ToString(), of, shape.Root(of).ToString(), Texts(shape.Inclusion(seq - 1, of)));
        });
    }

    /// <summary>The proof that the tree of a size begins with that of another. Refuses as <see cref="Proof"/> does, <c>seal_not_yet</c> also for sizes that cannot be.</summary>
    public Outcome<ConsistencyItem> Consistency(long from, long? to)
    {
        using var db = database.Read();
        return Tree(db, from, to).Then<ConsistencyItem>(found =>
        {
            var (shape, until) = (found.Tree.Shape, to ?? found.Head.Size);
            return new ConsistencyItem(from, shape.Root(from).ToString(), until, shape.Root(until).ToString(), Texts(shape.Consistency(from, until)));
        });
    }

    private static Outcome<SealHead> Head(DistrictDb db, long? size) =>
        db.Set<SealHead>().Where(h => size == null || h.Size == size).OrderByDescending(h => h.Size).FirstOrDefault() is { } head ? head : Refusal.NotFound("seal_head");

    // The tree, when it is the one that was signed: a proof that cannot hold is never handed out.
    private static Outcome<(SealHead Head, JournalTree Tree)> Tree(DistrictDb db, long entry, long? size)
    {
        if (!Head(db, null).IsDone(out var head, out _) || entry < 1 || entry > (size ?? head.Size) || size > head.Size)
        {
            return new Refusal("seal_not_yet") { Kind = RefusalKind.NotFound }.With("seq", entry).With("size", head?.Size ?? 0);
        }

        var tree = new JournalTree(db, TreeHash.Of(SealKey.Parse(head.Key)?.Profile ?? SealProfile.International));
        return tree.Size >= head.Size && tree.Shape.Root(head.Size).ToArray().AsSpan().SequenceEqual(head.Root)
            ? (head, tree)
            : new Refusal("seal_journal_altered") { Kind = RefusalKind.Conflict };
    }

    private static IReadOnlyList<string> Texts(IReadOnlyList<Digest> path) => [.. path.Select(d => d.ToString())];
}
