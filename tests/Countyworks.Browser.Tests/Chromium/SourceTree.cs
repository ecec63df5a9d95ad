namespace Countyworks.Browser.Tests.Chromium;

/// <summary>The source tree these tests run in: they start the product as a person would, by its launcher.</summary>
internal static class SourceTree
{
    /// <summary>The folder of Countyworks.slnx.</summary>
    public static readonly string Root = Above(AppContext.BaseDirectory);

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Countyworks.slnx")) ? folder : Above(Path.GetDirectoryName(folder.TrimEnd('/'))
            ?? throw new InvalidOperationException("The journeys start the product from its source tree, and run from inside it."));
}
