namespace Countyworks.Data;

/// <summary>The county-level district that owns a row: its six-digit code of GB/T 2260 (Suxian is 431003).</summary>
/// <param name="Value">110000 to 999999.</param>
public readonly record struct DistrictCode(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
