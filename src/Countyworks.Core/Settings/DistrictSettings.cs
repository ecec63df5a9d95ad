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

    /// <summary>All that was ever set for a name, the latest effective first; of two for the same day the later first.</summary>
    public IReadOnlyList<Setting> HistoryOf(string name) =>
        [.. rows.Current.Where(s => s.Name == name).OrderByDescending(s => s.EffectiveFrom).ThenByDescending(s => s.At)];

    /// <summary>Has the rows read anew at the next use: after one was set.</summary>
    public void Forget() => rows.Forget();
}
