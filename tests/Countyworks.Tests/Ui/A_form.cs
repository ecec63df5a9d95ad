using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Countyworks.Tests.Ui;

public sealed class A_form
{
    [Fact]
    public void Collects_everything_that_is_wrong_in_the_order_it_was_read()
    {
        var form = Posted(("title", ""), ("age", "old"), ("theme", "pink"), ("day", "2026-02-30"));

        form.Text("title", max: 10);
        form.Whole("age", 0, 150);
        form.Choice<Theme>("theme");
        form.Date("day");

        Assert.Equal(["missing", "not_a_number", "invalid_choice", "not_a_date"], form.Refusal!.All.Select(refusal => refusal.Code));
        Assert.Equal(["title", "age", "theme", "day"], form.Refusal.All.Select(refusal => refusal.Field!));
    }

    [Fact]
    public void Refuses_nothing_when_all_is_well()
    {
        var form = Posted(("title", "路灯"), ("age", "1,200"), ("theme", "dark"), ("day", "2026/9/30"), ("cost", "¥1,602.10"), ("agree", "true"));

        Assert.Equal("路灯", form.Text("title", max: 2));
        Assert.Equal(1200, form.Whole("age", 0, 1200));
        Assert.Equal(Theme.Dark, form.Choice<Theme>("theme"));
        Assert.Equal(new LocalDate(2026, 9, 30), form.Date("day"));
        Assert.Equal(Money.FromFen(160_210), form.Money("cost"));
        Assert.True(form.Flag("agree"));
        Assert.Null(form.Refusal);
    }

    [Theory]
    [InlineData("路灯", 2, null)]
    [InlineData("路灯坏", 2, "too_long")]
    [InlineData("  路灯  ", 2, null)]
    [InlineData("\u202E\u200B\0", 2, "missing")]
    public void Counts_what_can_be_seen(string typed, int max, string? refusal)
    {
        var form = Posted(("title", typed));

        form.Text("title", max);

        Assert.Equal(refusal, form.Refusal?.Code);
    }

    [Theory]
    [InlineData(0, "out_of_range")]
    [InlineData(1, null)]
    [InlineData(9, null)]
    [InlineData(10, "out_of_range")]
    public void Takes_both_ends_of_a_range(int number, string? refusal)
    {
        var form = Posted(("n", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        form.Whole("n", min: 1, max: 9);

        Assert.Equal(refusal, form.Refusal?.Code);
    }

    [Fact]
    public void Lets_optional_fields_be_empty()
    {
        var form = Posted();

        Assert.Equal("", form.Text("title", max: 10, required: false));
        Assert.Null(form.ChoiceOrNull<Theme>("theme"));
        Assert.Null(form.DateOrNull("day"));
        Assert.Null(form.WholeOrNull("n", 1, 9));
        Assert.Null(form.MoneyOrNull("cost"));
        Assert.Null(form.IdOrNull<A_form>("id"));
        Assert.Null(form.Refusal);
    }

    [Fact]
    public void Shows_what_was_typed_rather_than_what_it_was_filled_with() =>
        Assert.Equal("typed", Posted(("title", "typed")).With("title", "filled").Value("title"));

    [Fact]
    public void Shows_a_cleared_field_as_cleared() => Assert.Equal("", Posted(("title", "")).With("title", "filled").Value("title"));

    [Fact]
    public void Shows_what_it_was_filled_with_the_first_time() =>
        Assert.True(Form.New("x").With("theme", (Theme?)Theme.Dark).IsChosen("theme", "dark"));

    [Fact]
    public void Shows_the_refusals_of_the_use_case_beside_its_own()
    {
        var refusal = new Refusal("place_unknown", "place") { Others = [new Refusal("too_early", "day")] };

        var form = Posted(("place", "x")).Refused(refusal);

        Assert.Equal("place_unknown", form.ErrorOf("place")!.Code);
        Assert.Equal("too_early", form.ErrorOf("day")!.Code);
        Assert.Equal(2, form.Refusal!.All.Count());
    }

    [Fact]
    public void Reads_several_ticks_without_repeats()
    {
        var form = Form.Of(new FormCollection(new Dictionary<string, StringValues> { ["themes"] = new(["dark", "light", "dark"]) }));

        Assert.Equal([Theme.Dark, Theme.Light], form.Choices<Theme>("themes"));
    }

    [Theory]
    [InlineData(1, 10, null)]
    [InlineData(2, 10, null)]
    [InlineData(3, 10, "too_many_files")]
    [InlineData(1, 0, "file_empty")]
    [InlineData(1, 1024 * 1024, null)]
    [InlineData(1, (1024 * 1024) + 1, "file_too_large")]
    public void Limits_files_by_number_and_size(int count, int bytes, string? refusal)
    {
        var files = new FormFileCollection();
        files.AddRange(Enumerable.Range(0, count).Select(i => new FormFile(Stream.Null, 0, bytes, "photos", $"{i}.jpg")));
        var form = Form.Of(new FormCollection([], files));

        form.Files("photos", most: 2, maxBytes: 1024 * 1024);

        Assert.Equal(refusal, form.Refusal?.Code);
    }

    [Fact]
    public void Carries_the_key_it_was_rendered_with() => Assert.Equal("abc", Posted(("_once", "abc")).Once);

    [Fact]
    public void Takes_no_key_longer_than_it_gives() => Assert.Equal("", Posted(("_once", new string('a', 65))).Once);

    [Theory]
    [InlineData("a\r\nb\rc\n", "a\nb\nc")]
    [InlineData("a  \n  b", "a\n  b")]
    [InlineData("👨‍👩‍👧", "👨‍👩‍👧")]
    [InlineData("a\u2066b\u2069\u0007c\uFEFF", "abc")]
    public void Keeps_lines_and_drops_what_hides(string typed, string kept) => Assert.Equal(kept, TypedText.Lines(typed));

    private static Form Posted(params (string Name, string Value)[] fields) =>
        Form.Of(new FormCollection(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value))));
}
