namespace Countyworks.Core.Web;

/// <summary>The public facts that come with the product, in <c>data/</c> beside its program (their sources: data/SOURCES.md).</summary>
public static class ShippedData
{
    /// <summary>The path of a file or folder below <c>data/</c>.</summary>
    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([AppContext.BaseDirectory, "data", .. parts]);

    /// <summary>
    /// The rows of a shipped table, each with its first columns: no cell of ours holds a comma or a quote.
    /// Empty when the product ships no such file.
    /// </summary>
    public static IReadOnlyList<string[]> Rows(params ReadOnlySpan<string> parts) => File.Exists(Path(parts))
        ? [.. File.ReadLines(Path(parts)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))]
        : [];
}
