using Countyworks.Kernel;
using NodaTime;
using Xunit;
using static Countyworks.Engines.Tests.Calendars;

namespace Countyworks.Engines.Tests;

public sealed class The_work_calendar
{
    [Theory]
    [InlineData("2026-01-01", false)] // New Year's Day
    [InlineData("2026-01-04", true)] // a make-up Sunday
    [InlineData("2026-02-14", true)] // a make-up Saturday before the Spring Festival
    [InlineData("2026-02-15", false)]
    [InlineData("2026-09-24", true)]
    [InlineData("2026-09-25", false)] // Mid-Autumn, a Friday
    [InlineData("2026-10-10", true)] // a make-up Saturday after National Day
    [InlineData("2026-10-11", false)] // an ordinary Sunday
    [InlineData("2026-10-12", true)]
    public void Knows_rest_days_and_make_up_days(string day, bool works) => Assert.Equal(works, Shipped.IsWorkday(Day(day)).Value);

    /// <summary>2020-02-03: the epidemic moved the return to work by a day; one source calls it a rest day, the other doesn't.</summary>
    [Fact]
    public void Agrees_with_a_second_source_on_every_day_but_one()
    {
        var differing = DaysOf(2019, 2026).Where(day => Shipped.IsWorkday(day).Value != OracleSaysWorkday(day));
        Assert.Equal([], differing.Except([new LocalDate(2020, 2, 3)]));
    }

    [Fact]
    public void Refuses_a_year_not_announced()
    {
        var refusal = Shipped.IsWorkday(new LocalDate(2027, 1, 4)).Refusal;
        Assert.Equal("calendar_year_missing", refusal?.Code);
        Assert.Equal([new("year", 2027)], refusal?.Arguments);
    }

    [Fact]
    public void Takes_a_file_without_days_for_a_year_not_announced()
    {
        var calendar = WorkCalendar.Read([(2027, """{"year": 2027, "papers": [], "days": []}""")]).Value;
        Assert.False(calendar.IsAnnounced(2027));
    }

    [Theory]
    [InlineData("2027-01-01", true)] // a Friday and a holiday: what nobody has announced can't be known
    [InlineData("2027-01-02", false)]
    [InlineData("2026-10-01", false)] // announced years stay as they are
    public void Answers_by_weekends_alone_when_asked_for_provisional_years(string day, bool works) =>
        Assert.Equal(works, Shipped.WithProvisionalYears().IsWorkday(Day(day)).Value);

    [Fact]
    public void Stays_unannounced_when_answering_provisionally() => Assert.False(Shipped.WithProvisionalYears().IsAnnounced(2027));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"year": 2026}""")]
    [InlineData("""{"year": 2025, "days": []}""")]
    [InlineData("""{"year": "2026", "days": []}""")]
    [InlineData("""{"year": 2026, "days": [{"date": "2026-02-30", "isOffDay": true}]}""")]
    [InlineData("""{"year": 2026, "days": [{"date": "2026-02-01", "isOffDay": "yes"}]}""")]
    [InlineData("""{"year": 2026, "days": [{"date": null, "isOffDay": true}]}""")]
    public void Refuses_a_file_of_another_form(string json)
    {
        var refusal = WorkCalendar.Read([(2026, json)]).Refusal;
        Assert.Equal("calendar_file_invalid", refusal?.Code);
        Assert.Equal([new("year", 2026)], refusal?.Arguments);
    }

    [Fact]
    public void Refuses_a_year_given_twice() =>
        Assert.Equal("calendar_file_invalid", WorkCalendar.Read([.. ShippedFiles(), .. ShippedFiles()]).Refusal?.Code);

    [Fact]
    public void Takes_what_a_file_says_of_a_day_of_the_year_before()
    {
        var calendar = WorkCalendar.Read([File(2025, "2025-01-01", off: true), File(2026, "2025-12-31", off: true)]).Value;
        Assert.False(calendar.IsWorkday(new LocalDate(2025, 12, 31)).Value);
    }

    [Fact]
    public void Refuses_files_that_differ_about_a_day() =>
        Assert.Equal("calendar_days_disagree", WorkCalendar.Read([File(2025, "2025-12-31", off: false), File(2026, "2025-12-31", off: true)]).Refusal?.Code);

    private static (int Year, string Json) File(int year, string date, bool off) =>
        (year, $$"""{"year": {{year}}, "days": [{"name": "元旦", "date": "{{date}}", "isOffDay": {{(off ? "true" : "false")}}}]}""");
}
