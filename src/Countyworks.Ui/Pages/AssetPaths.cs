using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Countyworks.Ui;

/// <summary>
/// The addresses of this library's script and styles, with the fingerprint the platform gives them, so that browsers may keep
/// them for ever. Needs <c>MapStaticAssets()</c>; without it the plain addresses are given.
/// </summary>
public sealed partial class AssetPaths
{
    private const string Root = "_content/Countyworks.Ui/";

    private readonly Lazy<FrozenDictionary<string, string>> fingerprinted;
    private readonly Lazy<FrozenDictionary<Glyph, string>> pictures;

    /// <summary>Reads <paramref name="endpoints"/> at the first use, when all of them are mapped.</summary>
    public AssetPaths(IEnumerable<EndpointDataSource> endpoints)
    {
        fingerprinted = new(() => Fingerprinted(endpoints));
        pictures = new(Pictures);
    }

    /// <summary>The address of <paramref name="file"/>, such as <c>app.css</c>.</summary>
    public string this[string file] => "/" + fingerprinted.Value.GetValueOrDefault(Root + file, Root + file);

    /// <summary>The markup of a picture of the sprite.</summary>
    internal string Picture(Glyph glyph) => pictures.Value[glyph];

    /// <summary>The name of the file at Lucide: "building-2"; the build of the assets names the symbols by the same rule.</summary>
    internal static string NameOf(Glyph glyph) => WordStart().Replace(glyph.ToString(), "-").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex WordStart();

    private FrozenDictionary<Glyph, string> Pictures() => Enum.GetValues<Glyph>()
        .ToFrozenDictionary(glyph => glyph, glyph => $"""<svg class="i" aria-hidden="true"><use href="{this["icons.svg"]}#{NameOf(glyph)}"/></svg>""");

    private static FrozenDictionary<string, string> Fingerprinted(IEnumerable<EndpointDataSource> endpoints) => endpoints
        .SelectMany(source => source.Endpoints)
        .Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>())
        .OfType<StaticAssetDescriptor>()
        .Select(asset => (Label: asset.Properties.FirstOrDefault(property => property.Name == "label")?.Value, asset.Route))
        .Where(asset => asset.Label is not null)
        .DistinctBy(asset => asset.Label)
        .ToFrozenDictionary(asset => asset.Label!, asset => asset.Route);
}
