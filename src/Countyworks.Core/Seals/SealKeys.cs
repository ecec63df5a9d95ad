using System.Security.Cryptography;
using Countyworks.Core.Modules;
using Countyworks.Data.Databases;
using Countyworks.Engines.Seals;

namespace Countyworks.Core.Seals;

/// <summary>
/// The key that signs heads: in the environment, else in a file of the district's folder that only the server's user may read.
/// It is made with the first head and never again: a lost key must be noticed, not replaced.
/// </summary>
/// <param name="folder">The district's folder.</param>
/// <param name="settings">Profile and origin of a new key.</param>
/// <param name="database">Whose district it is.</param>
public sealed class SealKeys(DataFolder folder, SealSettings settings, Database database)
{
    /// <summary>The environment variable that holds the secret, for several servers of one district.</summary>
    public const string Variable = "COUNTYWORKS_SEAL_KEY";

    /// <summary>The file of the secret in the district's folder.</summary>
    public const string SecretFile = "seal.key";

    private readonly Lock making = new();
    private SealSigner? signer;

    /// <summary>The key; null while there is none.</summary>
    /// <exception cref="InvalidDataException">There is something that is no key.</exception>
    public SealSigner? Signer
    {
        get
        {
            lock (making)
            {
                return signer ??= Read();
            }
        }
    }

    /// <summary>The public keys whose heads are believed: the present one and those that were.</summary>
    public IReadOnlyList<SealKey> Trusted =>
    [
        .. Signer is { } present ? [present.Public] : Array.Empty<SealKey>(),
        .. settings.FormerKeys.Select(text => SealKey.Parse(text) ?? throw new InvalidDataException($"In the section seals of the settings, {text} is no public key.")),
    ];

    /// <summary>The key, made now where there is none: only before the first head.</summary>
    public SealSigner SignerOfFirstHead()
    {
        lock (making)
        {
            return signer ??= Read() ?? Make();
        }
    }

    private SealSigner? Read() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } secret ? Parse(secret, Variable)
        : File.Exists(folder.Below(SecretFile)) ? Parse(File.ReadAllText(folder.Below(SecretFile)), folder.Below(SecretFile))
        : null;

    private static SealSigner Parse(string secret, string where) =>
        SealSigner.Parse(secret) ?? throw new InvalidDataException($"{where} holds no key that signs heads.");

    private SealSigner Make()
    {
        var origin = settings.Origin ?? $"countyworks/{database.District}";
        if (!SealKey.IsName(origin))
        {
            throw new InvalidDataException($"In the section seals of the settings, the origin {origin} must have no spaces and no plus signs.");
        }

        SealSigner? made;
        while ((made = SealSigner.Of(origin, settings.Profile, RandomNumberGenerator.GetBytes(SealSigner.SeedLength))) is null)
        {
            // One number of four thousand million is no key of SM2.
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        Directory.CreateDirectory(folder.Path);
        using var file = new StreamWriter(folder.Below(SecretFile), options);
        file.WriteLine(made.Secret());
        return made;
    }
}
