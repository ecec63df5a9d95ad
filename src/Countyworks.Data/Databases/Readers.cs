using Countyworks.Data.Model;

namespace Countyworks.Data.Databases;

/// <summary>
/// Readers to be used again: making one costs as much as a short query, and on SQLite the one used last has the rows at hand and its queries prepared. So the last is the next.
/// </summary>
internal sealed class Readers
{
    // More wait only after a crowd, and each holds a cache of rows.
    private const int Kept = 64;

    private readonly Lock gate = new();
    private readonly Stack<DistrictDb> waiting = new();
    private int era;

    /// <summary>The reader used last, or a new one.</summary>
    public DistrictDb Take(Func<DistrictDb> make)
    {
        DistrictDb? reader;
        int now;
        lock (gate)
        {
            waiting.TryPop(out reader);
            now = era;
        }

        reader ??= make();
        reader.LendFrom(this, now);
        return reader;
    }

    /// <summary>Keeps it for the next. Not when enough are kept, nor after a <see cref="Drop"/> since it was taken.</summary>
    /// <param name="reader">Nobody may use it any more.</param>
    /// <param name="taken">The era it was taken in.</param>
    /// <returns>Whether it is kept.</returns>
    public bool Keep(DistrictDb reader, int taken)
    {
        lock (gate)
        {
            if (taken != era || waiting.Count == Kept)
            {
                return false;
            }

            waiting.Push(reader);
            return true;
        }
    }

    /// <summary>Lets go of all: those that wait now, those in use when they come back.</summary>
    public void Drop()
    {
        DistrictDb[] dropped;
        lock (gate)
        {
            era++;
            dropped = [.. waiting];
            waiting.Clear();
        }

        foreach (var reader in dropped)
        {
            reader.Discard();
        }
    }
}
