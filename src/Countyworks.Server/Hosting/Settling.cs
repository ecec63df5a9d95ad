using System.Runtime.InteropServices;
using Countyworks.Data.Databases;

namespace Countyworks.Server.Hosting;

/// <summary>Gives back to the machine, which is often a small one, the memory that starting needed and serving does not.</summary>
internal static class Settling
{
    // After the jobs have had their first look, and the compiler has made well what they use most.
    private static readonly TimeSpan untilSettled = TimeSpan.FromSeconds(20);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Trim(nuint keep);

    /// <summary>Waits until the server is at rest, then gives back.</summary>
    public static async Task Settle(Database database, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(untilSettled, stopping);
        }
        catch (OperationCanceledException)
        {
            return;   // Told to stop before it was at rest.
        }

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
