using System.Text.Json;
using Countyworks.Data;

namespace Countyworks.Core.Modules;

/// <summary>The directory of a district's files, and of the host's settings file in it.</summary>
/// <param name="Path">Absolute, or from the working directory.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>The settings file of whoever operates the server; it holds no secrets that a page may show.</summary>
    public const string SettingsFile = "countyworks.json";

    /// <summary>A path below the directory.</summary>
    public string Below(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Makes a directory that only the server's own account reads, where it is not there yet.</summary>
    public static DirectoryInfo MakeOwn(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>A section of the settings file; its defaults where file or section are absent.</summary>
    /// <param name="name">camelCase.</param>
    /// <exception cref="InvalidDataException">The file is there and cannot be understood.</exception>
    public T Section<T>(string name)
        where T : new()
    {
        var file = Below(SettingsFile);
        if (!File.Exists(file))
        {
            return new T();
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.TryGetProperty(name, out var section) ? section.Deserialize<T>(Json.Options) ?? new T() : new T();
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The section {name} of {file} cannot be understood: {error.Message}", error);
        }
    }
}
