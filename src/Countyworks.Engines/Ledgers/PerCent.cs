using System.Globalization;

namespace Countyworks.Engines.Ledgers;

/// <summary>Hundredths of a per cent, as they are written.</summary>
public static class PerCent
{
    /// <summary>"93.00%" of 9300.</summary>
    public static string Of(long basisPoints) => string.Create(CultureInfo.InvariantCulture, $"{basisPoints / 100}.{Math.Abs(basisPoints % 100):00}%");
}
