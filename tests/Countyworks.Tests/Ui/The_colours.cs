using System.Globalization;
using System.Text.RegularExpressions;
using Countyworks.Tests.House;

namespace Countyworks.Tests.Ui;

/// <summary>Contrast by WCAG 2.2, 1.4.3 and 1.4.11, computed from the style sheets as they are written.</summary>
public sealed partial class The_colours
{
    private const double Text = 4.5;
    private const double Outline = 3;

    private static readonly (string Text, string Ground)[] TextOnGround =
    [
        ("ink", "paper"), ("ink", "ground"), ("quiet", "paper"), ("quiet", "ground"), ("brand", "paper"), ("brand", "ground"),
        ("brand-deep", "paper"), ("brand-deep", "ground"), ("brand-deep", "brand-soft"), ("brand", "brand-soft"), ("ink", "brand-soft"), ("quiet", "brand-soft"),
        ("on-brand", "brand"), ("on-brand", "brand-deep"), ("on-bar", "bar"), ("on-bad", "bad"), ("on-focus", "focus"),
        ("bad", "paper"), ("bad", "ground"), ("bad", "bad-soft"), ("ink", "bad-soft"), ("bad", "brand-soft"),
        ("warning", "paper"), ("warning", "ground"), ("warning", "warning-soft"), ("ink", "warning-soft"), ("warning", "brand-soft"),
        ("good", "paper"), ("good", "ground"), ("good", "good-soft"), ("ink", "good-soft"),
    ];

    private static readonly (string Line, string Ground)[] OutlineOnGround =
        [("edge", "paper"), ("edge", "ground"), ("s0", "paper"), ("s1", "paper"), ("s2", "paper"), ("s3", "paper"), ("s4", "paper")];

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Can_be_read(string theme)
    {
        var colours = Colours(theme);

        Assert.DoesNotContain(TextOnGround, pair => Contrast(colours[pair.Text], colours[pair.Ground]) < Text);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Show_where_fields_and_lines_are(string theme)
    {
        var colours = Colours(theme);

        Assert.DoesNotContain(OutlineOnGround, pair => Contrast(colours[pair.Line], colours[pair.Ground]) < Outline);
    }

    [Fact]
    public void Are_the_same_names_in_the_dark() => Assert.Equal(Read("tokens.css").Keys.Order(), Read("dark.css").Keys.Order());

    private static Dictionary<string, string> Colours(string theme) => Read(theme == "dark" ? "dark.css" : "tokens.css");

    private static Dictionary<string, string> Read(string file) => Token().Matches(Repository.Read("src/Countyworks.Ui/assets/css/" + file))
        .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["hex"].Value);

    private static double Contrast(string one, string other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(string hex) => (0.2126 * Channel(hex, 0)) + (0.7152 * Channel(hex, 2)) + (0.0722 * Channel(hex, 4));

    private static double Channel(string hex, int at)
    {
        var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex("--(?<name>[a-z0-9-]+): #(?<hex>[0-9a-f]{6});", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
