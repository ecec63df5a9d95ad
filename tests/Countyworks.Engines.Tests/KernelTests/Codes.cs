using Countyworks.Kernel;
using CsCheck;
using NodaTime;
using Xunit;

namespace Countyworks.Engines.Tests;

public sealed class A_unified_social_credit_code
{
    [Theory]
    [InlineData("121200004013590816")]
    [InlineData("9115220107837941X1")]
    [InlineData("91340600MA2PBP2120")]
    [InlineData("91340600MA2PBM9HXD")]
    [InlineData("9144030071526726XG")]
    [InlineData("92340602MA2PEL605A")]
    [InlineData("92340604MA2PBP1U3Y")]
    [InlineData("92340621MA2UJTTF8R")]
    [InlineData("92340621MA2UK3CE6L")]
    public void Of_a_real_organisation_is_accepted(string code) => Assert.Equal(code, UnifiedSocialCreditCode.Parse(code).Value.ToString());

    [Theory]
    [InlineData("", "credit_code_invalid")]
    [InlineData("91340600MA2PBP212", "credit_code_invalid")]
    [InlineData("91340600MA2PBP21201", "credit_code_invalid")]
    [InlineData("91340600MA2PBPZ120", "credit_code_invalid")] // no Z in the alphabet
    [InlineData("91A40600MA2PBP2120", "credit_code_invalid")] // a division is digits
    [InlineData("91340600MA2PBP2121", "credit_code_check")]
    [InlineData("91340600MA2PBP1220", "credit_code_check")] // two characters changed places
    public void Mistyped_is_refused(string code, string refusal) =>
        Assert.Equal(refusal, UnifiedSocialCreditCode.Parse(code).Refusal?.Code);

    [Fact]
    public void May_be_typed_with_spaces_and_small_letters() =>
        Assert.Equal("91340600MA2PBP2120", UnifiedSocialCreditCode.Parse(" 91340600 ma2pbp212 0").Value.ToString());

    [Fact]
    public void Names_the_division_and_the_organisation()
    {
        var code = UnifiedSocialCreditCode.Parse("9144030071526726XG").Value;
        Assert.Equal(("4403", "71526726X"), (code.RegisteredIn?.ToString(), code.Organisation.ToString()));
    }

    [Fact]
    public void With_any_one_character_changed_is_refused() =>
        Gen.Select(Gen.Int[0, 17], Gen.Char["0123456789ABCDEFGHJKLMNPQRTUWXY"]).Sample((at, character) =>
        {
            const string code = "92340621MA2UK3CE6L";
            var changed = code[..at] + character + code[(at + 1)..];
            return changed == code || UnifiedSocialCreditCode.Parse(changed).Refusal is not null;
        });
}

public sealed class An_organisation_code
{
    [Theory]
    [InlineData("71526726X", null)]
    [InlineData("71526726-x", null)]
    [InlineData("715267261", "organisation_code_check")]
    [InlineData("7152672", "organisation_code_invalid")]
    [InlineData("7152672é6", "organisation_code_invalid")]
    public void Is_checked_by_its_last_character(string code, string? refusal) =>
        Assert.Equal(refusal, OrganisationCode.Parse(code).Refusal?.Code);
}

public sealed class A_division_code
{
    [Theory]
    [InlineData("43", "43", DivisionLevel.Province)]
    [InlineData("430000", "43", DivisionLevel.Province)]
    [InlineData("431000", "4310", DivisionLevel.City)]
    [InlineData("431003", "431003", DivisionLevel.County)]
    [InlineData("431003000000", "431003", DivisionLevel.County)]
    [InlineData("431003001", "431003001", DivisionLevel.Street)]
    [InlineData("431003001001", "431003001001", DivisionLevel.Village)]
    [InlineData("441900003", "441900003", DivisionLevel.Street)]
    public void Is_kept_in_its_shortest_form(string text, string shortest, DivisionLevel level)
    {
        var code = DivisionCode.Parse(text).Value;
        Assert.Equal((shortest, level), (code.ToString(), code.Level));
    }

    [Theory]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("43100")]
    [InlineData("03")]
    [InlineData("40")]
    [InlineData("4310030010")]
    [InlineData("43100A")]
    [InlineData("４３")]
    public void Of_another_form_is_refused(string text) => Assert.Equal("division_code_invalid", DivisionCode.Parse(text).Refusal?.Code);

    [Theory]
    [InlineData("431003001001", "431003001")]
    [InlineData("431003001", "431003")]
    [InlineData("431003", "4310")]
    [InlineData("4310", "43")]
    [InlineData("43", null)]
    [InlineData("441900003", "4419")] // a town directly under a city without counties
    public void Lies_in_the_one_above(string text, string? parent) =>
        Assert.Equal(parent, DivisionCode.Parse(text).Value.Parent?.ToString());

    [Theory]
    [InlineData("4310", "431003001001", true)]
    [InlineData("431003", "431003", true)]
    [InlineData("431003", "431002001", false)]
    [InlineData("431003001", "431003", false)]
    [InlineData("441900", "441900003", true)]
    public void Contains_itself_and_what_lies_in_it(string text, string other, bool contains) =>
        Assert.Equal(contains, DivisionCode.Parse(text).Value.Contains(DivisionCode.Parse(other).Value));

    [Fact]
    public void Is_contained_by_its_parent() =>
        Gen.Int[110000, 829999].Select(Gen.Int[0, 999], Gen.Int[0, 999]).Select((county, street, village) => $"{county}{street:000}{village:000}")
            .Where(text => text[1] != '0')
            .Sample(text =>
            {
                var code = DivisionCode.Parse(text).Value;
                return code.Parent is not { } parent || (parent.Contains(code) && !code.Contains(parent) && parent.Level < code.Level);
            });
}

public sealed class A_citizen_number
{
    [Theory]
    [InlineData("43100319900228001X", null)]
    [InlineData("43100319900228001x", null)]
    [InlineData("431003200002290029", null)] // a leap day
    [InlineData("431003199002280011", "citizen_number_check")]
    [InlineData("43100319900229001X", "citizen_number_birth")] // 1990 was no leap year
    [InlineData("43100317000101001X", "citizen_number_birth")]
    [InlineData("00100319900228001X", "citizen_number_invalid")]
    [InlineData("4310031990022800X1", "citizen_number_invalid")]
    [InlineData("431003900228001", "citizen_number_invalid")] // the fifteen digits of before 1999
    [InlineData("", "citizen_number_invalid")]
    public void Is_checked_before_it_is_accepted(string number, string? refusal) =>
        Assert.Equal(refusal, CitizenNumber.Parse(number).Refusal?.Code);

    [Fact]
    public void Tells_division_birth_and_sex()
    {
        var number = CitizenNumber.Parse("431003200002290029").Value;
        Assert.Equal(("431003", new LocalDate(2000, 2, 29), true), (number.Division.ToString(), number.BornOn, number.IsFemale));
    }

    [Fact]
    public void Is_masked_unless_the_full_number_is_asked_for()
    {
        var number = CitizenNumber.Parse("43100319900228001X").Value;
        Assert.Equal(("431003********001X", "43100319900228001X"), (number.ToString(), number.FullNumber));
    }
}
