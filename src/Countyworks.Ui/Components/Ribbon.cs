using System.Globalization;
using NodaTime;

namespace Countyworks.Ui;

/// <summary>A deadline on the ribbon of a matter.</summary>
/// <param name="Label">What must be done by then.</param>
/// <param name="Due">The deadline, and whether it was met.</param>
public sealed record RibbonMark(string Label, Due Due);

/// <summary>A time during which the clock stood still.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when; null while it lasts.</param>
public sealed record RibbonPause(Instant From, Instant? To);

/// <summary>Where instants fall on the ribbon, in per cent of its width.</summary>
internal sealed class RibbonScale(Instant start, Instant end)
{
    /// <summary>Leaves room for a mark at either end.</summary>
    private const double Margin = 2;

    public string At(Instant instant) => Percent(Position(instant));

    public string Between(Instant from, Instant to) => Percent(Math.Max(0, Position(to) - Position(from)));

    private double Position(Instant instant) =>
        end <= start ? Margin : Margin + (Math.Clamp((instant - start) / (end - start), 0, 1) * (100 - (2 * Margin)));

    private static string Percent(double position) => position.ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
