using System.Text.Json;
using Countyworks.Core.Web;
using Countyworks.Data;
using NodaTime;

namespace Countyworks.Core.Settings;

/// <summary>What the county has set, from which day on.</summary>
public sealed class DistrictSettings(Cached<IReadOnlyList<Setting>> rows)
{
    /// <summary>The value in force on a day; the product's own where the county has set none.</summary>
    public T Get<T>(string name, LocalDate on, T otherwise) =>
        rows.Current.Where(s => s.Name == name && s.EffectiveFrom <= on).OrderBy(s => s.EffectiveFrom).ThenBy(s => s.At).LastOrDefault() is { } row
            ? JsonSerializer.Deserialize<T>(row.Value, Json.Options)!
            : otherwise;
}
