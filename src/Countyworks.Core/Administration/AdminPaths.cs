namespace Countyworks.Core.Administration;

/// <summary>Where the pages of the administration are.</summary>
public static class AdminPaths
{
    /// <summary>What needs attention.</summary>
    public const string Index = "/admin";

    /// <summary>People, their accounts and posts.</summary>
    public const string People = "/admin/people";

    /// <summary>Who holds what.</summary>
    public const string Posts = "/admin/posts";

    /// <summary>Organisations.</summary>
    public const string Organisations = "/admin/organisations";

    /// <summary>Places.</summary>
    public const string Places = "/admin/places";

    /// <summary>Work calendars.</summary>
    public const string Calendars = "/admin/calendars";

    /// <summary>Settings.</summary>
    public const string Settings = "/admin/settings";

    /// <summary>The journal.</summary>
    public const string Journal = "/admin/journal";
}
