using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countyworks.Tests.House;

public sealed class Exact_numbers
{
    private static readonly string[] exact = ["src/Countyworks.Kernel/", "src/Countyworks.Engines/Ledgers/", "src/Countyworks.Engines/Ballots/", "src/Countyworks.Core/Books/"];

    [Fact]
    public void Money_areas_and_votes_never_pass_through_floating_point() => Repository.None(
        from file in Repository.Code
        where exact.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal))
        from node in file.Syntax.DescendantNodes()
        where IsFloating(node)
        select $"{file.Place(node)}: {node}",
        "Fen and hundredths of a square metre are whole numbers, and stay so:");

    private static bool IsFloating(SyntaxNode node) => node switch
    {
        PredefinedTypeSyntax type => type.Keyword.IsKind(SyntaxKind.DoubleKeyword) || type.Keyword.IsKind(SyntaxKind.FloatKeyword),
        LiteralExpressionSyntax literal => literal.Token.Value is double or float,
        _ => false,
    };
}
