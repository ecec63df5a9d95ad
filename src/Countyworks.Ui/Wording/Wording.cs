using System.Globalization;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Ui;

/// <summary>Puts the values inside a text into the reader's words.</summary>
internal sealed class Wording(Texts texts) : IFormatProvider, ICustomFormatter
{
    /// <inheritdoc/>
    public object? GetFormat(Type? formatType) =>
        formatType == typeof(ICustomFormatter) ? this : CultureInfo.CurrentCulture.GetFormat(formatType);

    /// <inheritdoc/>
    public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
    {
        LocalDate day => Dates.Day(day),
        Instant instant => Dates.Time(instant),
        Enum value => texts.Of(value),
        _ when format?.IndexOf('|', StringComparison.Ordinal) is >= 0 and var bar => IsOne(arg) ? format[..bar] : format[(bar + 1)..],
        Money money => money.ToString(),
        IFormattable formattable => formattable.ToString(format, CultureInfo.CurrentCulture),
        _ => arg?.ToString() ?? "",
    };

    private static bool IsOne(object? number) => number is 1 or 1L or 1m or 1d;
}
