using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Countyworks.Tests.House;

/// <summary>The source tree these tests read: everything people write, nothing that is built.</summary>
internal static class Repository
{
    private static readonly string[] built = ["bin", "obj", "node_modules", "artifacts", ".git", ".build", "TestResults"];

    /// <summary>The folder of Countyworks.slnx.</summary>
    public static readonly string Root = Above(AppContext.BaseDirectory);

    private static readonly Lazy<string[]> everything = new(() => [.. Below(Root).Order(StringComparer.Ordinal)]);

    private static readonly Lazy<SourceFile[]> code = new(() =>
        [.. Files("src/", ".cs").Select(path => new SourceFile(path, CSharpSyntaxTree.ParseText(Read(path)).GetRoot()))]);

    /// <summary>Every C# file under src, parsed.</summary>
    public static IReadOnlyList<SourceFile> Code => code.Value;

    /// <summary>Paths from the root, with forward slashes.</summary>
    /// <param name="under">What the path begins with; may be empty.</param>
    /// <param name="endings">One of which it ends with.</param>
    public static IEnumerable<string> Files(string under, params string[] endings) =>
        everything.Value.Where(path => path.StartsWith(under, StringComparison.Ordinal)
            && endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>The text of a file, by its path from the root.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Fails with every offence on a line of its own.</summary>
    public static void None(IEnumerable<string> offences, string rule) =>
        Assert.True(offences.ToList() is var found && found.Count == 0, $"{rule}\n  {string.Join("\n  ", found)}");

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(folder).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Concat(Directory.EnumerateDirectories(folder).Where(inner => !built.Contains(Path.GetFileName(inner))).SelectMany(Below));

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Countyworks.slnx")) ? folder : Above(Path.GetDirectoryName(folder.TrimEnd('/', '\\'))
            ?? throw new InvalidOperationException("These tests read the source tree, and run from inside it."));
}

/// <summary>A C# file.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Syntax">The parsed whole.</param>
internal sealed record SourceFile(string Path, SyntaxNode Syntax)
{
    /// <summary>Where a piece of it stands, as path:line.</summary>
    public string Place(SyntaxNodeOrToken piece) => $"{Path}:{piece.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>The whole line on which a piece of it begins.</summary>
    public string Line(SyntaxNodeOrToken piece) => Syntax.GetText().Lines.GetLineFromPosition(piece.SpanStart).ToString();
}
