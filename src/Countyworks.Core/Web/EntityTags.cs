using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Countyworks.Core.Web;

/// <summary>The versions of things as entity tags (RFC 9110, 8.8 and 13): <c>"3"</c>.</summary>
internal static class EntityTags
{
    /// <summary>The tag of a version.</summary>
    public static EntityTagHeaderValue Of(int version) => new(string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));

    /// <summary>
    /// Whether <c>If-Match</c> lets a change of this version pass: when it is absent, is <c>*</c>, or names the version.
    /// A weak tag names nothing here, and neither does what is no tag: whoever sends a condition means it.
    /// </summary>
    public static bool IfMatchHolds(this HttpRequest request, int version) =>
        request.Headers.IfMatch is not { Count: > 0 } header || Names(header, Of(version), useStrongComparison: true);

    /// <summary>Whether <c>If-None-Match</c> says that the client has this version already.</summary>
    public static bool HasAlready(this HttpRequest request, int version) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header && Names(header, Of(version), useStrongComparison: false);

    private static bool Names(StringValues header, EntityTagHeaderValue tag, bool useStrongComparison) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison));
}
