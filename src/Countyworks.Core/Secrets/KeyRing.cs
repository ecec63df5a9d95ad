using Countyworks.Data.Secrets;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Modules;
using Countyworks.Data;
using Countyworks.Data.Databases;

namespace Countyworks.Core.Secrets;

/// <summary>
/// Seals what the database must not show by itself: AES-256-GCM under a key of the district's folder, bound to district, table, column and row.
/// A sealed text is <c>1.kid.nonce.ciphertext.tag</c>: the form's version, the key's number, and three parts in base64url.
/// </summary>
public sealed class KeyRing : ISecrets
{
    private const string Form = "1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly DataFolder folder;
    private readonly DistrictCode district;
    private readonly Lock opening = new();
    private volatile KeyFile? file;

    /// <summary>The keys of a district's folder, read at the first use.</summary>
    public KeyRing(DataFolder folder, Database database)
        : this(folder, database.District)
    {
    }

    internal KeyRing(DataFolder folder, DistrictCode district) => (this.folder, this.district) = (folder, district);

    /// <inheritdoc/>
    public int CurrentKey => Keys().Current;

    /// <summary>Seals a text for one place. The same text is sealed differently each time.</summary>
    public string Seal(SecretPlace place, string text)
    {
        var keys = Keys();
        var plain = Encoding.UTF8.GetBytes(text);
        var (nonce, sealedBytes, tag) = (RandomNumberGenerator.GetBytes(NonceBytes), new byte[plain.Length], new byte[TagBytes]);
        using var cipher = new AesGcm(Convert.FromBase64String(keys.Keys[keys.Current]), TagBytes);
        cipher.Encrypt(nonce, plain, sealedBytes, tag, Binding(place));
        return string.Create(CultureInfo.InvariantCulture, $"{Form}.{keys.Current}.{Written(nonce)}.{Written(sealedBytes)}.{Written(tag)}");
    }

    /// <summary>The text that was sealed for this place; null when it was sealed for another, or altered, or under a key that is not here.</summary>
    public string? Open(SecretPlace place, string sealedText)
    {
        if (sealedText.Split('.') is not [Form, var number, var nonceText, var body, var tagText]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kid)
            || KeyOf(kid) is not { } key
            || Read(nonceText) is not { Length: NonceBytes } nonce
            || Read(body) is not { } sealedBytes
            || Read(tagText) is not { Length: TagBytes } tag)
        {
            return null;
        }

        var plain = new byte[sealedBytes.Length];
        using var cipher = new AesGcm(Convert.FromBase64String(key), TagBytes);
        try
        {
            cipher.Decrypt(nonce, sealedBytes, tag, plain, Binding(place));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Opens what the product itself sealed into its own row.</summary>
    /// <exception cref="CryptographicException">It can't be opened: the row was altered, or the folder's keys are not those it was written under.</exception>
    public string OpenOwn(SecretPlace place, string sealedText) => Open(place, sealedText)
        ?? throw new CryptographicException($"The {place.Column} of a {place.Table} can't be opened: it was altered, or this folder's keys are not the district's.");

    /// <summary>Whether a sealed text is under an older key, and should be sealed anew.</summary>
    public bool IsOld(string sealedText) => !sealedText.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{Form}.{Keys().Current}."), StringComparison.Ordinal);

    /// <summary>
    /// A blind index (HMAC-SHA-256): the same for the same text, so that rows can be found by it; tells nothing to whoever has the database without the keys.
    /// The text must be in one form already: digits only, lower case.
    /// </summary>
    /// <param name="table">The table: the same text has another index in another table or column.</param>
    /// <param name="column">The column.</param>
    /// <param name="text">What is looked for, whole.</param>
    public byte[] Index(string table, string column, string text) =>
        HMACSHA256.HashData(Convert.FromBase64String(Keys().IndexKey), Encoding.UTF8.GetBytes($"{district}\n{table}\n{column}\n{text}"));

    /// <summary>Seals under a new key from now on; what was sealed before stays readable.</summary>
    public void Renew()
    {
        lock (opening)
        {
            file = KeyFile.ReadOrMake(folder).Renewed(folder);
        }
    }

    /// <summary>Reads the file again: another process may have renewed the keys.</summary>
    public void Refresh()
    {
        lock (opening)
        {
            file = KeyFile.ReadOrMake(folder);
        }
    }

    private string? KeyOf(int kid)
    {
        if (!Keys().Keys.ContainsKey(kid))
        {
            Refresh();
        }

        return Keys().Keys.GetValueOrDefault(kid);
    }

    private KeyFile Keys()
    {
        if (file is { } known)
        {
            return known;
        }

        lock (opening)
        {
            return file ??= KeyFile.ReadOrMake(folder);
        }
    }

    private byte[] Binding(SecretPlace place) => Encoding.UTF8.GetBytes($"{district}\n{place.Table}\n{place.Column}\n{place.Row}");

    private static string Written(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static byte[]? Read(string text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written) ? bytes[..written] : null;
    }
}
