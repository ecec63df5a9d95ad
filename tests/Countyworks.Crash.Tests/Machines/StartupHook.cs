using System.Diagnostics;
using Countyworks.Crash.Tests.Machines;

#pragma warning disable MA0047 // The runtime looks for it in no namespace.
/// <summary>Runs in the server as it is installed, before its own first line (DOTNET_STARTUP_HOOKS), and gives it one door more.</summary>
internal static class StartupHook
{
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new BookDoor());
}
#pragma warning restore MA0047
