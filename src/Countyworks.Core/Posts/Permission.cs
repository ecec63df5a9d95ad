namespace Countyworks.Core.Posts;

/// <summary>Something a page or endpoint asks for, and the roles whose posts have it. Declared once, by the module it belongs to.</summary>
/// <param name="Name">area.verb, snake_case: <c>requests.dispatch</c>.</param>
/// <param name="Roles">The roles that have it.</param>
public sealed record Permission(string Name, params Role[] Roles)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
