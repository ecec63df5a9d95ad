using Countyworks.Engines.Clocks;
using Xunit;
using static Countyworks.Engines.Tests.ClockGiven;

namespace Countyworks.Engines.Tests;

public sealed class A_clock_rule
{
    public static TheoryData<string> Rules => [.. new[] { Working, Natural, Emergency, ClockRule.Instruction() }.Select(rule => rule.ToJson())];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Goes_to_json_and_back_unchanged(string json) => Assert.Equal(json, ClockRule.Read(json).Value.ToJson());

    [Fact]
    public void Can_be_set_by_a_county_in_a_few_words()
    {
        var rule = ClockRule.Read("""{"code": "5", "counting": "working", "marks": [{"name": "report", "after": 5}]}""").Value;
        Assert.Equal(["2026-06-08"], rule.Started("2026-06-01").DueDays());
    }

    [Theory]
    [InlineData("", "clock_rule_unreadable", null)]
    [InlineData("null", "clock_rule_unreadable", null)]
    [InlineData("""{"code": "x", "counting": "weekly", "marks": []}""", "clock_rule_unreadable", null)]
    [InlineData("""{"code": "x", "marks": []}""", "clock_rule_unreadable", null)]
    [InlineData("""{"code": "x", "counting": "working", "marks": null}""", "clock_rule_unreadable", null)]
    [InlineData("""{"code": "x", "counting": "working", "marks": [null]}""", "clock_rule_unreadable", null)]
    [InlineData("""{"code": " ", "counting": "working", "marks": []}""", "missing", "code")]
    [InlineData("""{"code": "x", "counting": "working", "marks": []}""", "clock_marks_invalid", "marks")]
    [InlineData("""{"code": "x", "counting": "working", "marks": [{"name": "a", "after": 0}]}""", "clock_marks_invalid", "marks")]
    [InlineData("""{"code": "x", "counting": "working", "marks": [{"name": "a", "after": 1001}]}""", "clock_marks_invalid", "marks")]
    [InlineData("""{"code": "x", "counting": "working", "marks": [{"name": "a", "after": 3}, {"name": "b", "after": 3}]}""", "clock_marks_invalid", "marks")]
    [InlineData("""{"code": "x", "counting": "working", "marks": [{"name": "a", "after": 1}, {"name": "a", "after": 3}]}""", "clock_marks_invalid", "marks")]
    [InlineData("""{"code": "x", "counting": "working", "marks": [{"name": "a", "after": 1}], "remindBefore": -1}""", "clock_number_invalid", "remindBefore")]
    [InlineData("""{"code": "x", "counting": "working", "marks": [{"name": "a", "after": 1}], "maxReturns": -1}""", "clock_number_invalid", "maxReturns")]
    [InlineData("""{"code": "x", "counting": "working", "marks": [{"name": "a", "after": 1}], "pauseReasons": [{"code": "p", "maxDays": 0}]}""", "clock_pauses_invalid", "pauseReasons")]
    [InlineData("""{"code": "x", "counting": "working", "marks": [{"name": "a", "after": 1}], "escalation": [{"after": 0, "warning": "red", "up": 0}]}""", "clock_escalation_invalid", "escalation")]
    public void That_makes_no_sense_is_refused(string json, string code, string? field)
    {
        var refusal = ClockRule.Read(json).Refusal;
        Assert.Equal((code, field), (refusal?.Code, refusal?.Field));
    }

    [Fact]
    public void For_instructions_is_stricter()
    {
        var instruction = ClockRule.Instruction();
        Assert.Equal(["2026-06-02", "2026-06-04"], instruction.Started("2026-06-01").DueDays());
        Assert.Equal(Warning.Red, instruction.Escalation[0].Warning);
    }
}
