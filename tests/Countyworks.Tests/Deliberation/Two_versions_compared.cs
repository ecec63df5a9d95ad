using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;
using CsCheck;

namespace Countyworks.Tests.Deliberation;

public sealed class Two_versions_compared
{
    private static readonly VersionText First = A_version_of_a_proposal.First;

    public static TheoryData<string, string, string> Texts => new()
    {
        { "第一段。\n第二段。", "第一段。\n第二段。", "第一段。|第二段。" },
        { "服务费不高于五角，按月存入专户。", "服务费不高于三角，按月存入专户。", "服务费不高于[-五][+三]角，按月存入专户。" },
        { "第一段。\n第三段。", "第一段。\n第二段。\n第三段。", "第一段。|[+第二段。]|第三段。" },
        { "第一段。\n第二段。", "第二段。", "[-第一段。]|第二段。" },
        { "完全不同的话", "charging piles", "[-完全不同的话]|[+charging piles]" },
        { "服务费不高于五角。", "离楼体八米。\n服务费不高于三角。", "[+离楼体八米。]|服务费不高于[-五][+三]角。" },
        { "甲甲甲甲。\n乙乙乙乙。\n丙丙丙丙。", "乙乙乙。\n丙丙丙丁。", "[-甲甲甲甲。]|乙乙乙[-乙]。|丙丙丙[-丙][+丁]。" },
        { "It costs 12.50 yuan a year.", "It costs 13.50 yuan a year.", "It costs [-12.50][+13.50] yuan a year." },
    };

    [Theory, MemberData(nameof(Texts))]
    public void Show_what_went_and_what_came(string before, string after, string expected) => Assert.Equal(expected, Shown(Compare(before, after)));

    [Fact]
    public void Show_each_cost_before_and_after()
    {
        var second = First with { Lines = [new("灭火器", Money.FromFen(900_000), MoneySource.CommonIncome, false), new("监控", Money.FromFen(100), MoneySource.CommonIncome, true)] };

        var costs = Comparison.Of(First, second).Costs;

        Assert.Equal([(860_000L, 900_000L), (null, 100L), (0L, null)], costs.Select(c => (c.Before?.Amount.Fen, c.After?.Amount.Fen)));
    }

    [Fact]
    public void Name_drawings_that_are_new_or_gone_by_what_they_hold_and_not_by_their_name()
    {
        var second = First with { Drawings = [new("改名.png", [1, 2]), new("平面图.png", [9])] };

        var compared = Comparison.Of(First, second);

        Assert.Equal(["平面图.png"], compared.Added.Select(d => d.Name));
        Assert.Empty(compared.Removed);
    }

    [Fact]
    public void Give_back_both_texts_whatever_was_changed() => Gen.Select(Gen.String[Gen.Char["甲乙丙ab1\n"], 0, 60], Gen.String[Gen.Char["甲乙丙ab1\n"], 0, 60]).Sample((before, after) =>
    {
        var paragraphs = Compare(before, after).Paragraphs;

        Assert.Equal(after, Side(paragraphs, PieceFate.Removed));
        Assert.Equal(before, Side(paragraphs, PieceFate.Added));
    });

    private static Comparison Compare(string before, string after) => Comparison.Of(First with { Text = before }, First with { Text = after });

    // What one version has is what is left when the pieces of the other are taken away.
    private static string Side(IReadOnlyList<IReadOnlyList<Piece>> paragraphs, PieceFate without) =>
        string.Join('\n', paragraphs.Where(p => p.Count == 0 || p.Any(piece => piece.Fate != without)).Select(p => string.Concat(p.Where(piece => piece.Fate != without).Select(piece => piece.Text))));

    private static string Shown(Comparison comparison) => string.Join('|', comparison.Paragraphs.Select(p => string.Concat(p.Select(piece => piece.Fate switch
    {
        PieceFate.Added => $"[+{piece.Text}]",
        PieceFate.Removed => $"[-{piece.Text}]",
        _ => piece.Text,
    }))));
}
