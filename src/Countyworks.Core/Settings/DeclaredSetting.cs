using System.Text.Json;
using Countyworks.Data;

namespace Countyworks.Core.Settings;

/// <summary>A setting that some code reads, declared beside it, so that nothing else can be set and nothing of another form.</summary>
/// <param name="Name">area.name.</param>
/// <param name="Type">What it is.</param>
/// <param name="Otherwise">The product's own value, where the county has set none.</param>
public sealed record DeclaredSetting(string Name, Type Type, object Otherwise)
{
    /// <summary>Declares one.</summary>
    public static DeclaredSetting Of<T>(string name, T otherwise)
        where T : notnull => new(name, typeof(T), otherwise);

    /// <summary>The product's own value as JSON.</summary>
    public string OtherwiseAsJson => JsonSerializer.Serialize(Otherwise, Type, Json.Options);

    /// <summary>The value in JSON as this setting writes it; null when it is of another form.</summary>
    public string? Normal(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Type, Json.Options) is { } value ? JsonSerializer.Serialize(value, Type, Json.Options) : null;
        }
        catch (Exception otherForm) when (otherForm is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
