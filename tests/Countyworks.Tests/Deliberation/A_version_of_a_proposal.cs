using System.Security.Cryptography;
using System.Text;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;
using NodaTime;

namespace Countyworks.Tests.Deliberation;

public sealed class A_version_of_a_proposal
{
    internal static readonly VersionText First = new(
        "议-2026-000001", 1, "是否同意安装充电桩", 8, "431003/1/", "北门东侧十个车位",
        [new("灭火器", Money.FromFen(860_000), MoneySource.CommonIncome, false), new("投资建设", Money.Zero, MoneySource.Outside, false)], [new("平面图.png", [1, 2])], "第一段。\n第二段写得很清楚。");

    [Fact]
    public void Has_a_canonical_text_whose_hash_anybody_computes_with_a_tool_of_their_own()
    {
        Assert.Equal(
            "countyworks proposal 1\nnumber: 议-2026-000001\nversion: 1\ntitle: 是否同意安装充电桩\nitem: 8\nplace: 431003/1/\npart: 北门东侧十个车位\n" +
            "cost: 860000 common_income once 灭火器\ncost: 0 outside once 投资建设\ndrawing: 0102 平面图.png\n\n第一段。\n第二段写得很清楚。",
            First.Canonical);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(First.Canonical)), First.Hash);
    }

    public static TheoryData<string> Parts => ["proposal", "number", "title", "item", "place", "part", "amount", "source", "yearly", "name", "drawing", "text"];

    [Theory, MemberData(nameof(Parts))]
    public void Has_another_hash_when_any_part_of_it_is_another(string part)
    {
        var line = First.Lines[0];
        var other = part switch
        {
            "proposal" => First with { Proposal = "议-2026-000002" },
            "number" => First with { Number = 2 },
            "title" => First with { Title = "是否同意" },
            "item" => First with { Item = 5 },
            "place" => First with { PlacePath = "431003/2/" },
            "part" => First with { Part = "南门" },
            "amount" => First with { Lines = [line with { Amount = Money.FromFen(860_001) }, First.Lines[1]] },
            "source" => First with { Lines = [line with { Source = MoneySource.MaintenanceFund }, First.Lines[1]] },
            "yearly" => First with { Lines = [line with { IsYearly = true }, First.Lines[1]] },
            "name" => First with { Lines = [line with { Name = "沙箱" }, First.Lines[1]] },
            "drawing" => First with { Drawings = [new("平面图.png", [1, 3])] },
            _ => First with { Text = First.Text + "。" },
        };

        Assert.NotEqual(First.Hash, other.Hash);
    }

    [Fact]
    public void Cannot_be_made_to_read_as_another_by_a_line_end_in_its_head() =>
        Assert.NotEqual((First with { Title = "甲\nitem: 5", Item = 8 }).Canonical, (First with { Title = "甲", Item = 5 }).Canonical);

    [Fact]
    public void Is_voted_on_by_its_text_its_costs_and_its_hash() =>
        Assert.Equal(
            $"第一段。\n第二段写得很清楚。\n\n1. 灭火器 ¥8,600.00\n2. 投资建设 ¥0.00\n= ¥8,600.00\n\n议-2026-000001 · 1 · SHA-256 {Convert.ToHexStringLower(First.Hash)}",
            First.Document);

    [Theory]
    [InlineData(7, "2026-09-24", "2026-10-02")]
    [InlineData(1, "2026-09-24", "2026-09-26")]
    [InlineData(7, "2026-12-28", "2027-01-05")]
    public void Lies_open_for_whole_days_the_first_not_counted(int days, string disclosed, string first)
    {
        static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

        Assert.Equal(Day(first), new DeliberationRule(days).FirstDayAfter(Day(disclosed)));
    }

    [Theory]
    [InlineData(5, 4, false)]
    [InlineData(5, 5, true)]
    [InlineData(0, 100, false)]
    public void Is_discussed_without_anybodys_leave_once_enough_neighbours_second_its_topic(int needed, int seconds, bool isCarried) =>
        Assert.Equal(isCarried, new DeliberationRule(Seconds: needed).IsCarriedBy(seconds));

    [Theory]
    [InlineData(0, 5, "disclosureDays")]
    [InlineData(91, 5, "disclosureDays")]
    [InlineData(7, -1, "seconds")]
    [InlineData(7, 5, null)]
    public void Lies_open_for_as_long_as_a_county_sets_within_reason(int days, int seconds, string? wrong) => Assert.Equal(wrong, new DeliberationRule(days, seconds).Wrong()?.Field);
}
