using System.Globalization;
using Countyworks.Core.Seals;
using Countyworks.Data.Model;
using Countyworks.Engines.Seals;
using Countyworks.Server.Telemetry;

namespace Countyworks.Server.Doctor;

/// <summary>What is asked of the seal: that somebody signs, with the key that signed before, and that the newest entries are what was signed.</summary>
internal static class SealChecks
{
    private const int Tiles = 4;
    private const double OldestUnsealed = 600;

    public static Seen Seal(Patient patient)
    {
        try
        {
            var keys = new SealKeys(patient.Folder, patient.Folder.Section<SealSettings>("seals"), patient.Database);
            return patient.Read(db => Look(patient, db, keys));
        }
        catch (InvalidDataException broken)
        {
            return new("seal", null, new Finding("seal_key_unreadable", broken.Message));
        }
    }

    private static Seen Look(Patient patient, DistrictDb db, SealKeys keys)
    {
        var head = db.Set<SealHead>().OrderByDescending(h => h.Size).FirstOrDefault();
        var age = StoreState.Read(patient.Database, patient.Now).OldestUnsealed;
        var said = head?.Size.ToString("#,0", CultureInfo.InvariantCulture);
        var signer = keys.Signer;
        if (head is not null && signer is null)
        {
            return new("seal", said, new Finding("seal_key_absent", patient.Folder.Below(SealKeys.SecretFile)));
        }

        if (head is not null && Checkpoint.Open(head.Note, keys.Trusted).Refusal is not null)
        {
            return new("seal", said, new Finding("seal_key_other", head.Key));
        }

        if (head is not null && !IsAsSigned(db, TreeHash.Of(signer!.Public.Profile), head))
        {
            return new("seal", said, new Finding("journal_altered"));
        }

        return patient.IsServed && age > OldestUnsealed ? new("seal", said, new Finding("seal_late", (int)(age / 60))) : new("seal", said);
    }

    // The newest entries against the newest tiles, and those against the head; verify looks at all.
    private static bool IsAsSigned(DistrictDb db, TreeHash hash, SealHead head)
    {
        var tree = new JournalTree(db, hash);
        if (tree.Size < head.Size || !tree.Shape.Root(head.Size).ToArray().AsSpan().SequenceEqual(head.Root))
        {
            return false;
        }

        var closed = JournalTree.Closed(db, 0);
        var first = Math.Max(0, closed - Tiles);
        var leaves = JournalTree.Leaves(db, hash, first * Tile.Width, Tiles * Tile.Width).Take((int)(closed - first) * Tile.Width).ToList();
        var tiles = db.Set<SealTile>().Where(t => t.Level == 0 && t.Number >= first).OrderBy(t => t.Number).ToList();
        return leaves.Count == tiles.Count * Tile.Width && tiles.Index().All(tile => Enumerable.Range(0, Tile.Width).All(i => tile.Item.Hash(i) == leaves[(tile.Index * Tile.Width) + i]));
    }
}
