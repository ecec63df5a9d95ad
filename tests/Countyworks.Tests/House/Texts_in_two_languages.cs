using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace Countyworks.Tests.House;

public sealed partial class Texts_in_two_languages
{
    private const string Chinese = ".zh-CN.resx";
    private const string English = ".en.resx";

    [Fact]
    public void Every_text_is_there_in_both_with_the_same_blanks() => Repository.None(
        from path in Repository.Files("src/", Chinese, English)
        let other = path.EndsWith(Chinese, StringComparison.Ordinal) ? path.Replace(Chinese, English, StringComparison.Ordinal) : path.Replace(English, Chinese, StringComparison.Ordinal)
        let others = Texts(other)
        from text in Texts(path)
        where !others.TryGetValue(text.Key, out var translation) || (!text.Value.BlanksDiffer && !Blanks(text.Value.Words).SetEquals(Blanks(translation.Words)))
        select $"{text.Key} of {path}",
        "Missing in the other language, or with other blanks ({0}) there:");

    [Fact]
    public void No_text_is_empty() => Repository.None(
        from path in Repository.Files("src/", ".resx")
        from text in Texts(path)
        where string.IsNullOrWhiteSpace(text.Value.Words)
        select $"{text.Key} of {path}",
        "Nobody can read nothing:");

    [Fact]
    public void Every_text_that_is_asked_for_exists()
    {
        var known = Repository.Files("src/", Chinese).SelectMany(path => Texts(path).Keys).ToHashSet();
        Repository.None(
            from path in Repository.Files("src/", ".cs", ".razor")
            from Match asked in Asked().Matches(Repository.Read(path))
            let key = asked.Groups["key"].Value
            where !known.Contains(key)
            select $"{key} in {path}",
            "No Texts file has this key:");
    }

    /// <summary>What is only compared with a person's input, is a date pattern, or part of a number like 诉-2026-000123, says so on its line.</summary>
    [Fact]
    public void Code_speaks_no_Chinese_of_its_own() => Repository.None(
        from file in Repository.Code
        from token in file.Syntax.DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.CharacterLiteralToken
        where Han().IsMatch(token.Text) && !Excuse().IsMatch(file.Line(token))
        select $"{file.Place(token)}: {token.Text}",
        "A text belongs into the Texts files beside the feature:");

    [Fact]
    public void Pages_speak_no_Chinese_of_their_own() => Repository.None(
        from path in Repository.Files("src/", ".razor")
        from line in RazorComments().Replace(Repository.Read(path), comment => new string('\n', comment.Value.Count(c => c == '\n'))).Split('\n').Index()
        where Han().IsMatch(line.Item)
        select $"{path}:{line.Index + 1}: {line.Item.Trim()}",
        "A text belongs into the Texts files beside the feature:");

    private static Dictionary<string, Text> Texts(string path) => File.Exists(Path.Combine(Repository.Root, path))
        ? XDocument.Parse(Repository.Read(path)).Root!.Elements("data").ToDictionary(data => (string)data.Attribute("name")!, data =>
            new Text((string?)data.Element("value") ?? "", ((string?)data.Element("comment"))?.StartsWith("Blanks differ: ", StringComparison.Ordinal) ?? false))
        : [];

    private static HashSet<string> Blanks(string text) => [.. Blank().Matches(text).Select(blank => blank.Value)];

    /// <param name="Words">What people read.</param>
    /// <param name="BlanksDiffer">Its comment in the file says why the languages fill different blanks.</param>
    private sealed record Text(string Words, bool BlanksDiffer);

    [GeneratedRegex(@"\{\w+(?=[:,}])")]
    private static partial Regex Blank();

    [GeneratedRegex("""\b(T|Texts)(\[|\.Format\()\s*"(?<key>[^"{]+)"\s*[\],)]""")]
    private static partial Regex Asked();

    [GeneratedRegex("// (read, never shown|a pattern, not a text|a code, not a text)")]
    private static partial Regex Excuse();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|(?<!:)//[^\n]*", RegexOptions.Singleline)]
    private static partial Regex RazorComments();
}
