using System.Text.Json;
using Countyworks.Data;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Core.Settings;

/// <summary>What a setting that is a list of words is chosen from; a service, since the words are known only while serving.</summary>
/// <param name="Setting">The setting's name.</param>
/// <param name="Options">Reads what may be chosen now.</param>
public sealed record SettingChoices(string Setting, Func<IReadOnlyList<Option>> Options);

/// <summary>A setting that some code reads, declared beside it, so that nothing else can be set and nothing of another form.</summary>
/// <param name="Name">area.name.</param>
/// <param name="Type">What it is.</param>
/// <param name="Otherwise">The product's own value, where the county has set none.</param>
public sealed record DeclaredSetting(string Name, Type Type, object Otherwise)
{
    /// <summary>Why a value of the right form makes no sense; null when it does.</summary>
    public Func<object, Refusal?> Wrong { get; init; } = _ => null;

    /// <summary>Declares one.</summary>
    /// <param name="name">area.name.</param>
    /// <param name="otherwise">The product's own value.</param>
    /// <param name="wrong">Why a value makes no sense; null where every value does.</param>
    public static DeclaredSetting Of<T>(string name, T otherwise, Func<T, Refusal?>? wrong = null)
        where T : notnull => new(name, typeof(T), otherwise) { Wrong = value => wrong?.Invoke((T)value) };

    /// <summary>The product's own value as JSON.</summary>
    public string OtherwiseAsJson => JsonSerializer.Serialize(Otherwise, Type, Json.Options);

    /// <summary>The value in JSON as this setting writes it; null when it is of another form.</summary>
    public string? Normal(string json) => Read(json) is { } value ? JsonSerializer.Serialize(value, Type, Json.Options) : null;

    /// <summary>The value; null when it is of another form.</summary>
    public object? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Type, Json.Options);
        }
        catch (Exception otherForm) when (otherForm is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
