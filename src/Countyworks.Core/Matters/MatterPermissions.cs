using Countyworks.Core.Posts;

namespace Countyworks.Core.Matters;

/// <summary>What the pages of all kinds ask for; each kind has permissions of its own besides.</summary>
public static class MatterPermissions
{
    /// <summary>Having an inbox: posts that handle matters for a unit.</summary>
    public static readonly Permission Inbox = new("matters.inbox", Role.Handler, Role.UnitHead);

    /// <summary>Keeping the words ready to insert.</summary>
    public static readonly Permission KeepTemplates = new("matters.keep_templates", Role.Administrator, Role.Dispatcher);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [Inbox, KeepTemplates];
}
