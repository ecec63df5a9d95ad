namespace Countyworks.Crash.Tests.Machines;

/// <summary>The source tree these tests run in: they start the product that was built there.</summary>
internal static class SourceTree
{
    /// <summary>The folder of Countyworks.slnx.</summary>
    public static readonly string Root = Above(AppContext.BaseDirectory);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Countyworks.slnx")) ? folder : Above(Path.GetDirectoryName(folder.TrimEnd('/'))
            ?? throw new InvalidOperationException("The server is started from its source tree, and these tests run from inside it."));
}
