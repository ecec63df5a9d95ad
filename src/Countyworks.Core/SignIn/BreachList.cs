using System.Security.Cryptography;
using System.Text;

namespace Countyworks.Core.SignIn;

/// <summary>
/// Whether a password is known to those who try passwords: among the 30,000 commonest (zxcvbn's list), or in the county's own list of leaked ones.
/// Nothing is asked of anybody outside.
/// </summary>
public sealed class BreachList(SignInSettings settings)
{
    private const string Shipped = "zxcvbn-core.Dictionaries.passwords.lst";
    private const int PrefixDigits = 5;
    private const int LongestLine = 128;

    private static readonly Lazy<HashSet<string>> common = new(ReadShipped);

    /// <summary>Whether it is listed.</summary>
    /// <exception cref="IOException">The county's list is named in the settings and can't be read.</exception>
    public bool Has(string password) => common.Value.Contains(password) || (settings.BreachList is { } list && IsIn(list, HashOf(password)));

    private static bool IsIn(string list, string hash) => Directory.Exists(list)
        ? IsInFolder(Path.Combine(list, hash[..PrefixDigits] + ".txt"), hash[PrefixDigits..])
        : IsInFile(list, hash);

    private static bool IsInFolder(string file, string rest) => File.Exists(file) && File.ReadLines(file).Any(line => line.StartsWith(rest, StringComparison.OrdinalIgnoreCase));

    // Tens of gigabytes: halved until the line is found.
    private static bool IsInFile(string file, string hash)
    {
        using var stream = File.OpenRead(file);
        var (low, high) = (0L, stream.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var (line, next) = LineFrom(stream, middle);
            var order = line.Length < hash.Length ? 1 : string.Compare(line[..hash.Length], hash, StringComparison.OrdinalIgnoreCase);
            if (order == 0)
            {
                return true;
            }

            (low, high) = order < 0 ? (next, high) : (low, middle);
        }

        return false;
    }

    /// <summary>The first line that begins at or after a position, and where the one after it begins; "" past the last.</summary>
    private static (string Line, long Next) LineFrom(FileStream stream, long position)
    {
        var from = Math.Max(0, position - 1);
        stream.Position = from;
        var buffer = new byte[2 * LongestLine];
        var text = Encoding.ASCII.GetString(buffer, 0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        var start = position == 0 ? 0 : text.IndexOf('\n', StringComparison.Ordinal) + 1;
        if (position > 0 && start == 0)
        {
            return ("", stream.Length);
        }

        var end = text.IndexOf('\n', start);
        return end < 0 ? (text[start..].Trim(), stream.Length) : (text[start..end].Trim(), from + end + 1);
    }

#pragma warning disable CA5350 // The lists of leaked passwords are lists of SHA-1; nothing is protected by it here.
    private static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350

    private static HashSet<string> ReadShipped()
    {
        using var stream = typeof(Zxcvbn.Zxcvbn).Assembly.GetManifestResourceStream(Shipped)
            ?? throw new InvalidOperationException($"{Shipped} is not in the library: another version of it?");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
