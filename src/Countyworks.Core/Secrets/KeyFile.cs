using System.Security.Cryptography;
using System.Text.Json;
using Countyworks.Core.Modules;
using Countyworks.Data;

namespace Countyworks.Core.Secrets;

/// <summary>The keys as they lie in the district's folder, readable by the server's own account alone. Whoever backs up the database backs up this file, elsewhere.</summary>
/// <param name="Current">The number of the key that seals.</param>
/// <param name="Keys">Every key by its number, in Base64; older ones still open what they sealed.</param>
/// <param name="IndexKey">The key of <see cref="KeyRing.Index"/>, in Base64; it stays the same when the others change.</param>
public sealed record KeyFile(int Current, IReadOnlyDictionary<int, string> Keys, string IndexKey)
{
    /// <summary>How many bytes a key has: AES-256.</summary>
    public const int KeyBytes = 32;

    /// <summary>Its name in the folder of keys.</summary>
    public const string FileName = "secrets.json";

    /// <summary>Reads the file of a folder; makes it with a first key where there is none.</summary>
    /// <exception cref="InvalidDataException">The file is there and can't be understood: without it what was sealed is lost.</exception>
    public static KeyFile ReadOrMake(DataFolder folder)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
        {
            // Of two servers that start together one makes it, the other reads what the first made.
            Write(path, new KeyFile(1, new Dictionary<int, string> { [1] = NewKey() }, NewKey()), replace: false);
        }

        try
        {
            var file = JsonSerializer.Deserialize<KeyFile>(File.ReadAllBytes(path), Json.Options);
            return file is not null && file.Keys.ContainsKey(file.Current) && file.Keys.Values.Append(file.IndexKey).All(IsKey)
                ? file
                : throw new InvalidDataException($"{path} holds no usable keys.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} can't be understood: {error.Message}", error);
        }
    }

    /// <summary>Whether a folder has keys.</summary>
    public static bool IsIn(DataFolder folder) => File.Exists(PathIn(folder));

    /// <summary>Adds a key, which seals from now on, and writes the file.</summary>
    public KeyFile Renewed(DataFolder folder)
    {
        var next = Keys.Keys.Max() + 1;
        var file = new KeyFile(next, new Dictionary<int, string>(Keys) { [next] = NewKey() }, IndexKey);
        Write(PathIn(folder), file, replace: true);
        return file;
    }

    private static string PathIn(DataFolder folder) => folder.Below("keys", FileName);

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    private static bool IsKey(string text) => Convert.TryFromBase64String(text, new byte[KeyBytes], out var length) && length == KeyBytes;

    private static void Write(string path, KeyFile file, bool replace)
    {
        DataFolder.MakeOwn(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{RandomNumberGenerator.GetHexString(16)}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(beside, options))
        {
            JsonSerializer.Serialize(stream, file, Json.Options);
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(beside, path, replace);
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            File.Delete(beside);
        }
    }
}
