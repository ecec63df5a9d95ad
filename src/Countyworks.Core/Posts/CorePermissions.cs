namespace Countyworks.Core.Posts;

/// <summary>What the pages and use cases shared by all programmes ask for.</summary>
public static class CorePermissions
{
    /// <summary>Keeping people, posts, organisations, places, calendars and settings.</summary>
    public static readonly Permission Administer = new("core.administer", Role.Administrator);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [Administer];
}
