using System.Collections.Frozen;
using System.Text.Json;

namespace Countyworks.Ui;

/// <summary>The names of an enum's values as forms, addresses and the API write them: snake_case.</summary>
public static class EnumNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> Values =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The name of <paramref name="value"/>, which must be one of the enum's.</summary>
    public static string Of(TEnum value) => Names[value];

    /// <summary>The value called <paramref name="name"/>; null when none is.</summary>
    public static TEnum? Parse(string? name) => name is not null && Values.TryGetValue(name, out var value) ? value : null;
}
