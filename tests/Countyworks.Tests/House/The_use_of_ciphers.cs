using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Countyworks.Tests.House;

/// <summary>Every use of cryptography in the code, against the inventory in docs/operate/keys.md.</summary>
public sealed partial class The_use_of_ciphers
{
    private const string Inventory = "docs/operate/keys.md";

    /// <summary>Types that compute something, of the platform by their namespace and what makes passwords; helpers and exceptions are no ciphers.</summary>
    private static readonly HashSet<string> ofThePlatform =
    [
        .. typeof(System.Security.Cryptography.SHA256).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "System.Security.Cryptography" && type.IsClass && !type.IsNested && !type.IsSubclassOf(typeof(Exception)))
            .Select(type => type.Name).Except(["CryptographicOperations"]),
        "PasswordHasher", "IPasskeyHandler", "PgpEncryptedDataGenerator", "PgpPbeEncryptedData", "Ed25519", "SM3Digest", "SM2Signer", "SecureRandom",
    ];

    [Fact]
    public void Stands_in_the_inventory_and_nothing_else_does()
    {
        var coded = Repository.Code.SelectMany(Uses).ToHashSet();
        var listed = Row().Matches(Repository.Read(Inventory))
            .SelectMany(row => Name().Matches(row.Groups["in"].Value).Select(name => $"{row.Groups["cipher"].Value} in {name.Groups["name"].Value}")).ToHashSet();

        Repository.None(coded.Except(listed).Order(StringComparer.Ordinal), $"Used, and not in {Inventory}:");
        Repository.None(listed.Except(coded).Order(StringComparer.Ordinal), $"In {Inventory}, and not used:");
    }

    [Fact]
    public void Is_of_none_that_are_broken_but_where_a_standard_leaves_no_choice() => Repository.None(
        Repository.Code.SelectMany(Uses).Where(use => Broken().IsMatch(use)).Except(["SHA1 in BreachList", "HMACSHA1 in Totp"]),
        "Not to be used:");

    private static IEnumerable<string> Uses(SourceFile file) =>
        from name in file.Syntax.DescendantNodes().OfType<SimpleNameSyntax>()
        where ofThePlatform.Contains(name.Identifier.Text) && name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null
        select $"{name.Identifier.Text} in {Path.GetFileNameWithoutExtension(file.Path)}";

    [GeneratedRegex(@"^\| `(?<cipher>\w+)` \| [^|]+ \| (?<in>[^|\n]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>[\w.]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"MD5|SHA1|DES|RC2|RijndaelManaged")]
    private static partial Regex Broken();
}
