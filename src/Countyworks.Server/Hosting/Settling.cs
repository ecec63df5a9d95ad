using System.Runtime.InteropServices;
using Countyworks.Data.Databases;

namespace Countyworks.Server.Hosting;

/// <summary>
/// Gives back to the machine, which is often a small one, the memory that serving does not need: what starting took, and later what a busy hour or a large job left.
/// It is done when next to nothing happens, for it stops the server for a moment.
/// </summary>
internal static class Settling
{
    // What next to nothing allocates between two looks, and how much more than at rest is worth giving back.
    private const long Quiet = 4L << 20, Worth = 6L << 20;

    // The first look finds the start, the second the jobs that ran then and the compiler done with what they use most.
    private static readonly TimeSpan look = TimeSpan.FromSeconds(10);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Trim(nuint keep);

    /// <summary>Gives back whenever the server has come to rest, until it is told to stop.</summary>
    public static async Task Settle(Database database, CancellationToken stopping)
    {
        var (seen, rest) = (0L, 0L);
        while (true)
        {
            await Task.Delay(look, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var allocated = GC.GetTotalAllocatedBytes();
            if (allocated - seen < Quiet && Environment.WorkingSet - rest > Worth)
            {
                GiveBack(database);
                rest = Environment.WorkingSet;
            }

            seen = allocated;
        }
    }

    private static void GiveBack(Database database)
    {
        database.Rest();

        // Twice: what the first finds unused gives back its unmanaged memory between them.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TrimUnmanaged();
    }

    // What the runtime's compiler and SQLite took from the C library, the GNU one keeps unless it is asked; others have nothing to ask.
    private static void TrimUnmanaged()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim))
        {
            _ = Marshal.GetDelegateForFunctionPointer<Trim>(trim)(0);
        }
    }
}
