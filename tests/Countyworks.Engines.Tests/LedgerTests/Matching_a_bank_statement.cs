using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using CsCheck;
using NodaTime;

namespace Countyworks.Engines.Tests.LedgerTests;

public sealed class Matching_a_bank_statement
{
    private static readonly LocalDate Day = new(2026, 7, 10);

    [Fact]
    public void Goes_by_the_reference_first_when_the_amount_is_the_same()
    {
        var proposals = Propose([Line(100, "R1", "Wang"), Line(100, "", "Wang")], [Candidate("a", 100, "R1", "Li"), Candidate("b", 100, "", "Wang")]);
        Assert.Equal([("a", MatchedBy.Reference, true), ("b", MatchedBy.AmountDayPayer, true)], proposals);
    }

    [Fact]
    public void Does_not_believe_a_reference_with_another_amount() =>
        Assert.Equal([("", MatchedBy.Nothing, false)], Propose([Line(99, "R1", "Wang")], [Candidate("a", 100, "R1", "Wang")]));

    [Theory]
    [InlineData(3, true), InlineData(-3, true), InlineData(4, false), InlineData(-4, false)]
    public void Looks_a_few_days_either_way(int days, bool fits) =>
        Assert.Equal(fits, Propose([Line(100, "", "Wang")], [Candidate("a", 100, "", "Wang", days)])[0].Certain);

    [Fact]
    public void Reads_names_as_banks_write_them() => Assert.True(Propose([Line(100, "", "  WANG   wei ")], [Candidate("a", 100, "", "Wang Wei")])[0].Certain);

    [Fact]
    public void Needs_a_payer() => Assert.False(Propose([Line(100, "", "")], [Candidate("a", 100, "", "")])[0].Certain);

    [Theory]
    [InlineData("3栋101 物业费", "a"), InlineData("物业费 3 栋-101", "a"), InlineData("13栋101", ""), InlineData("3栋1012", ""), InlineData("3栋102", "b"), InlineData("3栋101、3栋102", "a b"), InlineData("", "")]
    public void Reads_which_home_the_payer_wrote_whatever_the_sum(string purpose, string ids) =>
        Assert.Equal(ids, Propose([Line(7, "", "Wang") with { Purpose = purpose }], [Candidate("a", 100, "3栋 101", ""), Candidate("b", 100, "3栋 102", "")])[0].Ids);

    [Fact]
    public void Proposes_a_home_once_that_is_known_by_several_sums_and_payers() =>
        Assert.Equal(
            [("a", MatchedBy.AmountDayPayer, true), ("b", MatchedBy.Named, true)],
            Propose(
                [Line(100, "", "Wang"), Line(200, "", "Wang") with { Purpose = "3栋102" }],
                [Candidate("a", 100, "3栋101", "Wang"), Candidate("a", 100, "3栋101", "Wang", 1), Candidate("a", 200, "3栋101", "Wang"), Candidate("b", 200, "3栋102", "Wang")]));

    [Fact]
    public void Leaves_the_choice_between_two_candidates_to_a_person() =>
        Assert.Equal([("a b", MatchedBy.AmountDayPayer, false)], Propose([Line(100, "", "Wang")], [Candidate("a", 100, "", "Wang"), Candidate("b", 100, "", "Wang", 1)]));

    [Fact]
    public void Leaves_the_choice_between_two_lines_to_a_person() =>
        Assert.Equal([("a", MatchedBy.AmountDayPayer, false), ("a", MatchedBy.AmountDayPayer, false)], Propose([Line(100, "", "Wang"), Line(100, "", "Wang")], [Candidate("a", 100, "", "Wang")]));

    [Fact]
    public void Never_uses_a_line_or_a_candidate_twice() =>
        Gen.Select(Triple.Array[0, 12], Triple.Array[0, 12]).Sample((lines, candidates) =>
        {
            var proposals = BankMatching.Propose(
                [.. lines.Select(l => Line(100 + l.Item1, l.Item2 == 0 ? "" : $"R{l.Item2}", $"P{l.Item3}"))],
                [.. candidates.Select((c, i) => Candidate($"{i}", 100 + c.Item1, c.Item2 == 0 ? "" : $"R{c.Item2}", $"P{c.Item3}"))],
                3);
            var certain = proposals.Where(p => p.IsCertain).Select(p => p.Candidates.Single().Id).ToList();
            return proposals.Count == lines.Length && certain.Distinct().Count() == certain.Count && proposals.All(p => p.Candidates.All(c => c.Amount == p.Line.Amount));
        });

    [Theory]
    [InlineData(0, 100, 40, 60, null)]
    [InlineData(0, 100, 40, 61, "statement_balance_wrong")]
    [InlineData(0, 101, 40, 61, "statement_totals_wrong")]
    [InlineData(0, 100, 41, 59, "statement_totals_wrong")]
    [InlineData(-5, 100, 40, 55, null)]
    public void Begins_with_a_statement_that_adds_up(long opening, long came, long went, long closing, string? refusal) =>
        Assert.Equal(refusal, Statement(opening, came, went, closing, Line(100, "1", "W"), Line(-40, "2", "V")).Checked().Refusal?.Code);

    [Fact]
    public void Wants_lines_of_its_days_of_something_and_once()
    {
        Assert.Equal("statement_line_outside", Statement(0, 100, 0, 100, Line(100, "1", "W") with { On = Day.PlusDays(-11) }).Checked().Refusal?.Code);
        Assert.Equal("statement_line_empty", Statement(0, 100, 0, 100, Line(100, "1", "W"), Line(0, "2", "W")).Checked().Refusal?.Code);
        Assert.Equal("statement_line_twice", Statement(0, 200, 0, 200, Line(100, "1", "W"), Line(100, "1", "W")).Checked().Refusal?.Code);
        Assert.Null(Statement(0, 200, 0, 200, Line(100, "", "W"), Line(100, "", "W")).Checked().Refusal);
    }

    private static readonly Gen<(int, int, int)> Triple = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 2]);

    private static BankStatement Statement(long opening, long came, long went, long closing, params BankLine[] lines) =>
        new("6222", new(2026, 7, 1), new(2026, 7, 31), Money.FromFen(opening), Money.FromFen(came), Money.FromFen(went), Money.FromFen(closing), lines);

    private static BankLine Line(long fen, string reference, string other) => new(Day, Money.FromFen(fen), reference, other, "");

    private static BankCandidate Candidate(string id, long fen, string reference, string other, int days = 0) => new(id, Day.PlusDays(days), Money.FromFen(fen), reference, other);

    private static List<(string Ids, MatchedBy By, bool Certain)> Propose(BankLine[] lines, BankCandidate[] candidates) =>
        [.. BankMatching.Propose(lines, candidates, 3).Select(p => (string.Join(' ', p.Candidates.Select(c => c.Id)), p.By, p.IsCertain))];
}
