using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countyworks.Tests.House;

public sealed class The_size_of_things
{
    [Fact]
    public void A_file_has_at_most_400_lines() => Repository.None(
        from path in Repository.Files("", ".cs", ".razor", ".ts", ".js", ".css", ".sql", ".sh")
        let lines = Repository.Read(path).AsSpan().Count('\n')
        where lines > 400
        select $"{path}: {lines}",
        "Longer than a reader can hold:");

    [Fact]
    public void A_method_has_at_most_60_lines() => Repository.None(
        from file in Repository.Code
        from method in file.Syntax.DescendantNodes()
        where method is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let span = method.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > 60
        select $"{file.Place(method)}: {lines}",
        "Longer than a reader can hold:");
}
