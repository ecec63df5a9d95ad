using Countyworks.Core.Places;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>The matters a list may show: scope comes first in every query.</summary>
public static class MatterScope
{
    /// <summary>Those whose place lies within one of the paths; none when there is no path.</summary>
    /// <param name="matters">The matters.</param>
    /// <param name="paths">Paths of places, see <see cref="Place.Path"/>; usually one.</param>
    public static IQueryable<Matter> Within(this IQueryable<Matter> matters, IReadOnlyList<string> paths) => paths switch
    {
        [""] => matters,
        [var path] => matters.Within(path),
        _ => matters.Where(m => paths.Any(path => EF.Functions.Like(m.PlacePath, path + "%"))),
    };

    /// <summary>Those whose place lies within a path: a range of the index by place.</summary>
    public static IQueryable<Matter> Within(this IQueryable<Matter> matters, string path)
    {
        // A path ends with a slash, and the sign after the slash is the zero.
        var end = path[..^1] + '0';
        return matters.Where(m => m.PlacePath.CompareTo(path) >= 0 && m.PlacePath.CompareTo(end) < 0);
    }
}
