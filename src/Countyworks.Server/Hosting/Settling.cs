using System.Runtime.InteropServices;

namespace Countyworks.Server.Hosting;

/// <summary>Gives back to the machine, which is often a small one, the memory that starting needed and serving does not.</summary>
internal static class Settling
{
    // After the jobs have had their first look.
    private static readonly TimeSpan untilSettled = TimeSpan.FromSeconds(10);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Trim(nuint keep);

    /// <summary>Waits until the server is at rest, then gives back.</summary>
    public static async Task Settle(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(untilSettled, stopping);
        }
        catch (OperationCanceledException)
        {
            return;   // Told to stop before it was at rest.
        }

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
