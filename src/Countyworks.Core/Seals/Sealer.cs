using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.Seals;

/// <summary>
/// Puts new entries of the journal under the root and signs the head. It reads beside the writer and hands it only finished tiles and heads,
/// so nobody who files a request waits for a hash. It writes no fact of its own: the journal would never come to rest.
/// </summary>
/// <param name="database">Where the journal is.</param>
/// <param name="writer">Writes tiles and heads.</param>
/// <param name="keys">Signs.</param>
public sealed class Sealer(Database database, Writer writer, SealKeys keys)
{
    /// <summary>The job: a head is signed at most so often, and only when the journal has grown.</summary>
    public static readonly Job Job = new("seal_journal", Duration.FromMinutes(1), (services, asOf, stopping) =>
        services.GetRequiredService<Sealer>().Run(asOf, stopping));

    /// <summary>The most entries whose tiles are written in one transaction.</summary>
    public const int BatchLimit = 16 * Tile.Width;

    /// <summary>Seals what is there now; safe to run twice.</summary>
    /// <exception cref="InvalidOperationException">
    /// The journal is not what the last head says, or the key is not the one that signed it: signing would hide that, so it is not done.
    /// </exception>
    public async Task Run(Instant asOf, CancellationToken stopping = default)
    {
        var last = Read(db => db.Set<SealHead>().OrderByDescending(h => h.Size).FirstOrDefault());
        if (last is not null && SealKey.Parse(last.Key) is { } key && Read(db => db.Set<FactRow>().Max(f => (long?)f.Seq)) == last.Size)
        {
            // Nothing to sign: whether all is as it was signed is seen without the secret.
            Read(db => NextHead(db, TreeHash.Of(key.Profile), last));
            return;
        }

        var signer = last is null ? keys.SignerOfFirstHead() : keys.Signer;
        if (signer is null || (last is not null && !keys.Trusted.Any(k => k.ToString() == last.Key && k.Profile == signer.Public.Profile)))
        {
            throw new InvalidOperationException($"The key that signed the last head ({last?.Key}) is neither this server's nor a former one of its settings.");
        }

        var hash = TreeHash.Of(signer.Public.Profile);
        while (await CloseTiles(hash, asOf, stopping))
        {
            stopping.ThrowIfCancellationRequested();
        }

        if (Read(db => NextHead(db, hash, last)) is { } head)
        {
            Demand(await writer.Run(new Envelope("sign_head", Actor.System, asOf), change => Sign(change, signer, head), stopping));
        }
    }

    // Whether there may be more.
    private async Task<bool> CloseTiles(TreeHash hash, Instant asOf, CancellationToken stopping)
    {
        var (tiles, count) = Read(db => NextTiles(db, hash));
        if (tiles.Count > 0)
        {
            Demand(await writer.Run<Done>(
                new Envelope("seal_entries", Actor.System, asOf),
                change =>
                {
                    foreach (var tile in tiles)
                    {
                        change.Add(SealTile.Of(tile));
                    }

                    return Done.It;
                },
                stopping));
        }

        return count == BatchLimit;
    }

    private static (IReadOnlyList<Tile> Tiles, int Count) NextTiles(DistrictDb db, TreeHash hash)
    {
        var stack = new TileStack(hash);
        var closed = JournalTree.Closed(db, 0);
        stack.ContinueLeaves(closed);
        for (var (level, below) = (1, closed); below > 0; level++)
        {
            var (lower, from) = (level - 1, JournalTree.Closed(db, level));
            var open = db.Set<SealTile>().Where(t => t.Level == lower && t.Number >= from * Tile.Width).OrderBy(t => t.Number).Select(t => t.Root).ToList();
            stack.Continue(level, from, open.Select(bytes => Digest.Of(bytes)));
            below = from;
        }

        var leaves = JournalTree.Leaves(db, hash, closed * Tile.Width, BatchLimit).ToList();
        return ([.. leaves.SelectMany(stack.Append)], leaves.Count);
    }

    private static Checkpoint? NextHead(DistrictDb db, TreeHash hash, SealHead? last)
    {
        var tree = new JournalTree(db, hash);
        if (last is not null && (tree.Size < last.Size || !tree.Shape.Root(last.Size).ToArray().AsSpan().SequenceEqual(last.Root)))
        {
            throw new InvalidOperationException($"The journal was altered: its first {last.Size} entries no longer have the root that was signed. Run: countyworks verify");
        }

        return tree.Size == (last?.Size ?? 0) ? null : new Checkpoint("", tree.Size, tree.Shape.Root(tree.Size));
    }

    private static Outcome<Done> Sign(Change change, SealSigner signer, Checkpoint head)
    {
        var named = head with { Origin = signer.Public.Name };
        change.Add(new SealHead
        {
            Size = named.Size,
            Root = named.Root.ToArray(),
            At = change.Now,
            Key = signer.Public.ToString(),
            Note = named.SignedBy(signer).ToString(),
        });
        return Done.It;
    }

    private static void Demand(Outcome<Done> outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"The seal could not be written ({refusal.Code}); it is tried again.");
        }
    }

    private T Read<T>(Func<DistrictDb, T> read)
    {
        using var db = database.Read();
        return read(db);
    }
}
