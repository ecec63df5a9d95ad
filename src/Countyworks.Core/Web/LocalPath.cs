namespace Countyworks.Core.Web;

/// <summary>Where a visitor wanted to go, as an address that cannot lead to another site.</summary>
public static class LocalPath
{
    /// <summary>
    /// <paramref name="path"/> if it stays on this site, else <paramref name="otherwise"/>. Browsers read "//host" and "/\host" as another
    /// site, and drop tabs and line breaks before they look; a header holds nothing but visible ASCII.
    /// </summary>
    public static string Of(string? path, string otherwise = "/") =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.All(c => c is > ' ' and <= '~') ? path : otherwise;
}
